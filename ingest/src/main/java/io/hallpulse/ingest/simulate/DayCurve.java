package io.hallpulse.ingest.simulate;

/**
 * How busy the demo's halls are over the day, 1 = usual. It never stops: whoever looks at any hour
 * sees an open hall.
 */
final class DayCurve {
  static final double PEAK = 1.35;

  private static final double[] BY_HOUR = {
    .28, .22, .20, .20, .22, .26, .35, .50, .85, 1.25, PEAK, 1.15, .80, .85, 1.20, 1.30, 1.10, .85,
    .70, .65, .60, .50, .42, .35
  };

  private DayCurve() {}

  /** The value at a second of the local day, straight between the full hours. */
  static double at(double second) {
    double hour = second / 3_600;
    int before = (int) hour % 24;
    double part = hour - Math.floor(hour);
    return BY_HOUR[before] * (1 - part) + BY_HOUR[(before + 1) % 24] * part;
  }
}
