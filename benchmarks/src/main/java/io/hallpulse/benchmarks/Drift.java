package io.hallpulse.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether something that is looked at once a minute stays level: how much the straight line through
 * the second half of the looks rises, as a share of their mean. The first half is left out, in
 * which caches fill.
 *
 * @param first of all looks
 * @param last of all looks
 * @param mean of the second half
 * @param risePercent of the line over the second half
 * @param risePerHour of the line, in the unit of the looks
 */
record Drift(
    String what, double first, double last, double mean, double risePercent, double risePerHour) {
  /** Fewer looks are no line. */
  static final int LEAST = 6;

  static Drift of(String what, List<Double> looks) {
    if (looks.size() < LEAST) {
      throw new IllegalArgumentException(
          "Drift of %s needs %d looks or more, got %d".formatted(what, LEAST, looks.size()));
    }
    var half = looks.subList(looks.size() / 2, looks.size());
    double mean = half.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double middle = (half.size() - 1) / 2.0;
    double above = 0;
    double below = 0;
    for (int i = 0; i < half.size(); i++) {
      above += (i - middle) * (half.get(i) - mean);
      below += (i - middle) * (i - middle);
    }
    double slope = above / below;
    double rise = slope * (half.size() - 1);
    return new Drift(
        what,
        looks.get(0),
        looks.get(looks.size() - 1),
        mean,
        mean == 0 ? 0 : 100 * rise / mean,
        60 * slope);
  }

  boolean isFlat(double mostPercent) {
    return risePercent <= mostPercent;
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("first", first);
    json.put("last", last);
    json.put("mean_of_second_half", mean);
    json.put("rise_percent", risePercent);
    json.put("rise_per_hour", risePerHour);
    return json;
  }
}
