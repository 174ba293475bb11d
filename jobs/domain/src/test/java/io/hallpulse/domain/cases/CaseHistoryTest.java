package io.hallpulse.domain.cases;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.cases.CaseUpdate.CaseTicket;
import io.hallpulse.domain.cases.CaseUpdate.Visit;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.CaseFact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CaseHistoryTest {
  private static final long MONDAY = Times.MONDAY.toEpochDay();

  private final Source source = new Source("feed");
  private final List<CaseUpdate> updates = new ArrayList<>();

  @Test
  void aCaseFromOpeningToClosing() {
    say(
        about(CASE_OPENED, at("09:00:00.5"))
            .setItemCode("i1")
            .setUnitId("u1")
            .setChannel("COUNTER")
            .setPlannedEnd(at(5, "17:00")));
    say(about(CASE_STEP, at(1, "09:00")).setItemCode("i2").setStep("check"));
    say(about(CASE_CLOSED, at(2, "09:00:01.4")).setCaseResult("granted").setEntityId("e1"));
    ticket("t1", at("08:30"), new Visit("h1", MONDAY, at("08:50")));

    assertThat(fact())
        .isEqualTo(
            new CaseFact(
                "k",
                Source.DISTRICT,
                Source.HALL,
                "u1",
                "i2",
                "COUNTER",
                EventJson.instant(at("09:00:00.5")),
                EventJson.instant(at(2, "09:00:01.4")),
                EventJson.instant(at(5, "17:00")),
                2 * 86_400,
                3,
                false,
                EventJson.instant(at("08:30")),
                1,
                "e1",
                "granted",
                LocalDate.of(2026, 3, 2),
                4));
  }

  @Test
  void aCaseOfOneEventStaysOpen() {
    say(about(CASE_OPENED, at("09:00")));

    var fact = fact();
    assertThat(fact.closedAt()).isNull();
    assertThat(fact.durationSeconds()).isZero();
    assertThat(fact.steps()).isEqualTo(1);
    assertThat(fact.overdue()).isNull();
    assertThat(fact.firstTicketAt()).isNull();
    assertThat(fact.visits()).isZero();
  }

  @Test
  void whetherAnOpenCaseIsOverdueIsNotKnownToItsRow() {
    say(about(CASE_OPENED, at("09:00")).setPlannedEnd(at(1, "17:00")));

    assertThat(fact().overdue()).isNull();
    assertThat(fact().plannedEnd()).isEqualTo(EventJson.instant(at(1, "17:00")));
  }

  @Test
  void aClosedCaseIsOverdueIfItClosedAfterItsPlan() {
    say(about(CASE_OPENED, at("09:00")).setPlannedEnd(at(1, "17:00")));
    var inTime = about(CASE_CLOSED, at(1, "17:00"));
    say(inTime);
    assertThat(fact().overdue()).isFalse();

    updates.remove(1);
    say(about(CASE_CLOSED, at(1, "17:00") + 1));
    assertThat(fact().overdue()).isTrue();
  }

  @Test
  void theFirstClosingClosesAndTheLastEventEndsTheDuration() {
    say(about(CASE_OPENED, at("09:00")));
    say(about(CASE_CLOSED, at("10:00")).setCaseResult("granted"));
    say(about(CASE_STEP, at("11:00")));
    say(about(CASE_CLOSED, at("12:00")));

    var fact = fact();
    assertThat(fact.closedAt()).isEqualTo(EventJson.instant(at("10:00")));
    assertThat(fact.durationSeconds()).isEqualTo(3 * 3600);
    assertThat(fact.result()).isEqualTo("granted");
    assertThat(fact.steps()).isEqualTo(4);
  }

  @Test
  void visitsAreDistinctHallsAndDaysUpToTheClosing() {
    say(about(CASE_OPENED, at("09:00")));
    say(about(CASE_CLOSED, at(3, "12:00")));
    ticket(
        "t1",
        at("08:30"),
        new Visit("h1", MONDAY, at("09:00")),
        new Visit("h1", MONDAY, at("10:00")));
    ticket("t2", at("08:20"), new Visit("h2", MONDAY, at("11:00")));
    ticket("t3", at(3, "11:30"), new Visit("h1", MONDAY + 3, at(3, "12:00")));
    ticket("t4", at(4, "11:30"), new Visit("h1", MONDAY + 4, at(4, "12:00")));

    assertThat(fact().visits()).isEqualTo(3);
    assertThat(fact().firstTicketAt()).isEqualTo(EventJson.instant(at("08:20")));
  }

  @Test
  void aTicketReplacesWhatItSaidBefore() {
    say(about(CASE_OPENED, at("09:00")));
    ticket("t1", at("08:30"), new Visit("h1", MONDAY, at("09:00")));
    ticket("t1", at("08:40"));

    assertThat(fact().visits()).isZero();
    assertThat(fact().firstTicketAt()).isEqualTo(EventJson.instant(at("08:40")));
  }

  @Test
  void ofTicketsAloneThereIsNoCase() {
    ticket("t1", at("08:30"));

    assertThat(fold(updates).fact(Times.days(), 1)).isEmpty();
  }

  @Property
  void theOrderOfUpdatesMakesNoDifference(@ForAll("orders") List<CaseUpdate> order) {
    var expected = fold(inOrder()).fact(Times.days(), 1);

    assertThat(expected.orElseThrow().firstTicketAt()).isEqualTo(EventJson.instant(at("08:10")));
    assertThat(expected.orElseThrow().visits()).isEqualTo(2);
    assertThat(fold(order).fact(Times.days(), 1)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<CaseUpdate>> orders() {
    return Arbitraries.shuffle(inOrder());
  }

  private static List<CaseUpdate> inOrder() {
    var a = new Source("a");
    var b = new Source("b");
    var nine = at("09:00");
    return List.of(
        update(a, about(CASE_OPENED, nine).setChannel("WEB").setPlannedEnd(at(1, "09:00"))),
        update(b, about(CASE_STEP, nine).setHallId("h2").setItemCode("i2").setUnitId("u2")),
        update(a, about(CASE_STEP, nine).setItemCode("i3").setPlannedEnd(at(2, "09:00"))),
        update(b, about(CASE_CLOSED, at(1, "10:00")).setCaseResult("granted")),
        update(a, about(CASE_CLOSED, at(1, "10:00")).setCaseResult("refused")),
        ticketUpdate(3, "t1", at("08:05")),
        ticketUpdate(4, "t1", at("08:30"), new Visit("h1", MONDAY, nine)),
        ticketUpdate(1, "t2", at("08:10"), new Visit("h2", MONDAY, nine)),
        ticketUpdate(1, "t3", at("08:00"), new Visit("h3", MONDAY, nine)),
        withdrawal(2, "t3"));
  }

  private void say(Event.Builder event) {
    updates.add(update(source, event));
  }

  private static CaseUpdate update(Source source, Event.Builder event) {
    return CaseUpdate.of(source.say(event.setCaseId("k")), 0);
  }

  private void ticket(String id, long waitingFrom, Visit... visits) {
    updates.add(ticketUpdate(updates.size(), id, waitingFrom, visits));
  }

  private static CaseUpdate ticketUpdate(
      int version, String id, long waitingFrom, Visit... visits) {
    return new CaseUpdate(
        "k",
        Source.DISTRICT,
        Source.HALL,
        null,
        new CaseTicket(id, waitingFrom, List.of(visits), version),
        0);
  }

  private static CaseUpdate withdrawal(int version, String id) {
    return new CaseUpdate(
        "k", Source.DISTRICT, Source.HALL, null, CaseTicket.withdrawn(id, version), 0);
  }

  private CaseFact fact() {
    return fold(updates).fact(Times.days(), 4).orElseThrow();
  }

  private static CaseHistory fold(List<CaseUpdate> updates) {
    var history = CaseHistory.of("k");
    for (var update : updates) {
      history = history.with(update);
    }
    return history;
  }
}
