package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExtrapolationTest {
  private static final Machine MACHINE = new Machine(2, "cpu", 24, "os", "java", "commit", 0.1);

  @Test
  void coresAreRateTimesCpuPerEventAndWhatTimeCosts() {
    var lines = Extrapolation.lines(List.of(result("scale")));

    // 10,000 ns at 10⁵/s is a core; 60,000 idle windows at 0.1 cores make one of 600,000.
    assertThat(lines)
        .contains("| 100,000 | 60,000 windows | 1.0 | 1.0 | 2.0 (1.5 to 3.0) |")
        .contains("| 1,000,000 | 60,000 windows | 10.0 | 1.0 | 11.0 (6.0 to 21.0) |");
    assertThat(lines.get(0)).startsWith("Extrapolation, not measured");
  }

  @Test
  void nothingIsSaidWithoutAMeasurement() {
    assertThat(Extrapolation.lines(List.of(result("rivals")))).isEmpty();
  }

  private static Result result(String name) {
    var measured = new LinkedHashMap<String, Object>();
    measured.put("idle_cores", 0.1);
    measured.put("cpu_ns_per_event", Map.of("median", 10_000.0, "min", 5_000.0, "max", 20_000.0));
    return new Result(
        name,
        "2026-11-30T00:00:00Z",
        MACHINE,
        List.of(),
        List.of(),
        Map.of("rounds", 3, "windows_60000", measured));
  }
}
