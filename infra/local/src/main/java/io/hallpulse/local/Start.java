package io.hallpulse.local;

import io.hallpulse.local.stack.EdgeAgent;
import io.hallpulse.local.stack.Http;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.MarketJob;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.RegistrySimulator;
import io.hallpulse.local.stack.Secrets;
import io.hallpulse.local.stack.Settings;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.RunFolder;
import io.hallpulse.local.supervise.StackStatus;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Follows a stack's start until its wall is live, or until it is clear that it will not be. */
final class Start {
  private static final long LIMIT_SECONDS = 180;
  private static final int TOO_MANY_FAILURES = 4;
  private static final int LAST_LINES = 25;

  /** What comes later: the wall does not need it. */
  private static final List<String> LATER =
      List.of("trino", EdgeAgent.NAME, MarketJob.NAME, RegistrySimulator.NAME);

  private final Installation installation;
  private final Settings settings;
  private final ProcessHandle supervisor;
  private final PrintWriter out;
  private final Progress progress;

  Start(Installation installation, Settings settings, ProcessHandle supervisor, PrintWriter out) {
    this.installation = installation;
    this.settings = settings;
    this.supervisor = supervisor;
    this.out = out;
    this.progress = new Progress(out);
  }

  /** Returns whether the wall is live. */
  boolean follow() throws IOException, InterruptedException {
    RunFolder folder = installation.runFolder();
    while (progress.seconds() < LIMIT_SECONDS) {
      TimeUnit.MILLISECONDS.sleep(300);
      if (!supervisor.isAlive()) {
        progress.say("The supervisor ended");
        printLog(folder, "supervisor");
        return false;
      }
      var status = StackStatus.read(folder.statusFile());
      if (status.isEmpty()) {
        continue;
      }
      progress.tell(status.get());
      var hopeless = hopeless(status.get());
      if (hopeless.isPresent()) {
        progress.say(hopeless.get().name() + " does not start");
        printLog(folder, hopeless.get().name());
        return false;
      }
      if (missing(status.get()).isEmpty()) {
        progress.say("The wall is live");
        return true;
      }
    }
    var status = folder.status();
    progress.say("Not live after %d s: %s".formatted(LIMIT_SECONDS, missing(status).orElse("")));
    for (var process : needed(status)) {
      if (process.state() != State.RUNNING) {
        printLog(folder, process.name());
        return false;
      }
    }
    return false;
  }

  /** What the wall still waits for, empty when it is live. */
  private Optional<String> missing(StackStatus status) throws InterruptedException {
    for (var process : needed(status)) {
      if (process.state() != State.RUNNING) {
        return Optional.of(process.name() + " is " + process.state());
      }
    }
    return settings.simulated() ? missingHalls() : Optional.empty();
  }

  private Optional<String> missingHalls() throws InterruptedException {
    try {
      var summary =
          Http.get(
              Ports.of(installation).servingUrl() + "/api/v1/live/summary",
              Secrets.STATUS,
              Secrets.of(installation).statusPassword());
      return summary.path("halls").isEmpty()
          ? Optional.of("the wall shows no hall yet")
          : Optional.empty();
    } catch (IOException no) {
      return Optional.of(String.valueOf(no.getMessage()));
    }
  }

  private static Optional<ProcessStatus> hopeless(StackStatus status) {
    return needed(status).stream()
        .filter(process -> !process.healthyOnce() && process.restarts() >= TOO_MANY_FAILURES)
        .findFirst();
  }

  private static List<ProcessStatus> needed(StackStatus status) {
    return status.processes().stream().filter(process -> !LATER.contains(process.name())).toList();
  }

  private void printLog(RunFolder folder, String name) throws IOException {
    var log = folder.log(name);
    out.printf("Last lines of %s:%n", log.path());
    log.lastLines(LAST_LINES).forEach(line -> out.println("  " + line));
    out.flush();
  }
}
