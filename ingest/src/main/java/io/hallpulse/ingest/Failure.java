package io.hallpulse.ingest;

import org.jspecify.annotations.Nullable;

/** A failure whose message tells a person what to do; anything else is a defect. */
public final class Failure extends RuntimeException {
  public Failure(String message) {
    super(message);
  }

  public Failure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
