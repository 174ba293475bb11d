package io.hallpulse.agent.vision.presence;

import java.time.Duration;

/**
 * Leaky evidence that a seat is empty, in milliseconds. A second without anybody adds a second, a
 * second with somebody takes one away; what somebody passing by took is won back in the time that
 * he stayed, so he delays an absence by twice his stay and no more. (A timer that starts anew
 * delays it by all that had passed.) Between the two limits the last verdict stands, so that a
 * detector that misses every third look does not flap.
 *
 * @param millis between 0, surely somebody, and {@link #FULL}, surely nobody
 */
public record Emptiness(long millis, Verdict verdict) {
  /** Whether somebody is there; unknown until there was enough to see. */
  public enum Verdict {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  static final long FULL = 5_000;
  static final long OCCUPIED = 1_000;

  /** Between two looks that are further apart nobody knows what was. */
  public static final Duration LONGEST_GAP = Duration.ofSeconds(3);

  static final Emptiness UNKNOWN = new Emptiness(FULL / 2, Verdict.UNKNOWN);

  /**
   * @param elapsed since the look before, which this look speaks for
   */
  Emptiness after(Duration elapsed, boolean somebody) {
    if (elapsed.compareTo(LONGEST_GAP) > 0) {
      return UNKNOWN;
    }
    long step = Math.max(0, elapsed.toMillis());
    long now = Math.max(0, Math.min(FULL, millis + (somebody ? -step : step)));
    return new Emptiness(now, verdictAt(now));
  }

  private Verdict verdictAt(long now) {
    if (now >= FULL) {
      return Verdict.ABSENT;
    }
    return now <= OCCUPIED ? Verdict.PRESENT : verdict;
  }

  /** How sure the verdict is: 1 at its own end of the scale, half at the other. */
  double confidence() {
    double empty = (double) millis / FULL;
    return switch (verdict) {
      case PRESENT -> 1 - empty / 2;
      case ABSENT -> (1 + empty) / 2;
      case UNKNOWN -> 0;
    };
  }
}
