package io.hallpulse.benchmarks.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.hallpulse.upkeep.LakeCatalog;
import io.hallpulse.upkeep.tables.Done;
import io.hallpulse.upkeep.tables.Round;
import io.hallpulse.upkeep.tables.TableUpkeep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Upkeep in a process of its own with the heap that it has in the product. Each line of the input
 * is a round, {@code openDay quietSince keptSince}; the answer is a line of JSON.
 */
public final class Rounds {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Rounds() {}

  /**
   * A round's answer.
   *
   * @param cpuNanos of the process since its start
   * @param peakHeap bytes used at most since the process's start
   */
  record Answer(List<Done> done, long cpuNanos, long peakHeap) {}

  public static void main(String[] args) throws IOException {
    var answers = System.out;
    System.setOut(System.err); // whatever is logged stays out of the answers
    var catalog = new LakeCatalog(args[0], args[1], args[2], args[3]).open();
    var tables = new TableUpkeep(catalog, Instant.now());
    var json = new ObjectMapper();
    try (var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var round = line.split(" ", -1);
        var done =
            tables.run(
                new Round(
                    LocalDate.parse(round[0]),
                    Instant.parse(round[1]),
                    Instant.parse(round[2]),
                    null));
        answers.println(
            json.writeValueAsString(new Answer(done, PROCESS.getProcessCpuTime(), peakHeap())));
      }
    }
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
