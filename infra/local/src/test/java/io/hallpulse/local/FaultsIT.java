package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.local.live.LiveWatch;
import io.hallpulse.local.live.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each program of a real installation is killed in the middle of live traffic: how soon the wall
 * moves on and is fresh again, that it never goes back, and that the ledger is right at the end.
 */
class FaultsIT {
  private static final Path HOME = Path.of(System.getProperty("hallpulse.home")).normalize();

  /** The goals are 10 s and 30 s on a machine of its own (quality.md, P6); this fails the build. */
  private static final Duration TOO_LATE = Duration.ofSeconds(60);

  /** As for {@code up}, with all programs to start. */
  private static final Duration TOO_LATE_FROM_NOTHING = Duration.ofSeconds(150);

  private static final String[] UP = {
    "up", "--simulate", "off", "--no-trino", "--commit-interval", "5"
  };
  private static final List<String> KILLED = List.of("kafka", "serving", "postgresql", "hall-job");

  @TempDir private Path folder;
  private final List<String> table = new ArrayList<>();
  private Cli cli;
  private Upped up;

  /** Starts all programs anew after all were killed. */
  private Process start;

  @BeforeEach
  void start() throws Exception {
    var data = folder.resolve("data");
    cli = new Cli(HOME, data);
    up = new Upped(cli, data);
    System.out.println(cli.run(UP));
  }

  @AfterEach
  void stop() throws Exception {
    up.keepLogs(HOME.resolve("infra/local/target/faults-logs"));
    cli.run("down");
  }

  @Test
  void whateverIsKilledTheWallMovesOnAndTheLedgerIsRight() throws Exception {
    var log = new RealTimeLog(folder.resolve("day.jsonl"), Instant.now(), Duration.ofMinutes(15));
    var replay = cli.start("replay", log.file().toString(), "--speed", "1");
    try (var watch = new LiveWatch(up.url(""), hall -> hall.startsWith(RealTimeLog.HALLS))) {
      up.await("live traffic", TOO_LATE, () -> watch.versions() > 200);
      var usual = watch.usualLag();
      for (var program : KILLED) {
        var recovery = watch.after(up.killer(program), usual, TOO_LATE);
        note(program, recovery, log.eventsBy(Instant.now()));
        up.await(program + " runs", TOO_LATE, () -> up.runs(program));
      }
      var killer = up.killerOfEverything();
      var recovery = watch.after(() -> killAndStart(killer), usual, TOO_LATE_FROM_NOTHING);
      note("everything", recovery, log.eventsBy(Instant.now()));
      assertThat(start.waitFor()).as("exit code of up").isZero();
      assertThat(replay.isAlive()).as("the replay, through all of this").isTrue();
      replay.descendants().forEach(ProcessHandle::destroyForcibly);
      replay.destroyForcibly();
      // What it has sent is sent once more, and is known; what it had not sent comes now.
      long accepted = log.writeUntil(Instant.now().plusSeconds(5));
      cli.run("replay", log.file().toString());

      up.await("all is stored", TOO_LATE, () -> ledger().path("stored").asLong() >= accepted);
      up.await("the ledger is right", TOO_LATE, () -> state().equals("OK"));
      note("in the end", new Recovery(0, 0, 0), accepted);
      System.out.println(String.join("\n", table));
      var ledger = ledger();
      assertThat(ledger.path("stored").asLong()).isEqualTo(accepted);
      assertThat(ledger.path("arrived").asLong()).isEqualTo(accepted);
      assertThat(watch.wentBack()).as("versions shown after higher ones").isEmpty();
    }
  }

  private void killAndStart(Runnable killer) {
    killer.run();
    try {
      start = cli.start(UP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(String fault, Recovery recovery, long accepted) throws Exception {
    var ledger = ledger();
    if (table.isEmpty()) {
      table.add(
          "%-11s %8s %8s %9s %9s %9s  %s"
              .formatted(
                  "killed", "again s", "fresh s", "accepted", "arrived", "stored", "ledger"));
    }
    table.add(
        "%-11s %8.1f %8.1f %9d %9d %9d  %s"
            .formatted(
                fault,
                recovery.again(),
                recovery.fresh(),
                accepted,
                ledger.path("arrived").asLong(),
                ledger.path("stored").asLong(),
                ledger.path("state").asText()));
  }

  private String state() throws IOException, InterruptedException {
    return ledger().path("state").asText();
  }

  private JsonNode ledger() throws IOException, InterruptedException {
    return cli.status().path("ledger");
  }
}
