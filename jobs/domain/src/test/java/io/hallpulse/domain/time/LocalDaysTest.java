package io.hallpulse.domain.time;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Times;
import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LocalDaysTest {
  private static final long HOUR = 3_600_000_000L;

  @Test
  void changeAtLocalMidnight() {
    var days = new LocalDays(Times.ZONE);

    assertThat(days.date(at("00:00"))).isEqualTo(Times.MONDAY);
    assertThat(days.date(at("00:00") - 1)).isEqualTo(Times.MONDAY.minusDays(1));
    assertThat(days.end(Times.MONDAY.toEpochDay())).isEqualTo(at(1, "00:00"));
  }

  @Test
  void mayHave23Hours() {
    var days = new LocalDays(ZoneId.of("Europe/Amsterdam"));
    long day = LocalDate.of(2026, 3, 29).toEpochDay();

    assertThat(days.end(day) - days.end(day - 1)).isEqualTo(23 * HOUR);
  }

  @Property
  void areTheDatesOfInstantsHoweverTheyFollowEachOther(
      @ForAll @Size(4)
          List<@LongRange(min = -5_000_000_000_000_000L, max = 5_000_000_000_000_000L) Long> times,
      @ForAll @LongRange(min = -30, max = 30) long hours) {
    // In Saint John's clocks went back at one minute past midnight, from 1987 to 2011.
    for (var zone :
        List.of(Times.ZONE, ZoneId.of("Europe/Amsterdam"), ZoneId.of("America/St_Johns"))) {
      var days = new LocalDays(zone);
      for (long time : times) {
        for (long micros : List.of(time, time + hours * HOUR, time)) {
          var expected = EventJson.instant(micros).atZone(zone).toLocalDate();
          assertThat(days.date(micros)).isEqualTo(expected);
          assertThat(days.of(micros)).isEqualTo(expected.toEpochDay());
          assertThat(days.end(expected.toEpochDay()))
              .isEqualTo(EventJson.micros(expected.plusDays(1).atStartOfDay(zone).toInstant()));
        }
      }
    }
  }

  @Test
  void followClocksThatGoBackOverMidnight() {
    var zone = ZoneId.of("America/St_Johns");
    var days = new LocalDays(zone);
    long back = EventJson.micros(java.time.Instant.parse("2010-11-07T02:31:00Z"));

    for (long minute = -120; minute < 120; minute++) {
      long micros = back + minute * 60_000_000L;
      assertThat(days.date(micros)).isEqualTo(EventJson.instant(micros).atZone(zone).toLocalDate());
    }
  }
}
