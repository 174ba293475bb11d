package io.hallpulse.upkeep.ledger;

/** What stands in the books is not the whole truth any more; only a new beginning gives it. */
final class HalfRead extends RuntimeException {
  private static final long serialVersionUID = 1;

  HalfRead(String message) {
    super(message);
  }

  HalfRead(String message, Throwable cause) {
    super(message, cause);
  }
}
