package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final HallPlan HALL = DISTRICT.halls().get(1);
  private static final LocalDate DATE = LocalDate.parse("2026-11-23");
  private static final Positions.Plan PLAN = Positions.Plan.of(1, DISTRICT);
  private static final Origin ORIGIN = HallDay.origin(HALL, DATE);

  @TempDir private Path folder;

  @Test
  void aRestartGoesOnWithTheSameDayAndTheNextNumber() {
    var whole = new ArrayList<Event>();
    var first = new ArrayList<Event>();
    var second = new ArrayList<Event>();
    try (var positions = Positions.open(folder.resolve("other"), PLAN)) {
      feed(positions, 5).send(Long.MAX_VALUE, Integer.MAX_VALUE, whole::add);
    }
    try (var positions = Positions.open(folder, PLAN)) {
      var feed = feed(positions, 5);
      feed.send(Long.MAX_VALUE, 700, first::add);
      feed.note(600, positions); // the last 100 were not acknowledged
    }
    try (var positions = Positions.open(folder, PLAN)) {
      assertThat(positions.unfinished()).containsExactly(ORIGIN);
      var feed = feed(positions, 0); // the day's own density holds, not this one
      feed.send(Long.MAX_VALUE, Integer.MAX_VALUE, second::add);
      feed.note(whole.size(), positions);
    }

    assertThat(second).isEqualTo(whole.subList(600, whole.size()));
    try (var positions = Positions.open(folder, PLAN)) {
      assertThat(positions.unfinished()).isEmpty();
      assertThat(positions.day(ORIGIN)).map(Positions.Day::complete).hasValue(true);
    }
  }

  @Test
  void theSameBytesComeAtAnySpeedAndAfterAnyStop() {
    var inOneGo = new ArrayList<Event>();
    try (var positions = Positions.open(folder.resolve("other"), PLAN)) {
      feed(positions, 0).send(Long.MAX_VALUE, Integer.MAX_VALUE, inOneGo::add);
    }
    long step = 17 * Agenda.MINUTE;
    var stopped = new ArrayList<Event>();
    long acknowledged = 0;
    for (long now = HALL.micros(DATE, 0); now < HALL.micros(DATE.plusDays(1), 0); now += step) {
      try (var positions = Positions.open(folder, PLAN)) {
        var feed = feed(positions, 0);
        feed.send(now + step, Integer.MAX_VALUE, stopped::add);
        acknowledged = stopped.isEmpty() ? 0 : stopped.get(stopped.size() - 1).getSeq();
        feed.note(acknowledged, positions);
      }
    }

    assertThat(acknowledged).isEqualTo(inOneGo.size());
    assertThat(hash(stopped)).isEqualTo(hash(inOneGo));
  }

  @Test
  void oneSimulatorUsesAFolder() {
    try (var positions = Positions.open(folder, PLAN)) {
      assertThat(positions.unfinished()).isEmpty();
      assertThatThrownBy(() -> Positions.open(folder, PLAN))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Another simulator");
    }
  }

  @Test
  void anotherSeedDoesNotGoOnWithTheseNumbers() {
    try (var positions = Positions.open(folder, PLAN)) {
      positions.put(ORIGIN, new Positions.Day(0, 1, false));
    }

    assertThatThrownBy(() -> Positions.open(folder, Positions.Plan.of(2, DISTRICT)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("seed 1")
        .hasMessageContaining("seed 2");
    assertThatThrownBy(
            () ->
                Positions.open(
                    folder, Positions.Plan.of(1, DemoDistrict.licang(Map.of("surges", 0.0)))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("troubles");
    Positions.open(folder, PLAN).close(); // and leaves the folder usable
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.write(folder.resolve("positions.json"), List.of("{\"seed\":"));

    assertThatThrownBy(() -> Positions.open(folder, PLAN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("positions.json");
  }

  private static String hash(List<Event> events) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      for (var event : events) {
        sha256.update(EventJson.write(event).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static DayFeed feed(Positions positions, long denseFrom) {
    return new DayFeed(HALL, DISTRICT.workingDays(), DATE, 1, denseFrom, positions);
  }
}
