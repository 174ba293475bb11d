package io.hallpulse.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.DemoHall;
import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.agent.hall.Versions;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A window's public figures; the others are seen in a visit of {@code AgentTest}. */
class FiguresTest {
  private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
  private static final long NINE =
      EventJson.micros(LocalDateTime.parse("2026-03-02T09:00:00").atZone(HERE).toInstant());

  private final Directory directory = directory();
  private final HallState state =
      new HallState(new LocalDays(HERE), 3, RuleSet.defaults("370213").absent());
  private long seq;

  @Test
  void theOnDutyRateIsOfTheMinutesOfWhichItIsKnown() {
    assertThat(onDutyAt(0)).as("nothing is known").isNull();
    at(0, EventKind.STAFF_SIGNED_IN, true);
    at(0, EventKind.COUNTER_OPENED, true);
    for (int minute = 0; minute < 30; minute++) {
      at(minute, EventKind.POST_OBSERVED, true);
    }
    assertThat(onDutyAt(30)).isEqualTo(1.0);

    for (int minute = 30; minute < 60; minute++) {
      at(minute, EventKind.POST_OBSERVED, false);
    }
    assertThat(onDutyAt(60)).isEqualTo(0.5);
    assertThat(onDutyAt(90)).as("nobody looked since").isBetween(0.45, 0.5);
  }

  private Double onDutyAt(int minute) {
    var now = NINE + TimeUnit.MINUTES.toMicros(minute);
    return Figures.of("h-c1", state, directory, "370213", now).onDutyRate();
  }

  private void at(int minute, EventKind kind, boolean present) {
    var event =
        Event.newBuilder()
            .setSource("agent")
            .setEpoch(1)
            .setSeq(++seq)
            .setTime(NINE + TimeUnit.MINUTES.toMicros(minute))
            .setDistrict("370213")
            .setHallId("h")
            .setKind(kind)
            .setStaffId("h-s1")
            .setCounterId("h-c1");
    if (kind == EventKind.POST_OBSERVED) {
      event.setStaffId(null).setPresent(present).setConfidence(0.95).setPeople(present ? 1 : 0);
    }
    var batch =
        EventBatch.newBuilder()
            .setSource("agent")
            .setEpoch(1)
            .setFirstSeq(seq)
            .setDistrict("370213")
            .setHallId("h")
            .setEvents(List.of(event.build()));
    state.apply(new Entry(batch.build(), null));
  }

  private static Directory directory() {
    var data = new ArrayList<Datum>(DemoHall.hall("h"));
    data.add(new Roster("h-c1", "h-s1", "2026-03-02", "09:00", "12:00"));
    return Versions.directory(data, Instant.parse("2026-03-02T00:00:00Z"));
  }
}
