package io.hallpulse.domain.grant;

/**
 * Why a record is not let in.
 *
 * @param reason names source, epoch and hall, so that a person can act on it
 */
public record Denial(Rule rule, String reason) {
  /** What its writer has not kept to. */
  public enum Rule {
    /** The record has no signature that could be read. */
    UNSIGNED,
    /** The signature was not made with the signer's key for this record. */
    FORGED,
    /** The signer is no enrolled device. */
    NOT_ENROLLED,
    /** The device belongs to another hall. */
    OTHER_HALL,
    /** Serving has not granted this epoch; it is higher than all that were. */
    EPOCH_NOT_GRANTED,
    /** An administrator has closed the epoch, or revoked the device. */
    EPOCH_CLOSED,
    /** The device signs for another source or epoch than its own. */
    OTHER_SOURCE,
    /** The loader must not write for a device. */
    DEVICE_ONLY,
    /** A device must not write changes of the registry. */
    LOADER_ONLY,
    /** Somebody else has written this epoch, or other events under the same numbers. */
    TWO_WRITERS
  }

  /** The rule first, so that dead letters can be told apart by it. */
  public String text() {
    return rule + ": " + reason;
  }
}
