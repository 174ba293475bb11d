package io.hallpulse.agent.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.DemoHall;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
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
import org.junit.jupiter.api.Test;

class OpeningTest {
  private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
  private static final List<Roster> MONDAY =
      List.of(session("2026-03-02", "13:30", "17:00"), session("2026-03-02", "09:00", "12:00"));

  @Test
  void ticketsAreGivenFromHalfAnHourBeforeTheFirstSessionToTheEndOfTheLast() {
    assertThat(at("2026-03-02T08:29:59", MONDAY)).isEqualTo(new Opening(false, "08:30"));
    for (var time : List.of("08:30:00", "10:00:00", "12:30:00", "16:59:59")) {
      assertThat(at("2026-03-02T" + time, MONDAY).isOpen()).as(time).isTrue();
    }
    assertThat(at("2026-03-02T17:00:00", MONDAY)).isEqualTo(new Opening(false, null));
  }

  @Test
  void aDayWithoutSessionsIsADayOffWhereOthersAreRostered() {
    assertThat(at("2026-03-01T10:00:00", MONDAY).isOpen()).isFalse();
    assertThat(at("2026-03-01T10:00:00", List.of()).isOpen()).isTrue();
  }

  @Test
  void aSessionMayBeginAndEndAtMidnight() {
    var allDay = List.of(session("2026-03-02", "00:10", "24:00"));
    assertThat(at("2026-03-02T00:00:00", allDay).isOpen()).isTrue();
    assertThat(at("2026-03-02T23:59:59", allDay).isOpen()).isTrue();
  }

  @Test
  void aClerkAtACounterKeepsTheHallOpen() {
    var state = state();
    state.apply(signedIn());
    assertThat(Opening.of(directory(MONDAY), state, micros("2026-03-02T19:00:00")).isOpen())
        .isTrue();
  }

  @Test
  void whoComesBeforeIsToldFromWhenOn() {
    assertThatThrownBy(() -> at("2026-03-02T08:00:00", MONDAY).require())
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.detail())
                    .isEqualTo("The hall is closed; tickets are given from 08:30 on"));
    at("2026-03-02T09:00:00", MONDAY).require();
  }

  private static Opening at(String local, List<Roster> rosters) {
    return Opening.of(directory(rosters), state(), micros(local));
  }

  private static long micros(String local) {
    return EventJson.micros(LocalDateTime.parse(local).atZone(HERE).toInstant());
  }

  private static Roster session(String day, String start, String end) {
    return new Roster("h-c1", "h-s1", day, start, end);
  }

  private static HallState state() {
    return new HallState(new LocalDays(HERE), 3, RuleSet.defaults("370213").absent());
  }

  private static Event signedIn() {
    return Event.newBuilder()
        .setSource("agent")
        .setEpoch(1)
        .setSeq(1)
        .setTime(micros("2026-03-02T08:00:00"))
        .setDistrict("370213")
        .setHallId("h")
        .setKind(EventKind.STAFF_SIGNED_IN)
        .setStaffId("h-s1")
        .setCounterId("h-c1")
        .build();
  }

  private static Directory directory(List<Roster> rosters) {
    var data = new ArrayList<Datum>(DemoHall.hall("h"));
    data.addAll(rosters);
    return Versions.directory(data, Instant.parse("2026-03-02T00:00:00Z"));
  }
}
