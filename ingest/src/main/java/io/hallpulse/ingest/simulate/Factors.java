package io.hallpulse.ingest.simulate;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Factors by name, {@code all} for whatever is not named; each name must be asked for. */
final class Factors {
  private static final String ALL = "all";

  private final Map<String, Double> factors;
  private final TreeSet<String> asked = new TreeSet<>();

  Factors(Map<String, Double> factors) {
    this.factors = new TreeMap<>(factors);
    this.factors.forEach(
        (name, factor) -> {
          if (!(factor >= 0)) {
            throw new IllegalArgumentException(
                "%s must be 0 or more, got %s".formatted(name, factor));
          }
        });
  }

  /** A share so many times as large, at most 1. */
  double times(String name, double share) {
    asked.add(name);
    var factor = factors.getOrDefault(name, factors.getOrDefault(ALL, 1.0));
    return Math.min(1, share * factor);
  }

  void failIfUnknown() {
    for (var name : factors.keySet()) {
      if (!name.equals(ALL) && !asked.contains(name)) {
        throw new IllegalArgumentException("%s is none of %s and all".formatted(name, asked));
      }
    }
  }
}
