package io.hallpulse.domain.grant;

import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.EpochGrant;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SourceGrant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may write what: a device its own source, in its hall and in an epoch that serving has granted
 * and nobody has closed; the loader every source that is no device. What counts is the state at the
 * time when a record arrived, so that a job that is late, or reads all anew, judges alike. Whether
 * a signature is true is found elsewhere.
 */
public final class Gate {
  private Gate() {}

  /**
   * Whether a signer may write in a hall at all; asked before its batch is read.
   *
   * @param grant of the signer's source, null if it is not enrolled
   * @param arrived broker's time of the record, microseconds
   */
  public static Optional<Denial> signer(
      Signer signer, @Nullable SourceGrant grant, String hallId, long arrived) {
    if (signer.isLoader()) {
      return Optional.empty();
    }
    if (grant == null) {
      return denied(Rule.NOT_ENROLLED, signer, hallId, "is not enrolled");
    }
    if (!grant.getHallId().equals(hallId)) {
      return denied(Rule.OTHER_HALL, signer, hallId, "is enrolled for hall " + grant.getHallId());
    }
    var epoch = epoch(grant, signer.epoch());
    if (epoch == null) {
      return denied(
          Rule.EPOCH_NOT_GRANTED,
          signer,
          hallId,
          "was not granted, the newest is " + newestEpoch(grant));
    }
    return mayWrite(epoch, arrived)
        ? Optional.empty()
        : denied(Rule.EPOCH_CLOSED, signer, hallId, "is closed");
  }

  private static boolean mayWrite(EpochGrant epoch, long arrived) {
    var closed = epoch.getClosed();
    return switch (epoch.getState()) {
      case OPEN, DRAINING -> true;
      case CLOSED -> closed != null && arrived < closed;
      case UNKNOWN -> false;
    };
  }

  /**
   * Whether the batch is one that its signer may write.
   *
   * @param grant of the batch's source, null if it is not enrolled
   * @param arrived broker's time of the record, microseconds
   */
  public static Optional<Denial> batch(
      Signer signer, EventBatch batch, @Nullable SourceGrant grant, long arrived) {
    if (signer.isLoader()) {
      return grant == null || arrived < enrolled(grant)
          ? Optional.empty()
          : Optional.of(
              new Denial(
                  Rule.DEVICE_ONLY,
                  "source %s epoch %d of hall %s is a device, whose key alone counts; signed by the loader"
                      .formatted(batch.getSource(), batch.getEpoch(), batch.getHallId())));
    }
    if (batch.getSource().equals(signer.source()) && batch.getEpoch() == signer.epoch()) {
      return Optional.empty();
    }
    return Optional.of(
        new Denial(
            Rule.OTHER_SOURCE,
            "source %s epoch %d of hall %s is signed by source %s epoch %d"
                .formatted(
                    batch.getSource(),
                    batch.getEpoch(),
                    batch.getHallId(),
                    signer.source(),
                    signer.epoch())));
  }

  /** A device's epoch, null if it was never granted. */
  public static @Nullable EpochGrant epoch(SourceGrant grant, long epoch) {
    for (var granted : grant.getEpochs()) {
      if (granted.getEpoch() == epoch) {
        return granted;
      }
    }
    return null;
  }

  private static long enrolled(SourceGrant grant) {
    return grant.getEpochs().stream().mapToLong(EpochGrant::getGranted).min().orElse(0);
  }

  private static long newestEpoch(SourceGrant grant) {
    return grant.getEpochs().stream().mapToLong(EpochGrant::getEpoch).max().orElse(0);
  }

  private static Optional<Denial> denied(Rule rule, Signer signer, String hallId, String what) {
    return Optional.of(
        new Denial(
            rule,
            "source %s epoch %d of hall %s %s"
                .formatted(signer.source(), signer.epoch(), hallId, what)));
  }
}
