package io.hallpulse.ingest;

/** A failure whose message tells a person what to do; anything else is a defect. */
public final class Failure extends RuntimeException {
  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
