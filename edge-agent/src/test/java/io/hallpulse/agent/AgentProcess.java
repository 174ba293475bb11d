package io.hallpulse.agent;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent as a program of its own, which can be killed. */
final class AgentProcess implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final HallFolder hall;
  private final Path config;
  private final Path log;
  private Process process;

  AgentProcess(HallFolder hall, Path config) throws IOException {
    this.hall = hall;
    this.config = config;
    this.log = config.resolveSibling("agent.log");
    start();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.hallpulse.agent.Main",
                    "run",
                    "--config",
                    config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    awaitHealth();
  }

  private void awaitHealth() {
    long until = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < until && process.isAlive()) {
      try {
        new Page("http://127.0.0.1:" + hall.port(), "").get("/health");
        return;
      } catch (java.io.UncheckedIOException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("The agent does not start: " + log());
  }

  void killAndRestart() throws IOException {
    process.destroyForcibly().onExit().join();
    start();
  }

  /** Megabytes that the system says it has in memory. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
