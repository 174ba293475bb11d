package io.hallpulse.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.access.Administrator;
import io.hallpulse.upkeep.baselines.Baselines;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZONE);

  @TempDir private Path folder;

  @Test
  void theNextNightIsAtTwoOfTheLocalClock() {
    assertThat(Nightly.nightAfter(Instant.parse("2026-03-02T17:59:59Z"), ZONE))
        .isEqualTo("2026-03-02T18:00:00Z");
    assertThat(Nightly.nightAfter(Instant.parse("2026-03-02T18:00:00Z"), ZONE))
        .isEqualTo("2026-03-03T18:00:00Z");
  }

  @Test
  void aNightThatWasMissedIsMadeUpSoonAfterTheStart() throws Exception {
    var file = folder.resolve("baselines.json");
    assertThat(Nightly.open(file, ZONE, NOW).next()).isEqualTo(NOW.instant().plus(Nightly.FIRST));

    Files.writeString(file, kept("2026-03-01T17:00:00Z"));
    assertThat(Nightly.open(file, ZONE, NOW).next()).isEqualTo(NOW.instant().plus(Nightly.FIRST));
    Files.writeString(file, kept("2026-03-01T18:00:30Z"));
    assertThat(Nightly.open(file, ZONE, NOW).next()).isEqualTo("2026-03-02T18:00:00Z");
  }

  @Test
  void aFailureIsSeenAndTriedAgain() throws Exception {
    var nightly = Nightly.open(folder.resolve("baselines.json"), ZONE, NOW);
    assertThat(nightly.metrics()).contains("hallpulse_baselines_ok 1");

    nightly.runOnce(
        new Baselines(
            new LakeCatalog("jdbc:postgresql://127.0.0.1:1/none", "u", "p", "file:///none"),
            URI.create("http://127.0.0.1:1"),
            new Administrator("admin", ""),
            ZONE));

    assertThat(nightly.metrics())
        .contains("hallpulse_baselines_ok 0", "hallpulse_baselines_last_run_seconds 0");
    assertThat(nightly.next()).isEqualTo(NOW.instant().plus(Nightly.AGAIN_AFTER_FAILURE));
  }

  private static String kept(String ended) {
    return "{\"ended\":%d,\"took\":1,\"published\":1,\"unchanged\":1,\"unknown\":0}"
        .formatted(Instant.parse(ended).toEpochMilli());
  }
}
