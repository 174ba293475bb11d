package io.hallpulse.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one program running until it is interrupted, then stops it. */
final class Keeper implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final Program program;
  private final RunFolder folder;
  private final Board board;
  private final Pace pace;

  Keeper(Program program, RunFolder folder, Board board, Pace pace) {
    this.program = program;
    this.folder = folder;
    this.board = board;
    this.pace = pace;
  }

  @Override
  public void run() {
    State end = State.STOPPED;
    String why = "";
    try {
      board.change(program.name(), status -> status.in(State.STARTING, waiting()));
      board.awaitHealthy(program.dependsOn());
      letOthersGoFirst();
      keep();
    } catch (Unavailable cannot) {
      end = State.DOWN;
      why = String.valueOf(cannot.getMessage());
      LOG.warn(program.name() + " cannot run: " + why);
    } catch (InterruptedException stopped) {
      LOG.info(program.name() + " is stopped");
    } catch (RuntimeException defect) {
      end = State.DOWN;
      why = "a defect in the launcher, see the supervisor's log: " + defect;
      LOG.error(program.name() + " is kept running no more", defect);
    } finally {
      // Even a broken keeper must not leave its process behind, or look alive on the board.
      stopProcess();
      State last = end;
      String reason = why;
      board.change(program.name(), status -> status.ended(last, reason, status.restarts()));
    }
  }

  private String waiting() {
    return program.dependsOn().isEmpty()
        ? ""
        : "waits for " + String.join(", ", program.dependsOn());
  }

  private void letOthersGoFirst() throws InterruptedException {
    if (!program.yieldsTo().isEmpty()) {
      board.awaitHealthy(program.yieldsTo(), pace.courtesy());
      TimeUnit.MILLISECONDS.sleep(pace.headStart().toMillis());
    }
  }

  private void keep() throws InterruptedException, Unavailable {
    int failures = 0;
    while (true) {
      long began = System.nanoTime();
      String end = liveOnce();
      boolean wasStable = System.nanoTime() - began >= pace.stable().toNanos();
      failures = wasStable ? 1 : failures + 1;
      Duration pause = pace.pauseAfter(failures);
      String detail = "%s; next try in %.1f s".formatted(end, pause.toMillis() / 1000.0);
      LOG.warn(program.name() + " " + detail);
      board.change(
          program.name(), status -> status.ended(State.BACKOFF, detail, status.restarts()));
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      board.change(
          program.name(), status -> status.ended(State.STARTING, "", status.restarts() + 1));
    }
  }

  /** One life of the program; says how it ended. */
  private String liveOnce() throws InterruptedException, Unavailable {
    try {
      Launch launch = program.prepare(preparation());
      Process process = start(launch);
      board.change(
          program.name(), status -> status.startedAs(process.pid(), System.currentTimeMillis()));
      if (!becomesHealthy(process)) {
        return endOf(process, "was not healthy within " + program.startLimit().toSeconds() + " s");
      }
      program.onceHealthy();
      board.change(program.name(), status -> status.in(State.RUNNING, ""));
      LOG.info(program.name() + " is running as " + process.pid());
      watch(process);
      return endOf(process, "was unhealthy for " + pace.patience().toSeconds() + " s");
    } catch (IOException failed) {
      return "cannot start: " + failed.getMessage();
    } finally {
      stopProcess();
    }
  }

  private boolean becomesHealthy(Process process) throws InterruptedException {
    long deadline = System.nanoTime() + program.startLimit().toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(pace.look().toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (healthy()) {
        return true;
      }
    }
    return false;
  }

  /** Returns when the process has ended or has been unhealthy for too long. */
  private void watch(Process process) throws InterruptedException {
    long lastWell = System.nanoTime();
    while (System.nanoTime() - lastWell < pace.patience().toNanos()) {
      if (process.waitFor(pace.watch().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (healthy()) {
        lastWell = System.nanoTime();
      }
    }
  }

  private boolean healthy() throws InterruptedException {
    try {
      return program.healthy();
    } catch (IOException no) {
      LOG.debug(program.name() + " is not healthy", no);
      return false;
    }
  }

  private static String endOf(Process process, String otherwise) {
    return process.isAlive() ? otherwise : "ended with exit code " + process.exitValue();
  }

  private Preparation preparation() {
    return new Preparation() {
      @Override
      public void say(String detail) {
        LOG.info(program.name() + ": " + detail);
        board.change(program.name(), status -> status.in(State.PREPARING, detail));
      }

      @Override
      public void run(Launch launch) throws IOException, InterruptedException {
        Process process = start(launch);
        if (process.waitFor() != 0) {
          throw new IOException(
              "%s ended with exit code %d, see %s"
                  .formatted(launch.command().get(0), process.exitValue(), log()));
        }
      }
    };
  }

  private Path log() {
    return folder.log(program.name()).path();
  }

  private Process start(Launch launch) throws IOException {
    folder.log(program.name()).rotate();
    // A session of its own: a Ctrl-C meant for the supervisor must not reach it out of order.
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(launch.command());
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(launch.environment());
    // Whatever a program writes beside its log stays within the installation.
    builder.directory(folder.run().toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(Redirect.appendTo(log().toFile()));
    Process process = builder.start();
    var running = RunningProcess.of(process.pid(), program.stopSignal());
    if (running.isPresent()) {
      running.get().write(folder.pidFile(program.name()));
    }
    return process;
  }

  private void stopProcess() {
    Path pidFile = folder.pidFile(program.name());
    boolean interrupted = Thread.interrupted();
    try {
      var process = RunningProcess.read(pidFile);
      if (process.isPresent()) {
        process.get().stop(pace.grace());
      }
      Files.deleteIfExists(pidFile);
    } catch (InterruptedException hurried) {
      interrupted = true;
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot stop " + program.name(), failed);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
