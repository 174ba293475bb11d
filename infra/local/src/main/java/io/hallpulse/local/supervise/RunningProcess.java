package io.hallpulse.local.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that is ours beyond doubt: a pid alone may have been given to a stranger since.
 *
 * @param born the machine's boot and the clock ticks from it to the process's start
 */
public record RunningProcess(long pid, String born, StopSignal stopSignal) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Empty when no such process lives. */
  public static Optional<RunningProcess> of(long pid, StopSignal stopSignal) throws IOException {
    return birth(pid).map(born -> new RunningProcess(pid, born, stopSignal));
  }

  /** The process noted in a file, if it still lives. */
  public static Optional<RunningProcess> read(Path file) throws IOException {
    List<String> words;
    try {
      words = List.of(Files.readString(file).strip().split(" "));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (words.size() != 3) {
      return Optional.empty();
    }
    var noted =
        new RunningProcess(
            Long.parseLong(words.get(0)), words.get(1), StopSignal.valueOf(words.get(2)));
    return noted.alive() ? Optional.of(noted) : Optional.empty();
  }

  public void write(Path file) throws IOException {
    WholeFile.write(file, "%d %s %s%n".formatted(pid, born, stopSignal));
  }

  public boolean alive() throws IOException {
    return birth(pid).filter(born::equals).isPresent();
  }

  /** Orders processes of one boot by age. */
  long startTicks() {
    return Long.parseLong(born.substring(born.indexOf(':') + 1));
  }

  /** Asks it to end and, after the grace time, ends it with all that it started. */
  public void stop(Duration grace) throws IOException, InterruptedException {
    var handle = ProcessHandle.of(pid);
    if (handle.isEmpty() || !alive()) {
      return;
    }
    stopSignal.send(handle.get());
    if (ended(handle.get(), grace)) {
      return;
    }
    handle.get().descendants().forEach(ProcessHandle::destroyForcibly);
    handle.get().destroyForcibly();
    if (!ended(handle.get(), Duration.ofSeconds(10))) {
      throw new IOException("Process " + pid + " does not end, not even by SIGKILL");
    }
  }

  /** Resident bytes of the process, and what its children hold beyond the shared pages. */
  public long memoryBytes() throws IOException {
    long bytes = kilobytes(pid, "VmRSS:") * 1024;
    for (var child : ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
      bytes += kilobytes(child.pid(), "RssAnon:") * 1024;
    }
    return bytes;
  }

  private static boolean ended(ProcessHandle handle, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<ProcessHandle> exit = handle.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException slow) {
      return false;
    } catch (ExecutionException failed) {
      throw new IOException("Cannot wait for process " + handle.pid(), failed);
    }
  }

  /** Null-free view of /proc/PID/stat: a zombie has ended, only its parent has not looked. */
  private static Optional<String> birth(long pid) throws IOException {
    Optional<String> stat = readProc(Path.of("/proc", Long.toString(pid), "stat"));
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    // The name in parentheses may hold spaces; state is the first field after it, start the 20th.
    String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 2).split(" ");
    boolean dead = fields[0].equals("Z") || fields[0].equals("X");
    return dead ? Optional.empty() : Optional.of(Files.readString(BOOT).strip() + ":" + fields[19]);
  }

  private static long kilobytes(long pid, String field) throws IOException {
    return readProc(Path.of("/proc", Long.toString(pid), "status")).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static Optional<String> readProc(Path file) throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    } catch (IOException gone) {
      // A process that ends while it is read answers ESRCH.
      if (Files.exists(file)) {
        throw gone;
      }
      return Optional.empty();
    }
  }
}
