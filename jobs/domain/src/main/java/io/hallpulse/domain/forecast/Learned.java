package io.hallpulse.domain.forecast;

import java.util.HashMap;
import java.util.Map;

/**
 * What a hall's forecasts have learnt: all that must outlive a restart. Only numbers, bounded by
 * the hall's queues and items and not by its visitors: 20 KB, 1.4 KB per queue and 16 bytes per
 * queue and item, beside their names.
 *
 * @param laws weights of the {@link Laws}' histograms, one after the other
 * @param means weight and sum of occupations by queue and item, see {@link Occupations}
 * @param hall numbers of the {@link Experts}
 * @param queues each queue's own numbers of them
 * @param waits each queue's histogram of waits
 * @param checked how each queue's last forecasts came true, see {@link Checked}
 */
public record Learned(
    double[] laws,
    Map<String, double[]> means,
    double[] hall,
    Map<String, double[]> queues,
    Map<String, double[]> waits,
    Map<String, byte[]> checked) {

  private static final int LAWS = 6;

  /** Before the first call: guesses that hold for any hall, and weigh little. */
  public static Learned nothing() {
    var laws = new double[LAWS * DurationLaw.BINS];
    put(laws, 0, DurationLaw.guess(800, 0.6));
    put(laws, 1, DurationLaw.guess(15, 1.2));
    put(laws, 2, DurationLaw.guess(8, 1.2));
    put(laws, 3, DurationLaw.guess(480, 1.2));
    put(laws, 4, DurationLaw.guess(1_800, 1.5));
    put(laws, 5, DurationLaw.guess(600, 1.2));
    return new Learned(
        laws,
        new HashMap<>(),
        Experts.noNumbers(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>());
  }

  /** One that does not change when this one is learnt into. */
  public Learned copy() {
    return new Learned(
        laws.clone(), copy(means), hall.clone(), copy(queues), copy(waits), copyBytes(checked));
  }

  private static Map<String, double[]> copy(Map<String, double[]> numbers) {
    var copy = new HashMap<String, double[]>();
    numbers.forEach((key, values) -> copy.put(key, values.clone()));
    return copy;
  }

  private static Map<String, byte[]> copyBytes(Map<String, byte[]> bytes) {
    var copy = new HashMap<String, byte[]>();
    bytes.forEach((key, values) -> copy.put(key, values.clone()));
    return copy;
  }

  /** How the forecasts of a queue have come true of late. */
  public Checked checkedOf(String queueId) {
    return Checked.of(checked.getOrDefault(queueId, Checked.NONE));
  }

  Laws toLaws() {
    return new Laws(new Occupations(law(0), means), law(1), law(2), law(3), law(4), law(5));
  }

  private DurationLaw law(int place) {
    return new DurationLaw(laws, place * DurationLaw.BINS);
  }

  private static void put(double[] laws, int place, double[] law) {
    System.arraycopy(law, 0, laws, place * DurationLaw.BINS, DurationLaw.BINS);
  }
}
