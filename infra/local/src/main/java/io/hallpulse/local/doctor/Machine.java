package io.hallpulse.local.doctor;

import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Jdk;
import io.hallpulse.local.stack.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is there on a machine, as far as HallPulse is concerned.
 *
 * @param tools first line of what each program says of its version, without those not found
 * @param root whether this is the superuser
 * @param namespaces whether a process may have a user namespace of its own
 * @param busyPorts default ports that others use, with the user's name where it is known
 * @param running whether this installation is up, whose own ports are no trouble then
 */
public record Machine(
    List<Jdk> jdks,
    Map<String, String> tools,
    boolean root,
    boolean namespaces,
    boolean chineseFont,
    long freeDiskBytes,
    long freeMemoryBytes,
    Map<Integer, String> busyPorts,
    boolean running) {
  static final String CHROMIUM = "chromium";
  static final String FFMPEG = "ffmpeg";

  public static Machine examined(Installation installation)
      throws IOException, InterruptedException {
    Map<String, String> tools = new LinkedHashMap<>();
    for (var tool : List.of("mvn", "node", "npm", "setsid", CHROMIUM)) {
      firstLine(tool, "--version").ifPresent(version -> tools.put(tool, version));
    }
    firstLine(FFMPEG, "-version").ifPresent(version -> tools.put(FFMPEG, version));
    boolean running = installation.runFolder().supervisor().isPresent();
    return new Machine(
        Jdk.installed(System.getenv()),
        tools,
        (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
        firstLine("unshare", "-U", "echo", "yes").isPresent(),
        firstLine("fc-list", ":lang=zh").filter(font -> !font.isEmpty()).isPresent(),
        freeDisk(installation.data()),
        freeMemory(),
        running ? Map.of() : usedDefaultPorts(),
        running);
  }

  private static long freeDisk(Path folder) throws IOException {
    @Nullable Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing == null ? Path.of("/") : existing).getUsableSpace();
  }

  private static long freeMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  private static Map<Integer, String> usedDefaultPorts() throws IOException {
    Map<Integer, String> busy = new LinkedHashMap<>();
    for (int port : Ports.defaults().values()) {
      if (!Ports.isFree(port)) {
        busy.put(port, PortOwner.of(port).orElse("another process"));
      }
    }
    return busy;
  }

  /** Empty when there is no such program or it fails. */
  private static Optional<String> firstLine(String... command)
      throws IOException, InterruptedException {
    if (!onPath(command[0])) {
      return Optional.empty();
    }
    var process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      return Optional.empty();
    }
    return Optional.of(said.lines().findFirst().orElse("").replaceAll("\u001B\\[[0-9;]*m", ""));
  }

  private static boolean onPath(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
