package io.hallpulse.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.upkeep.tables.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final List<Done> DONE =
      List.of(
          new Done("hall.events", 600, 7, 90, 0, ""),
          new Done("hall.cases", 0, 0, 0, 0, "catalog is away"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run").resolve("upkeep.json");
  }

  @Test
  void theFirstRoundLeavesTheStackTimeToStart() {
    assertThat(Schedule.open(file, NOW).next()).isEqualTo(NOW.plus(Schedule.FIRST));
  }

  @Test
  void goesOnAfterARestart() throws IOException {
    var schedule = Schedule.open(file, NOW);
    schedule.ended(NOW, NOW.plusSeconds(5), false, DONE);
    assertThat(schedule.next()).isEqualTo(NOW.plus(Schedule.EVERY));

    var restarted = Schedule.open(file, NOW.plusSeconds(20));

    assertThat(restarted.next()).isEqualTo(NOW.plus(Schedule.EVERY));
    assertThat(restarted.last().done()).isEqualTo(DONE);
    assertThat(Schedule.open(file, NOW.plus(Duration.ofDays(2))).next())
        .as("overdue")
        .isEqualTo(NOW.plus(Duration.ofDays(2)).plus(Schedule.FIRST));
  }

  @Test
  void orphansAreDueThoughTheProgramIsStartedAgainAndAgain() throws IOException {
    var schedule = Schedule.open(file, NOW);
    schedule.ended(NOW, NOW.plusSeconds(5), false, DONE);
    var inTime = NOW.plus(Schedule.ORPHANS_FIRST);

    var restarted = Schedule.open(file, inTime);
    assertThat(restarted.orphansDue(inTime.minusMillis(1))).isFalse();
    assertThat(restarted.orphansDue(inTime)).isTrue();

    restarted.ended(inTime, inTime.plusSeconds(9), true, DONE);
    assertThat(restarted.orphansDue(inTime.plusSeconds(60))).isFalse();
    assertThat(restarted.orphansDue(inTime.plusSeconds(9).plus(Schedule.ORPHANS_EVERY))).isTrue();
  }

  @Test
  void aClockSetBackPutsTheNextRoundOffByOneAtMost() throws IOException {
    Schedule.open(file, NOW).ended(NOW, NOW.plusSeconds(5), false, DONE);
    var yesterday = NOW.minus(Duration.ofDays(1));

    assertThat(Schedule.open(file, yesterday).next()).isEqualTo(yesterday.plus(Schedule.EVERY));
  }

  @Test
  void aTornFileBeginsTheScheduleAnew() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"rounds\":3,\"sta");

    assertThat(Schedule.open(file, NOW).next()).isEqualTo(NOW.plus(Schedule.FIRST));
  }

  @Test
  void tellsPrometheusOfTheLastRoundAndTheNext() throws IOException {
    var schedule = Schedule.open(file, NOW);
    schedule.ended(NOW, NOW.plusMillis(1_500), false, DONE);

    assertThat(schedule.metrics())
        .contains("hallpulse_upkeep_rounds_total 1\n")
        .contains("hallpulse_upkeep_last_run_seconds %d\n".formatted(NOW.getEpochSecond() + 1))
        .contains("hallpulse_upkeep_last_run_duration_seconds 1.500\n")
        .contains(
            "hallpulse_upkeep_next_run_seconds %d\n"
                .formatted(NOW.plus(Schedule.EVERY).getEpochSecond()))
        .contains("hallpulse_upkeep_last_run_ok{table=\"hall.events\"} 1\n")
        .contains("hallpulse_upkeep_last_run_ok{table=\"hall.cases\"} 0\n")
        .contains("hallpulse_upkeep_last_run_joined_files{table=\"hall.events\"} 600\n");
  }
}
