package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The machine that something is measured on.
 *
 * @param commit of the sources, with a plus if they had been changed since
 * @param load of the machine by itself when the measuring ended, average of the last minute
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Machine(
    int cores,
    String cpu,
    long memoryGigabytes,
    String os,
    String java,
    String commit,
    double load) {

  /** Results written before a field was added lack it. */
  Machine {
    cpu = Objects.requireNonNullElse(cpu, "unknown");
  }

  /** This one. */
  static Machine own() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        first("/proc/cpuinfo", "model name\\s*:\\s*(.*)", "unknown"),
        Math.round(Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+)", "0")) / 1048576.0),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.version"),
        sources(),
        loadNow());
  }

  /** Whether figures of one may stand beside figures of the other. */
  boolean isLike(Machine other) {
    return cores == other.cores
        && cpu.equals(other.cpu)
        && memoryGigabytes == other.memoryGigabytes;
  }

  private static String first(String file, String pattern, String otherwise) throws IOException {
    var path = Path.of(file);
    if (!Files.exists(path)) {
      return otherwise;
    }
    var found = Pattern.compile(pattern).matcher(Files.readString(path));
    return found.find() ? found.group(1) : otherwise;
  }

  private static double loadNow() throws IOException {
    return Double.parseDouble(first("/proc/loadavg", "(\\S+)", "0"));
  }

  private static String sources() throws IOException {
    var hash = git("rev-parse", "--short=12", "HEAD");
    return hash.isEmpty() ? "unknown" : hash + (git("status", "--porcelain").isEmpty() ? "" : "+");
  }

  /** Empty if this is no checkout. The commands run in its folder. */
  private static String git(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  @Override
  public String toString() {
    return "%d cores of %s, %d GiB, %s, Java %s".formatted(cores, cpu, memoryGigabytes, os, java);
  }
}
