package io.hallpulse.agent.vision.camera;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, up to a minute. */
record BackOff(Duration next) {
  static final BackOff FIRST = new BackOff(Duration.ofSeconds(1));
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** What ran this long was well, and gets its first wait again. */
  private static final Duration WELL = Duration.ofSeconds(30);

  /** The wait that is due now, after what ran for this long has ended. */
  BackOff afterRunning(Duration ran) {
    return ran.compareTo(WELL) >= 0 ? FIRST : this;
  }

  BackOff longer() {
    var doubled = next.multipliedBy(2);
    return new BackOff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
  }
}
