package io.hallpulse.domain.forecast;

/**
 * What each expert says about a wait: P50 and P90 one after the other, as logarithms of seconds,
 * since waits spread by factors.
 */
final class View {
  /** Added before taking a logarithm, seconds: less than this is no difference to anybody. */
  static final double GRAIN = 5;

  private View() {}

  static double log(double seconds) {
    return Math.log(seconds + GRAIN);
  }

  static double seconds(double log) {
    return Math.max(0, Math.exp(log) - GRAIN);
  }

  /** The value that a share of values do not exceed, straight between those beside it. */
  static double quantile(double[] ascending, double share) {
    double place = share * ascending.length - 0.5;
    int below = (int) Math.max(0, Math.min(ascending.length - 2.0, Math.floor(place)));
    double part = Math.max(0, Math.min(1, place - below));
    return ascending[below] * (1 - part) + ascending[below + 1] * part;
  }
}
