package io.hallpulse.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a supervisor notes what it runs, so that others find it and its successor cleans up. */
public record RunFolder(Path run, Path logs) {
  private static final String SUPERVISOR = "supervisor";

  public LogFile log(String program) {
    return new LogFile(logs.resolve(program + ".log"));
  }

  public LogFile supervisorLog() {
    return log(SUPERVISOR);
  }

  public Path statusFile() {
    return run.resolve("status.json");
  }

  public Path lockFile() {
    return run.resolve("lock");
  }

  public Path supervisorPidFile() {
    return run.resolve(SUPERVISOR + ".pid");
  }

  Path pidFile(String program) {
    return run.resolve(program + ".process");
  }

  public Optional<RunningProcess> supervisor() throws IOException {
    return RunningProcess.read(supervisorPidFile());
  }

  /** The status as of now: what a dead supervisor wrote last does not hold any more. */
  public StackStatus status() throws IOException {
    var written = StackStatus.read(statusFile());
    if (supervisor().isPresent() && written.isPresent()) {
      return written.get();
    }
    return new StackStatus(
        false,
        0,
        written.map(StackStatus::processes).orElse(List.of()).stream()
            .map(process -> process.ended(State.STOPPED, "", process.restarts()))
            .toList());
  }

  /** Processes that a killed supervisor left behind, the youngest first. */
  public List<RunningProcess> orphans() throws IOException {
    var orphans = new ArrayList<RunningProcess>();
    if (!Files.isDirectory(run)) {
      return orphans;
    }
    try (var files = Files.newDirectoryStream(run, "*.process")) {
      for (var file : files) {
        RunningProcess.read(file).ifPresent(orphans::add);
      }
    }
    orphans.sort((a, b) -> Long.compare(b.startTicks(), a.startTicks()));
    return orphans;
  }
}
