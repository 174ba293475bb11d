package io.hallpulse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a nation of 3,000 districts and 600,000 windows would need, on paper: cores = rate × CPU per
 * event, for three rates and the numbers of windows that {@code bench scale} has measured, from the
 * least to the most of its rounds. Nothing of that size was run.
 */
final class Extrapolation {
  private static final List<Integer> RATES = List.of(100_000, 300_000, 1_000_000);
  private static final int NATION = 600_000;
  private static final String WINDOWS = "windows_";

  private Extrapolation() {}

  /** A table in Markdown, nothing without a result of {@code bench scale}. */
  static List<String> lines(List<Result> results) {
    var lines = new ArrayList<String>();
    for (var result : results) {
      if (result.benchmark().equals("scale")) {
        lines.add("Extrapolation, not measured: cores of the hall job for a nation of 3,000");
        lines.add("districts and 600,000 windows, median (least to most) of the rounds:");
        lines.add("");
        lines.add("| events/s | by CPU per event with | fold | time passing | cores |");
        lines.add("|---:|---:|---:|---:|---:|");
        for (int rate : RATES) {
          result.result().entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(WINDOWS))
              .map(entry -> row(rate, entry.getKey(), (Map<?, ?>) entry.getValue()))
              .forEach(lines::add);
        }
      }
    }
    return lines;
  }

  private static String row(int rate, String name, Map<?, ?> measured) {
    int windows = Integer.parseInt(name.substring(WINDOWS.length()));
    var cpu = (Map<?, ?>) measured.get("cpu_ns_per_event");
    // What halls cost that nothing happens in, each second.
    double passing = number(measured.get("idle_cores")) * NATION / windows;
    return "| %,d | %,d windows | %s | %.1f | %.1f (%.1f to %.1f) |"
        .formatted(
            rate,
            windows,
            "%.1f".formatted(cores(rate, cpu, "median")),
            passing,
            cores(rate, cpu, "median") + passing,
            cores(rate, cpu, "min") + passing,
            cores(rate, cpu, "max") + passing);
  }

  private static double cores(int rate, @Nullable Map<?, ?> cpu, String figure) {
    return cpu == null ? Double.NaN : rate * number(cpu.get(figure)) / 1e9;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
