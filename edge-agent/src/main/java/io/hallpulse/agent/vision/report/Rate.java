package io.hallpulse.agent.vision.report;

import java.util.Locale;

/** How often something happened, and what that tells with 95 % confidence (Wilson's interval). */
record Rate(long times, long of) {
  private static final double Z = 1.959964;

  double low() {
    return of == 0 ? 0 : Math.max(0, middle() - half());
  }

  double high() {
    return of == 0 ? 1 : Math.min(1, middle() + half());
  }

  private double share() {
    return (double) times / of;
  }

  private double middle() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double half() {
    double spread = share() * (1 - share()) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(spread) / (1 + Z * Z / of);
  }

  @Override
  public String toString() {
    if (of == 0) {
      return "none to judge by";
    }
    return String.format(
        Locale.ROOT,
        "%d of %d, %.2f %% (%.2f to %.2f %%)",
        times,
        of,
        100 * share(),
        100 * low(),
        100 * high());
  }
}
