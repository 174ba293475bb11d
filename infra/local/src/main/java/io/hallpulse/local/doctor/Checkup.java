package io.hallpulse.local.doctor;

import io.hallpulse.local.stack.Jdk;
import java.util.ArrayList;
import java.util.List;

/** What a machine's state means for HallPulse. */
public record Checkup(Machine machine) {
  private static final long GIGABYTE = 1L << 30;
  private static final long DISK_GIGABYTES = 5;
  private static final long MEMORY_GIGABYTES = 4;
  private static final int OLDEST_NODE = 20;
  private static final int TRINOS_JDK = 24;

  public static List<Finding> of(Machine machine) {
    var checkup = new Checkup(machine);
    var findings = new ArrayList<Finding>();
    findings.add(checkup.jdk());
    findings.add(checkup.trinosJdk());
    findings.add(checkup.tool("mvn", "Maven", "apt-get install maven"));
    findings.add(checkup.node());
    findings.add(checkup.tool("npm", "npm", "apt-get install npm"));
    findings.add(checkup.tool("setsid", "setsid", "apt-get install util-linux"));
    findings.add(checkup.namespaces());
    findings.add(checkup.disk());
    findings.add(checkup.memory());
    findings.addAll(checkup.ports());
    findings.add(checkup.ffmpeg());
    findings.add(checkup.chromium());
    findings.add(checkup.chineseFont());
    return findings;
  }

  private Finding jdk() {
    return machine.jdks().stream()
        .filter(jdk -> jdk.version() >= 17 && jdk.version() < TRINOS_JDK)
        .findFirst()
        .map(jdk -> Finding.ok("JDK %d in %s".formatted(jdk.version(), jdk.home())))
        .orElse(Finding.missing("JDK 17 or 21", "apt-get install openjdk-17-jdk-headless"));
  }

  private Finding trinosJdk() {
    return Jdk.atLeast(TRINOS_JDK, machine.jdks())
        .map(jdk -> Finding.ok("JDK %d for Trino in %s".formatted(jdk.version(), jdk.home())))
        .orElse(
            Finding.warn(
                "no JDK 24 or newer, so no SQL and no history",
                "install Temurin 25 (package temurin-25-jdk of Adoptium's Debian repository)"));
  }

  private Finding tool(String program, String name, String remedy) {
    String version = machine.tools().get(program);
    return version == null ? Finding.missing(name, remedy) : Finding.ok(name + ", " + version);
  }

  private Finding node() {
    String version = machine.tools().get("node");
    String remedy = "apt-get install nodejs, from Debian 13 or from NodeSource on older ones";
    if (version == null) {
      return Finding.missing("Node %d or newer".formatted(OLDEST_NODE), remedy);
    }
    int feature = Jdk.feature(version.replaceFirst("^v", "")).orElse(0);
    return feature >= OLDEST_NODE
        ? Finding.ok("Node " + version)
        : Finding.missing("Node %d or newer (this is %s)".formatted(OLDEST_NODE, version), remedy);
  }

  private Finding namespaces() {
    if (!machine.root()) {
      return Finding.ok("PostgreSQL runs as this user");
    }
    return machine.namespaces()
        ? Finding.ok("unshare, so PostgreSQL runs although you are root")
        : Finding.missing(
            "user namespaces (unshare -U), without which PostgreSQL refuses to run as root",
            "run HallPulse as a normal user, or apt-get install util-linux and"
                + " sysctl kernel.unprivileged_userns_clone=1");
  }

  private Finding disk() {
    long gigabytes = machine.freeDiskBytes() / GIGABYTE;
    return gigabytes >= DISK_GIGABYTES
        ? Finding.ok("%d GB of disk are free".formatted(gigabytes))
        : Finding.missing(
            "only %d GB of disk are free, %d are needed".formatted(gigabytes, DISK_GIGABYTES),
            "free some, or use --data on another disk");
  }

  private Finding memory() {
    long gigabytes = machine.freeMemoryBytes() / GIGABYTE;
    if (machine.running() || gigabytes >= MEMORY_GIGABYTES) {
      return Finding.ok("%d GB of memory are free".formatted(gigabytes));
    }
    return Finding.warn(
        "only %d GB of memory are free, the stack takes %d".formatted(gigabytes, MEMORY_GIGABYTES),
        "end other programs, or leave Trino out with up --no-trino");
  }

  private List<Finding> ports() {
    if (machine.busyPorts().isEmpty()) {
      return List.of(Finding.ok(machine.running() ? "HallPulse is up" : "default ports are free"));
    }
    return machine.busyPorts().entrySet().stream()
        .map(
            busy ->
                Finding.warn(
                    "port %d is used by %s".formatted(busy.getKey(), busy.getValue()),
                    "nothing to do, up takes the next free one"))
        .toList();
  }

  private Finding ffmpeg() {
    String version = machine.tools().get(Machine.FFMPEG);
    return version == null
        ? Finding.warn(
            "no ffmpeg, so no cameras: the demo's hall goes without", "apt-get install ffmpeg")
        : Finding.ok(version.replaceFirst(" Copyright.*", ""));
  }

  private Finding chromium() {
    String version = machine.tools().get(Machine.CHROMIUM);
    return version == null
        ? Finding.warn("no Chromium, which only the tests need", "apt-get install chromium")
        : Finding.ok(version);
  }

  private Finding chineseFont() {
    return machine.chineseFont()
        ? Finding.ok("Chinese fonts")
        : Finding.warn(
            "no Chinese font, which the tests' screenshots need",
            "apt-get install fonts-noto-cjk fontconfig");
  }
}
