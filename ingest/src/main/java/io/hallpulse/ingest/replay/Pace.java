package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Speed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds events back until they are due: event time, N times as fast as real time. */
final class Pace {
  private final Speed speed;
  private final long startNanos = System.nanoTime();
  private @Nullable Long firstMicros;

  Pace(Speed speed) {
    this.speed = speed;
  }

  /** Waits until an event of that time is due; what is ready is sent before. */
  void waitFor(long micros, Runnable beforeWaiting) {
    if (speed.isMax()) {
      return;
    }
    if (firstMicros == null) {
      firstMicros = micros;
    }
    long dueNanos = (long) ((micros - firstMicros) * 1_000.0 / speed.factor());
    long waitMillis = (dueNanos - (System.nanoTime() - startNanos)) / 1_000_000;
    if (waitMillis <= 0) {
      return;
    }
    beforeWaiting.run();
    try {
      TimeUnit.MILLISECONDS.sleep(waitMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while waiting for the next event to be due", e);
    }
  }
}
