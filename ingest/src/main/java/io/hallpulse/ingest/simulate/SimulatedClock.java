package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Speed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time up to which the demo has happened: it begins in the past, runs N times as fast, and goes
 * on in real time once it has reached now.
 */
final class SimulatedClock {
  private final InstantSource real;
  private final Speed speed;
  private final Instant from;
  private final Instant began;

  SimulatedClock(InstantSource real, Speed speed, Instant from) {
    this.real = real;
    this.speed = speed;
    this.from = from;
    this.began = real.instant();
  }

  Instant now() {
    var now = real.instant();
    if (speed.isMax() || speed.factor() <= 1) {
      return now;
    }
    long elapsed = Duration.between(began, now).toMillis();
    var simulated = from.plusMillis((long) (elapsed * speed.factor()));
    return simulated.isBefore(now) ? simulated : now;
  }

  boolean hasReachedNow() {
    return !now().isBefore(real.instant().minusMillis(1));
  }
}
