package io.hallpulse.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.local.doctor.Finding.Verdict;
import io.hallpulse.local.stack.Jdk;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckupTest {
  private static final long GIGABYTE = 1L << 30;
  private static final Jdk OLD = new Jdk(Path.of("/jdk-17"), 17);
  private static final Jdk NEW = new Jdk(Path.of("/jdk-25"), 25);
  private static final Map<String, String> TOOLS =
      Map.of(
          "mvn", "Apache Maven 3.9.9",
          "node", "v20.20.2",
          "npm", "11.19.1",
          "setsid", "setsid 2.38.1",
          "ffmpeg", "ffmpeg version 7.1.3",
          "chromium", "Chromium 156");

  @Test
  void aCompleteMachineHasNothingToMend() {
    assertThat(Checkup.of(machine(List.of(OLD, NEW), TOOLS, 20, Map.of())))
        .allMatch(finding -> finding.verdict() == Verdict.OK);
  }

  @Test
  void withoutANewerJavaOnlySqlIsMissed() {
    var findings = Checkup.of(machine(List.of(OLD), TOOLS, 20, Map.of()));

    assertThat(troubles(findings))
        .containsExactly(
            "WARN     no JDK 24 or newer, so no SQL and no history: install Temurin 25"
                + " (package temurin-25-jdk of Adoptium's Debian repository)");
  }

  @Test
  void aJavaThatIsTooNewForFlinkDoesNotDo() {
    assertThat(troubles(Checkup.of(machine(List.of(NEW), TOOLS, 20, Map.of()))))
        .containsExactly("MISSING  JDK 17 or 21: apt-get install openjdk-17-jdk-headless");
  }

  @Test
  void anOldNodeIsNamedWithItsVersion() {
    var tools = new HashMap<>(TOOLS);
    tools.put("node", "v18.19.0");

    assertThat(troubles(Checkup.of(machine(List.of(OLD, NEW), tools, 20, Map.of()))))
        .singleElement()
        .asString()
        .startsWith("MISSING  Node 20 or newer (this is v18.19.0): ");
  }

  @Test
  void withoutFfmpegOnlyCamerasAreMissed() {
    var tools = new HashMap<>(TOOLS);
    tools.remove("ffmpeg");

    assertThat(troubles(Checkup.of(machine(List.of(OLD, NEW), tools, 20, Map.of()))))
        .containsExactly(
            "WARN     no ffmpeg, so no cameras: the demo's hall goes without:"
                + " apt-get install ffmpeg");
  }

  @Test
  void aFullDiskAndABusyPortAreTold() {
    var machine = machine(List.of(OLD, NEW), TOOLS, 2, Map.of(8080, "process 7 (/usr/bin/nginx)"));

    assertThat(troubles(Checkup.of(machine)))
        .containsExactly(
            "MISSING  only 2 GB of disk are free, 5 are needed:"
                + " free some, or use --data on another disk",
            "WARN     port 8080 is used by process 7 (/usr/bin/nginx):"
                + " nothing to do, up takes the next free one");
  }

  private static List<String> troubles(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.verdict() != Verdict.OK)
        .map(Finding::line)
        .toList();
  }

  private static Machine machine(
      List<Jdk> jdks, Map<String, String> tools, long diskGigabytes, Map<Integer, String> busy) {
    return new Machine(
        jdks, tools, true, true, true, diskGigabytes * GIGABYTE, 8 * GIGABYTE, busy, false);
  }
}
