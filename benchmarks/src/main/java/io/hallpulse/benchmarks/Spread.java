package io.hallpulse.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of several rounds, told as their median, least and most. */
public final class Spread {
  private final List<Double> figures = new ArrayList<>();

  public void add(double figure) {
    figures.add(figure);
  }

  public double median() {
    var sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double min() {
    return Collections.min(figures);
  }

  public double max() {
    return Collections.max(figures);
  }

  /** Each round divided by the same round of another, so that what slowed both slows neither. */
  public Spread over(Spread other) {
    if (figures.size() != other.figures.size()) {
      throw new IllegalArgumentException(
          "Rounds must be as many, got %d and %d".formatted(figures.size(), other.figures.size()));
    }
    var ratios = new Spread();
    for (int i = 0; i < figures.size(); i++) {
      ratios.add(figures.get(i) / other.figures.get(i));
    }
    return ratios;
  }

  /** As it stands in a result's file. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("median", median());
    json.put("min", min());
    json.put("max", max());
    return json;
  }

  @Override
  public String toString() {
    return "%,.2f (%,.2f to %,.2f)".formatted(median(), min(), max());
  }
}
