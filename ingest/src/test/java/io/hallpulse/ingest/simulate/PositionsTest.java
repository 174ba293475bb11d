package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final HallPlan HALL = DISTRICT.halls().get(1);
  private static final LocalDate DATE = LocalDate.parse("2026-11-23");
  private static final Origin ORIGIN = HallDay.origin(HALL, DATE);

  @TempDir private Path folder;

  @Test
  void aRestartGoesOnWithTheSameDayAndTheNextNumber() {
    var whole = new ArrayList<Event>();
    var first = new ArrayList<Event>();
    var second = new ArrayList<Event>();
    try (var positions = Positions.open(folder.resolve("other"), 1)) {
      feed(positions, 5).send(Long.MAX_VALUE, Integer.MAX_VALUE, whole::add);
    }
    try (var positions = Positions.open(folder, 1)) {
      var feed = feed(positions, 5);
      feed.send(Long.MAX_VALUE, 700, first::add);
      feed.note(600, positions); // the last 100 were not acknowledged
    }
    try (var positions = Positions.open(folder, 1)) {
      assertThat(positions.unfinished()).containsExactly(ORIGIN);
      var feed = feed(positions, 0); // the day's own density holds, not this one
      feed.send(Long.MAX_VALUE, Integer.MAX_VALUE, second::add);
      feed.note(whole.size(), positions);
    }

    assertThat(second).isEqualTo(whole.subList(600, whole.size()));
    try (var positions = Positions.open(folder, 1)) {
      assertThat(positions.unfinished()).isEmpty();
      assertThat(positions.day(ORIGIN)).map(Positions.Day::complete).hasValue(true);
    }
  }

  @Test
  void oneSimulatorUsesAFolder() {
    try (var positions = Positions.open(folder, 1)) {
      assertThat(positions.unfinished()).isEmpty();
      assertThatThrownBy(() -> Positions.open(folder, 1))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Another simulator");
    }
  }

  @Test
  void anotherSeedDoesNotGoOnWithTheseNumbers() {
    try (var positions = Positions.open(folder, 1)) {
      positions.put(ORIGIN, new Positions.Day(0, 1, false));
    }

    assertThatThrownBy(() -> Positions.open(folder, 2))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("seed 1")
        .hasMessageContaining("seed 2");
    Positions.open(folder, 1).close(); // and leaves the folder usable
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.write(folder.resolve("positions.json"), List.of("{\"seed\":"));

    assertThatThrownBy(() -> Positions.open(folder, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("positions.json");
  }

  private static DayFeed feed(Positions positions, long denseFrom) {
    return new DayFeed(HALL, DISTRICT.workingDays(), DATE, 1, denseFrom, positions);
  }
}
