package io.hallpulse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * CPU time of this process per event, several rounds. Each round runs a small and a large input;
 * the slope between them leaves out what starting costs.
 */
final class Cost {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Double> nanosPerEvent = new ArrayList<>();

  /** Something to measure. */
  interface Run {
    void run() throws Exception;
  }

  void round(Run small, Run large, long difference) throws Exception {
    double cpu = cpuOf(large) - cpuOf(small);
    nanosPerEvent.add(cpu / difference);
  }

  private static double cpuOf(Run run) throws Exception {
    System.gc(); // what the one before left is not this one's cost
    long before = PROCESS.getProcessCpuTime();
    run.run();
    return PROCESS.getProcessCpuTime() - before;
  }

  double median() {
    var sorted = new ArrayList<>(nanosPerEvent);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  double min() {
    return Collections.min(nanosPerEvent);
  }

  double max() {
    return Collections.max(nanosPerEvent);
  }

  @Override
  public String toString() {
    return "%,.0f ns (%,.0f to %,.0f)".formatted(median(), min(), max());
  }
}
