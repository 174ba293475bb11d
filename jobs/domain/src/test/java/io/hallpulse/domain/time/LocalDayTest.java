package io.hallpulse.domain.time;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Times;
import io.hallpulse.schemas.event.EventJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LocalDayTest {
  @Test
  void changesAtLocalMidnight() {
    assertThat(LocalDay.date(at("00:00"), Times.ZONE)).isEqualTo(Times.MONDAY);
    assertThat(LocalDay.date(at("00:00") - 1, Times.ZONE)).isEqualTo(Times.MONDAY.minusDays(1));
    assertThat(LocalDay.end(Times.MONDAY.toEpochDay(), Times.ZONE)).isEqualTo(at(1, "00:00"));
  }

  @Test
  void aDayMayHave23Hours() {
    var zone = ZoneId.of("Europe/Amsterdam");
    long day = LocalDate.of(2026, 3, 29).toEpochDay();

    assertThat(LocalDay.end(day, zone) - LocalDay.end(day - 1, zone))
        .isEqualTo(23 * 3_600_000_000L);
  }

  @Property
  void isTheDateOfTheInstant(
      @ForAll @LongRange(min = -5_000_000_000_000_000L, max = 5_000_000_000_000_000L) long micros) {
    var zone = ZoneId.of("Europe/Amsterdam");
    Instant instant = EventJson.instant(micros);

    assertThat(LocalDay.date(micros, zone)).isEqualTo(instant.atZone(zone).toLocalDate());
  }
}
