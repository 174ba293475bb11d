package io.hallpulse.domain.forecast;

import java.util.Arrays;

/**
 * Weighs what several experts say, each corrected by its own calibration, by how well they have
 * done of late: the weight falls with a high power of the mean pinball loss, so that the best one
 * leads and a log on which the lookahead is wrong falls back on what works there. What comes out is
 * calibrated once more.
 */
final class Experts {
  static final int EXPERTS = 4;
  private static final int LEVELS = Calibration.LEVELS.length;

  /** Twice the loss, a 250th of the weight. */
  private static final double POWER = 8;

  private static final double FADING = 1 - 1 / 500.0;

  private static final int LOSSES = EXPERTS * Calibration.HALL_NUMBERS;
  private static final int OFFSETS = LOSSES + EXPERTS * LEVELS;

  /** The experts' calibrations, their losses by level, the result's offsets and their moves. */
  static final int HALL_NUMBERS = OFFSETS + LEVELS + 1;

  static final int QUEUE_NUMBERS = EXPERTS * Calibration.QUEUE_NUMBERS;

  private final double[] numbers;
  private final int from;
  private final int queueFrom;
  private final Calibration[] calibrations = new Calibration[EXPERTS];

  /**
   * @param numbers holds {@link #HALL_NUMBERS} for each {@link Age}, at first {@link #noNumbers};
   *     kept and changed
   * @param age of the waits that they are about
   */
  Experts(double[] numbers, int age) {
    if (numbers.length != Age.COUNT * HALL_NUMBERS) {
      throw new IllegalArgumentException(
          "A hall has %d numbers, got %d".formatted(Age.COUNT * HALL_NUMBERS, numbers.length));
    }
    this.numbers = numbers;
    this.from = age * HALL_NUMBERS;
    this.queueFrom = age * QUEUE_NUMBERS;
    for (int i = 0; i < EXPERTS; i++) {
      calibrations[i] = new Calibration(numbers, from + i * Calibration.HALL_NUMBERS);
    }
  }

  /** Before the first call the lookahead, the first expert, is trusted most. */
  static double[] noNumbers() {
    var numbers = new double[Age.COUNT * HALL_NUMBERS];
    for (int from = 0; from < numbers.length; from += HALL_NUMBERS) {
      Arrays.fill(numbers, from + LOSSES, from + OFFSETS, 60);
      Arrays.fill(numbers, from + LOSSES, from + LOSSES + LEVELS, 30);
    }
    return numbers;
  }

  /**
   * The logarithm of a level's quantile.
   *
   * @param queue holds {@link #QUEUE_NUMBERS} for each age of the queue's own
   */
  double log(int level, double[] said, double[] queue) {
    return together(level, said, queue) + numbers[from + OFFSETS + level];
  }

  private double together(int level, double[] said, double[] queue) {
    double sum = 0;
    double weights = 0;
    double least = least(level);
    for (int expert = 0; expert < EXPERTS; expert++) {
      double weight = Math.pow(least / loss(expert, level), POWER);
      sum += weight * corrected(expert, level, said, queue);
      weights += weight;
    }
    return sum / weights;
  }

  private double least(int level) {
    double least = Double.MAX_VALUE;
    for (int expert = 0; expert < EXPERTS; expert++) {
      least = Math.min(least, loss(expert, level));
    }
    return least;
  }

  private double loss(int expert, int level) {
    return Math.max(1e-3, numbers[from + LOSSES + expert * LEVELS + level]);
  }

  private double corrected(int expert, int level, double[] said, double[] queue) {
    return calibrations[expert].log(
        level,
        said[expert * LEVELS],
        said[expert * LEVELS + level],
        queue,
        queueFrom + expert * Calibration.QUEUE_NUMBERS);
  }

  /** Learns from a wait of that many seconds. */
  void learn(double[] said, double seconds, double[] queue) {
    double truth = View.log(seconds);
    double spread = Math.max(0.1, log(1, said, queue) - log(0, said, queue));
    double step = spread * Calibration.step(0.3, numbers[from + OFFSETS + LEVELS]++, 0.01);
    for (int level = 0; level < LEVELS; level++) {
      double error = Calibration.LEVELS[level] - (truth <= log(level, said, queue) ? 1 : 0);
      numbers[from + OFFSETS + level] += step * error;
    }
    for (int expert = 0; expert < EXPERTS; expert++) {
      for (int level = 0; level < LEVELS; level++) {
        double forecast = View.seconds(corrected(expert, level, said, queue));
        int place = from + LOSSES + expert * LEVELS + level;
        double loss = Tally.pinball(Calibration.LEVELS[level], seconds, forecast);
        numbers[place] = numbers[place] * FADING + loss * (1 - FADING);
      }
      calibrations[expert].learn(
          said[expert * LEVELS],
          said[expert * LEVELS + 1],
          truth,
          queue,
          queueFrom + expert * Calibration.QUEUE_NUMBERS);
    }
  }
}
