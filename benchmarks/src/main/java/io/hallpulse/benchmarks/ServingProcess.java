package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The process of an installation's serving, as the system sees it. */
record ServingProcess(long pid) {
  /** Of /proc/PID/stat, per second; Linux shows no other to programs. */
  private static final double TICKS = 100;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  static ServingProcess of(Installation installation) throws IOException {
    var pid = installation.runFolder().status().of("serving").map(ProcessStatus::pid);
    return new ServingProcess(pid.orElseThrow(() -> new IOException("serving does not run")));
  }

  long residentBytes() throws IOException {
    var found = RESIDENT.matcher(Files.readString(proc("status")));
    if (!found.find()) {
      throw new IOException("%s has no VmRSS".formatted(proc("status")));
    }
    return Long.parseLong(found.group(1)) * 1024;
  }

  /** Of all its threads since its start. */
  double cpuSeconds() throws IOException {
    var stat = Files.readString(proc("stat"));
    // The name before it may hold spaces, and ends with the last bracket.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** What lives on its heap, after a collection that counting it makes. */
  long liveHeapBytes() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var counting =
        new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    var said = new String(counting.getInputStream().readAllBytes(), UTF_8);
    var total = TOTAL.matcher(said);
    if (counting.waitFor() != 0 || !total.find()) {
      throw new IOException("The heap of serving (%d) cannot be counted: %s".formatted(pid, said));
    }
    return Long.parseLong(total.group(1));
  }

  private Path proc(String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }
}
