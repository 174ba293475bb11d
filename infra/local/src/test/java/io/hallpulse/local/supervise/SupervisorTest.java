package io.hallpulse.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
  private static final String SLEEP = "exec sleep 600";
  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(10),
          Duration.ofMillis(10),
          Duration.ofMillis(400),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofMillis(60),
          Duration.ofMillis(120),
          Duration.ofMillis(240),
          Duration.ofMillis(300),
          Duration.ofMillis(150));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  @SuppressWarnings("NullAway.Init")
  private RunFolder folder;

  @BeforeEach
  void folder() {
    folder = new RunFolder(data.resolve("run"), data.resolve("logs"));
  }

  @Test
  void aProgramStartsOnceThoseItNeedsAreHealthy() throws Exception {
    var databaseWell = new AtomicBoolean();
    var database = new ShellProgram("database", SLEEP, List.of(), databaseWell::get);
    var server = new ShellProgram("server", SLEEP, List.of("database"), () -> true);

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      supervisor.start(List.of(database, server));
      database.awaitStart();
      assertThat(server.starts.poll(200, TimeUnit.MILLISECONDS)).isNull();

      databaseWell.set(true);

      server.awaitHealthy();
    }
  }

  @Test
  void aProgramInNoHurryLetsOthersGoFirstButNotForEver() throws Exception {
    var wall = new ShellProgram("wall", SLEEP, List.of(), () -> false);
    var history =
        new ShellProgram("history", SLEEP, List.of(), () -> true) {
          @Override
          public List<String> yieldsTo() {
            return List.of("wall", "left out of this stack");
          }
        };

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      long began = System.nanoTime();
      supervisor.start(List.of(wall, history));

      assertThat(history.awaitStart() - began).isGreaterThanOrEqualTo(QUICK.courtesy().toNanos());
    }
  }

  @Test
  void othersThatAreHealthyHaveAHeadStart() throws Exception {
    var patient =
        new Pace(
            QUICK.look(),
            QUICK.watch(),
            QUICK.patience(),
            QUICK.stable(),
            QUICK.grace(),
            QUICK.atOnce(),
            QUICK.firstPause(),
            QUICK.longestPause(),
            Duration.ofSeconds(30),
            QUICK.headStart());
    var wall = ShellProgram.healthy("wall", SLEEP);
    var history =
        new ShellProgram("history", SLEEP, List.of(), () -> true) {
          @Override
          public List<String> yieldsTo() {
            return List.of("wall");
          }
        };

    try (var supervisor = Supervisor.in(folder, patient)) {
      supervisor.start(List.of(wall, history));
      long began = wall.awaitStart();

      assertThat(history.awaitStart() - began).isGreaterThanOrEqualTo(QUICK.headStart().toNanos());
    }
  }

  @Test
  void aProgramThatEndsIsStartedAgainAfterGrowingPauses() throws Exception {
    var broken = ShellProgram.healthy("broken", "exit 3");

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      supervisor.start(List.of(broken));
      long first = broken.awaitStart();
      long second = broken.awaitStart();
      long third = broken.awaitStart();
      long fourth = broken.awaitStart();

      assertThat(second - first).isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
      assertThat(third - second).isGreaterThanOrEqualTo(Duration.ofMillis(120).toNanos());
      assertThat(fourth - third).isGreaterThanOrEqualTo(Duration.ofMillis(240).toNanos());
    }
  }

  @Test
  void aKilledProgramIsReplacedAndTheStatusCountsIt() throws Exception {
    var server = ShellProgram.healthy("server", SLEEP);

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      supervisor.start(List.of(server));
      server.awaitHealthy();
      var first = running("server");

      ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

      server.awaitHealthy();
      var second = running("server");
      assertThat(second.pid()).isNotEqualTo(first.pid());
      var status = awaitStatus("server", State.RUNNING);
      assertThat(status.restarts()).isEqualTo(1);
      assertThat(status.pid()).isEqualTo(second.pid());
      assertThat(status.memoryBytes()).isPositive();
    }
  }

  @Test
  void aProgramThatRunsButDoesNotAnswerIsStartedAnew() throws Exception {
    var well = new AtomicBoolean(true);
    var hung = new ShellProgram("hung", SLEEP, List.of(), well::get);

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      supervisor.start(List.of(hung));
      hung.awaitStart();
      hung.awaitHealthy();
      long pid = running("hung").pid();

      well.set(false);
      hung.awaitStart();
      well.set(true);

      hung.awaitHealthy();
      assertThat(running("hung").pid()).isNotEqualTo(pid);
    }
  }

  @Test
  void allAreStoppedInReverseOrder() throws Exception {
    Path ends = data.resolve("ends");
    var database = untilTerm("database", ends);
    var server = untilTerm("server", ends, "database");

    var supervisor = Supervisor.in(folder, QUICK);
    supervisor.start(List.of(database, server));
    database.awaitHealthy();
    server.awaitHealthy();
    supervisor.close();

    assertThat(Files.readAllLines(ends)).containsExactly("server", "database");
    assertThat(folder.status().processes()).allMatch(each -> each.state() == State.STOPPED);
    assertThat(folder.supervisor()).isEmpty();
  }

  @Test
  void aProgramThatIgnoresTheSignalIsKilledAfterTheGrace() throws Exception {
    Path deaf = data.resolve("deaf");
    var stubborn =
        ShellProgram.healthyWith(
            deaf, "stubborn", "trap '' TERM; touch " + deaf + "; exec sleep 600");
    var impatient =
        new Pace(
            QUICK.look(),
            QUICK.watch(),
            QUICK.patience(),
            QUICK.stable(),
            Duration.ofMillis(100),
            QUICK.atOnce(),
            QUICK.firstPause(),
            QUICK.longestPause(),
            QUICK.courtesy(),
            QUICK.headStart());

    var supervisor = Supervisor.in(folder, impatient);
    supervisor.start(List.of(stubborn));
    stubborn.awaitHealthy();
    var process = running("stubborn");
    supervisor.close();

    assertThat(process.alive()).isFalse();
  }

  @Test
  void whatCannotRunIsDownAndSaysWhyWhileTheOthersRun() throws Exception {
    var impossible =
        new Program() {
          @Override
          public String name() {
            return "impossible";
          }

          @Override
          public int port() {
            return 0;
          }

          @Override
          public List<String> dependsOn() {
            return List.of();
          }

          @Override
          public Launch prepare(Preparation preparation) throws Unavailable {
            throw new Unavailable("install a newer Java");
          }

          @Override
          public boolean healthy() {
            return false;
          }
        };
    var server = ShellProgram.healthy("server", SLEEP);

    try (var supervisor = Supervisor.in(folder, QUICK)) {
      supervisor.start(List.of(impossible, server));
      server.awaitHealthy();

      assertThat(awaitStatus("impossible", State.DOWN).detail()).isEqualTo("install a newer Java");
      assertThat(awaitStatus("server", State.RUNNING).pid()).isNotNull();
    }
  }

  @Test
  void aPreparationThatIsCutShortLeavesNothingRunning() throws Exception {
    var fetching = new CountDownLatch(1);
    var slow =
        new Program() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public int port() {
            return 0;
          }

          @Override
          public List<String> dependsOn() {
            return List.of();
          }

          @Override
          public Launch prepare(Preparation preparation) throws IOException, InterruptedException {
            preparation.say("is fetched");
            fetching.countDown();
            preparation.run(new Launch(List.of("sleep", "600"), Map.of()));
            throw new AssertionError("The fetch ended by itself");
          }

          @Override
          public boolean healthy() {
            return false;
          }
        };

    var supervisor = Supervisor.in(folder, QUICK);
    supervisor.start(List.of(slow));
    assertThat(fetching.await(10, TimeUnit.SECONDS)).isTrue();
    var status = awaitStatus("slow", State.PREPARING);
    supervisor.close();

    assertThat(status.detail()).isEqualTo("is fetched");
    assertThat(folder.orphans()).isEmpty();
  }

  @Test
  void whatAKilledSupervisorLeftIsFoundAndEnded() throws Exception {
    Process killed = SleeperSupervisor.in(data);
    var orphan = running(SleeperSupervisor.NAME);
    killed.destroyForcibly().waitFor();
    assertThat(orphan.alive()).isTrue();

    try (var successor = Supervisor.in(folder, QUICK)) {
      assertThat(orphan.alive()).isFalse();
      assertThat(successor).isNotNull();
    }
  }

  @Test
  void aStrangerWithTheNotedPidIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      var own = RunningProcess.of(stranger.pid(), StopSignal.TERM).orElseThrow();
      new RunningProcess(own.pid(), "another-boot:1", StopSignal.TERM)
          .write(folder.pidFile("server"));

      Supervisor.in(folder, QUICK).close();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aSecondSupervisorOfTheSameFolderIsRefused() throws Exception {
    Process first = SleeperSupervisor.in(data);
    try {
      assertThatThrownBy(() -> Supervisor.in(folder, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another supervisor runs in " + folder.run());
      assertThat(running(SleeperSupervisor.NAME).alive()).isTrue();
    } finally {
      first.destroyForcibly().waitFor();
      running(SleeperSupervisor.NAME).stop(Duration.ZERO);
    }
  }

  /** Notes its name when it is asked to end; healthy when it can be asked. */
  private ShellProgram untilTerm(String name, Path ends, String... dependsOn) {
    Path ready = data.resolve(name + ".ready");
    String script =
        "trap 'echo %s >> %s; exit 0' TERM; touch %s; while :; do sleep 0.05; done"
            .formatted(name, ends, ready);
    return ShellProgram.healthyWith(ready, name, script, dependsOn);
  }

  private RunningProcess running(String name) throws IOException {
    return RunningProcess.read(folder.pidFile(name)).orElseThrow();
  }

  /** The status file is written whenever something changes. */
  private ProcessStatus awaitStatus(String name, State state)
      throws IOException, InterruptedException {
    try (var watcher = data.getFileSystem().newWatchService()) {
      folder.run().register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      for (int looks = 0; looks < 100; looks++) {
        var status = folder.status().of(name);
        if (status.isPresent() && status.get().state() == state) {
          return status.get();
        }
        var change = watcher.poll(200, TimeUnit.MILLISECONDS);
        if (change != null) {
          change.pollEvents();
          change.reset();
        }
      }
    }
    throw new AssertionError(
        "%s did not become %s: %s".formatted(name, state, folder.status().json()));
  }
}
