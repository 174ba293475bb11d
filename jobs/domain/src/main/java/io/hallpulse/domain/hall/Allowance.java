package io.hallpulse.domain.hall;

import java.util.concurrent.TimeUnit;

/** So much work a second, by the server's clock; what is not used is kept for two seconds. */
final class Allowance {
  private static final double SECOND = TimeUnit.SECONDS.toMicros(1);

  private final double perSecond;
  private double left;
  private long asOf = Long.MIN_VALUE;

  Allowance(int perSecond) {
    this.perSecond = perSecond;
    this.left = most();
  }

  /** Takes one, if so many are left that those beyond it stay. */
  boolean take(long now, double staying) {
    if (asOf != Long.MIN_VALUE && now > asOf) {
      left = Math.min(most(), left + (now - asOf) / SECOND * perSecond);
    }
    asOf = Math.max(asOf, now);
    if (left < 1 + staying) {
      return false;
    }
    left--;
    return true;
  }

  /** What it can save up. */
  double most() {
    return 2 * perSecond;
  }
}
