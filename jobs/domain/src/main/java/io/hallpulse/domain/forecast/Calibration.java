package io.hallpulse.domain.forecast;

/**
 * Corrects the two quantiles that somebody names by what came true: an offset for forecasts of like
 * length in the whole hall, and a small one of the queue's own, each moved by steps of stochastic
 * gradient on the pinball loss (Koenker and Bassett 1978). Steps that never end keep the shares of
 * waits within the forecast at their level however the hall changes (Gibbs and Candès 2021).
 */
final class Calibration {
  static final double[] LEVELS = {0.5, 0.9};

  /** Forecasts of like length differ by less than a factor of two. */
  private static final int LENGTHS = 20;

  /** Offsets of the hall by level and length, then how often each was moved. */
  static final int HALL_NUMBERS = 2 * LEVELS.length * LENGTHS;

  /** Offsets of a queue by level, then how often they were moved. */
  static final int QUEUE_NUMBERS = LEVELS.length + 1;

  private static final double SETTLING = 10;

  private final double[] numbers;
  private final int from;

  /**
   * @param numbers holds {@link #HALL_NUMBERS}, at first 0, among others; kept and changed
   * @param from place of the first
   */
  Calibration(double[] numbers, int from) {
    this.numbers = numbers;
    this.from = from;
  }

  /**
   * The logarithm of a level's quantile, in the sense of {@link View#log}.
   *
   * @param said50 logarithm of the P50 to correct, which tells how long the forecast is
   * @param said logarithm of the level's quantile to correct
   * @param queue holds {@link #QUEUE_NUMBERS} of the queue from a place on
   */
  double log(int level, double said50, double said, double[] queue, int queueFrom) {
    return said + numbers[offset(level, said50)] + queue[queueFrom + level];
  }

  private int offset(int level, double said50) {
    double length = (said50 - Math.log(View.GRAIN)) / Math.log(2);
    return from + level * LENGTHS + (int) Math.max(0, Math.min(LENGTHS - 1.0, length));
  }

  /** Learns that a wait had that logarithm. */
  void learn(double said50, double said90, double truth, double[] queue, int queueFrom) {
    for (int level = 0; level < LEVELS.length; level++) {
      double said = level == 0 ? said50 : said90;
      double log = log(level, said50, said, queue, queueFrom);
      double error = LEVELS[level] - (truth <= log ? 1 : 0);
      int offset = offset(level, said50);
      int moved = offset + LEVELS.length * LENGTHS;
      numbers[offset] += step(0.3, numbers[moved]++, 0.01) * error;
      queue[queueFrom + level] += step(0.1, queue[queueFrom + LEVELS.length], 0.005) * error;
    }
    queue[queueFrom + LEVELS.length]++;
  }

  /** A step that becomes smaller with the times it was taken, down to some least one. */
  static double step(double first, double times, double least) {
    return Math.max(least, first / Math.sqrt(times + SETTLING));
  }
}
