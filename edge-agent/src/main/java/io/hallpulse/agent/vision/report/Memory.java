package io.hallpulse.agent.vision.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes, native libraries included; Linux alone tells it this way. */
final class Memory {
  private Memory() {}

  static double residentMegabytes() throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("/proc/self/status has no VmRSS");
  }
}
