package io.hallpulse.domain.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how long something lasts: a histogram of durations over bins that grow by a
 * fifth each, from 1 to two million seconds, in which older durations fade. It begins with a guess
 * that weighs as much as a few observations. Durations are seconds, or any other unit.
 */
final class DurationLaw {
  static final int BINS = 80;
  private static final double STEP = Math.log(1.2);

  /** An observation weighs half as much after some 1,400 further ones. */
  private static final double FADING = 1 - 1 / 2_000.0;

  private static final double GUESS_WEIGHT = 5;

  private final double[] weights;
  private final int from;
  private final double[] below = new double[BINS + 1];
  private boolean stale = true;
  private double @Nullable [] fresh;

  /**
   * @param weights holds one per bin, among others; kept and changed
   * @param from place of the first
   */
  DurationLaw(double[] weights, int from) {
    this.weights = weights;
    this.from = from;
  }

  /** The weights of a guess: log-normal with that median and that deviation of the logarithm. */
  static double[] guess(double median, double sigma) {
    var weights = new double[BINS];
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double z = ((bin + 0.5) * STEP - Math.log(median)) / sigma;
      weights[bin] = Math.exp(-z * z / 2);
      sum += weights[bin];
    }
    for (int bin = 0; bin < BINS; bin++) {
      weights[bin] *= GUESS_WEIGHT / sum;
    }
    return weights;
  }

  void add(double duration) {
    for (int bin = 0; bin < BINS; bin++) {
      weights[from + bin] *= FADING;
    }
    weights[from + bin(duration)]++;
    stale = true;
    fresh = null;
  }

  /**
   * The further duration of what has lasted for some time, such that the share u of those like it
   * end earlier.
   *
   * @param age how long it has lasted, 0 if it begins
   * @param u between 0 and 1, exclusive
   */
  double rest(double age, double u) {
    sum();
    double before = below(age);
    double all = below[BINS];
    if (all - before < 1e-9 * all) {
      return age * u / (1 - u); // beyond all that was seen: as long again, as for Pareto's law
    }
    return Math.max(0, at(before + u * (all - before)) - age);
  }

  /** The same for each share of {@link Draws}, in ascending order. */
  double[] rests(double age) {
    sum();
    double before = below(age);
    double all = below[BINS];
    boolean isBeyond = all - before < 1e-9 * all;
    var rests = new double[Draws.FUTURES];
    int bin = 0;
    for (int rank = 0; rank < rests.length; rank++) {
      double u = Draws.share(rank);
      if (isBeyond) {
        rests[rank] = age * u / (1 - u);
        continue;
      }
      double weight = before + u * (all - before);
      while (bin < BINS - 1 && below[bin + 1] <= weight) {
        bin++;
      }
      rests[rank] = Math.max(0, in(bin, weight) - age);
    }
    return rests;
  }

  /** Those of what begins; not to be changed. */
  double[] fresh() {
    var known = fresh;
    if (known == null) {
      known = rests(0);
      fresh = known;
    }
    return known;
  }

  private double below(double duration) {
    double place = place(duration);
    int bin = (int) place;
    return bin >= BINS ? below[BINS] : below[bin] + (place - bin) * weights[from + bin];
  }

  private double at(double weight) {
    int found = Arrays.binarySearch(below, weight);
    return in(Math.min(BINS - 1, found >= 0 ? found : -found - 2), weight);
  }

  private double in(int bin, double weight) {
    double inside = weights[from + bin];
    double part = inside <= 0 ? 0 : (weight - below[bin]) / inside;
    return Math.exp((bin + part) * STEP);
  }

  private void sum() {
    if (stale) {
      for (int bin = 0; bin < BINS; bin++) {
        below[bin + 1] = below[bin] + weights[from + bin];
      }
      stale = false;
    }
  }

  private static double place(double duration) {
    return duration <= 1 ? 0 : Math.log(duration) / STEP;
  }

  private static int bin(double duration) {
    return (int) Math.min(BINS - 1, place(duration));
  }
}
