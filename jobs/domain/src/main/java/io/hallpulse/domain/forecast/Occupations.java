package io.hallpulse.domain.forecast;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long one ticket occupies a counter, from its call until the counter is free again: a mean per
 * queue and item, and one law of how far occupations spread about their mean. A mean leans on that
 * of the queue, and this on the hall's, as long as little was seen.
 */
final class Occupations {
  /** A law's unit is a thousandth of the mean, so that its bins reach far to both sides. */
  private static final double PER_MEAN = 1_000;

  /** What the mean of a smaller group owes to that of the larger one, in observations. */
  private static final double LEANING = 5;

  private static final double FADING = 1 - 1 / 500.0;

  /** Ten minutes, with the weight of one observation. */
  private static final double[] FIRST = {1, 600};

  private final DurationLaw spread;
  private final Map<String, double[]> means;

  /**
   * @param means weight and sum of seconds by hall (an empty key), queue, and queue and item; kept
   *     and changed
   */
  Occupations(DurationLaw spread, Map<String, double[]> means) {
    this.spread = spread;
    this.means = means;
  }

  void add(String queueId, @Nullable String item, double seconds) {
    double held = Math.max(1, seconds);
    spread.add(PER_MEAN * held / mean(queueId, item));
    count("", held);
    count(queueId, held);
    if (item != null) {
      count(key(queueId, item), held);
    }
  }

  private void count(String key, double seconds) {
    var sums = means.computeIfAbsent(key, fresh -> key.isEmpty() ? FIRST.clone() : new double[2]);
    sums[0] = sums[0] * FADING + 1;
    sums[1] = sums[1] * FADING + seconds;
  }

  double mean(String queueId, @Nullable String item) {
    var hall = means.getOrDefault("", FIRST);
    double mean = leaning(means.get(queueId), hall[1] / hall[0]);
    return item == null ? mean : leaning(means.get(key(queueId, item)), mean);
  }

  private static double leaning(double @Nullable [] sums, double on) {
    return sums == null ? on : (sums[1] + LEANING * on) / (sums[0] + LEANING);
  }

  /**
   * The rests of one that goes on for some seconds and has that mean, for each share of {@link
   * Draws}.
   */
  double[] rests(double mean, double age) {
    var rests = spread.rests(PER_MEAN * age / mean);
    for (int rank = 0; rank < rests.length; rank++) {
      rests[rank] = rests[rank] * mean / PER_MEAN;
    }
    return rests;
  }

  /** How long ones last that begin, for each share of {@link Draws}, by a unit of their mean. */
  double[] spread() {
    return spread.fresh();
  }

  /** One that begins and has that mean. */
  static double lasting(double spread, double mean) {
    return spread * mean / PER_MEAN;
  }

  private static String key(String queueId, String item) {
    return queueId + "\n" + item;
  }
}
