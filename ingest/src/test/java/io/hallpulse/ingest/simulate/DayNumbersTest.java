package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.schemas.event.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayNumbersTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final HallPlan MAIN = DISTRICT.halls().get(0);
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

  @Test
  void aWeekOfTheDemoLooksLikeRealHalls() {
    var numbers = new DayNumbers();
    for (var hall : DISTRICT.halls()) {
      for (int day = 0; day < 5; day++) {
        numbers.add(day(hall, MONDAY.plusDays(day), 1));
      }
    }

    assertThat(numbers.quantile(0.5)).isBetween(2.0, 8.0);
    assertThat(numbers.quantile(0.9)).isBetween(12.0, 35.0);
    assertThat(numbers.longest()).isLessThan(90);
    assertThat(numbers.longestQuiet()).as("every queue is served").isLessThan(60);
    assertThat(numbers.utilisation()).isBetween(0.45, 0.8);
    assertThat(numbers.left()).isLessThan(0.05);
  }

  @Test
  void everyDayHasItsProblemsAndNoneOverwhelmsACentre() {
    for (int day = 0; day < 5; day++) {
      var numbers = new DayNumbers();
      numbers.add(day(MAIN, MONDAY.plusDays(day), 7));
      assertThat(numbers.waitsBetween(20, 40)).isGreaterThan(30);
    }
    for (var hall : DISTRICT.halls()) {
      var numbers = new DayNumbers();
      numbers.add(day(hall, MONDAY, 7));
      assertThat(numbers.quantile(0.9)).as(hall.hallId()).isLessThan(45);
    }
  }

  @Test
  void anotherSeedGivesOtherDaysWithTheSameStatistics() {
    var one = new DayNumbers();
    var other = new DayNumbers();
    for (int day = 0; day < 3; day++) {
      one.add(day(MAIN, MONDAY.plusDays(day), 11));
      other.add(day(MAIN, MONDAY.plusDays(day), 12));
    }

    assertThat(other.tickets()).isNotEqualTo(one.tickets());
    assertThat(other.tickets() / (double) one.tickets()).isCloseTo(1, within(0.08));
    assertThat(other.utilisation()).isCloseTo(one.utilisation(), within(0.06));
    assertThat(other.quantile(0.5)).isCloseTo(one.quantile(0.5), within(3.0));
    assertThat(other.quantile(0.9)).isCloseTo(one.quantile(0.9), within(8.0));
  }

  private static List<Event> day(HallPlan hall, LocalDate date, long seed) {
    var events = new ArrayList<Event>();
    HallDay.of(hall, DISTRICT.workingDays(), date, seed, Long.MAX_VALUE)
        .forEachRemaining(events::add);
    return events;
  }
}
