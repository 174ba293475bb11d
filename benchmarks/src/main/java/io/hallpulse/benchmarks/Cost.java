package io.hallpulse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * CPU time of this process per event. Each round runs a small and a large input; the slope between
 * them leaves out what starting costs.
 */
public final class Cost {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Cost() {}

  /** Something to measure. */
  public interface Run {
    void run() throws Exception;
  }

  /** Nanoseconds per event. */
  public static double of(Run small, Run large, long difference) throws Exception {
    double cpu = cpuOf(large) - cpuOf(small);
    return cpu / difference;
  }

  private static double cpuOf(Run run) throws Exception {
    System.gc(); // what the one before left is not this one's cost
    long before = cpuOfProcess();
    run.run();
    return cpuOfProcess() - before;
  }

  /** Nanoseconds of CPU that this process has had. */
  static long cpuOfProcess() {
    return PROCESS.getProcessCpuTime();
  }
}
