package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveQueue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HallDayTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final HallPlan MAIN = DISTRICT.halls().get(0);
  private static final HallPlan CENTRE = DISTRICT.halls().get(1);
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final long THIN = Long.MAX_VALUE;

  @Test
  void theSameSeedGivesTheSameEvents() {
    assertThat(day(CENTRE, MONDAY, 1, 0)).isEqualTo(day(CENTRE, MONDAY, 1, 0));
    assertThat(day(CENTRE, MONDAY, 2, 0)).isNotEqualTo(day(CENTRE, MONDAY, 1, 0));
    assertThat(day(CENTRE, MONDAY.plusDays(1), 1, 0)).isNotEqualTo(day(CENTRE, MONDAY, 1, 0));
  }

  @Test
  void theEventsOfASeedDoNotChangeUnnoticed() {
    int hash = 0;
    for (var event : day(CENTRE, MONDAY, 1, THIN)) {
      hash = 31 * hash + EventJson.write(event).hashCode();
    }

    assertThat(hash)
        .as("the generator changed: raise HallDay.GENERATOR and put the new value here")
        .isEqualTo(GOLDEN_HASH);
  }

  private static final int GOLDEN_HASH = 1_918_456_872;

  @Test
  void numbersHaveNoGapsAndTimesGrowWithinTheDay() {
    long start = EventJson.micros(MONDAY.atStartOfDay(MAIN.zone()).toInstant());
    long end = start + 24 * 60 * Agenda.MINUTE;
    long seq = 0;
    long time = start;
    for (var event : day(MAIN, MONDAY, 1, 0)) {
      assertThat(event.getSeq()).isEqualTo(++seq);
      assertThat(event.getTime()).isBetween(time, end - 1);
      assertThat(event.getEpoch()).isEqualTo(20261123);
      assertThat(event.getSource()).isEqualTo("sim-h370213-00");
      assertThat(EventFields.missing(event)).isEmpty();
      time = event.getTime();
    }
  }

  @Test
  void visitorsAndClerksDoTheSameHoweverOftenDevicesReport() {
    long noon = EventJson.micros(MONDAY.atTime(12, 0).atZone(MAIN.zone()).toInstant());

    assertThat(people(day(CENTRE, MONDAY, 1, noon)))
        .isEqualTo(people(day(CENTRE, MONDAY, 1, 0)))
        .isEqualTo(people(day(CENTRE, MONDAY, 1, THIN)));
  }

  @Test
  void devicesKeepTheirPhaseWhenReportsBecomeDense() {
    long noon = EventJson.micros(MONDAY.atTime(12, 0).atZone(MAIN.zone()).toInstant());
    var beats =
        day(CENTRE, MONDAY, 1, noon).stream()
            .filter(event -> event.getKind() == EventKind.HEARTBEAT)
            .map(Event::getTime)
            .toList();

    long before = beats.stream().filter(time -> time < noon).count();
    long after = beats.stream().filter(time -> time >= noon).count();
    assertThat(before).isBetween(143L, 146L);
    assertThat(after).isBetween(8_638L, 8_642L);
    assertThat(beats.stream().filter(time -> time >= noon).findFirst().orElseThrow())
        .isLessThanOrEqualTo(noon + 5 * Agenda.SECOND);
  }

  @Test
  void theDomainRefusesNothing() {
    for (var hall : DISTRICT.halls().subList(0, 4)) {
      var found = fold(hall, day(hall, MONDAY, 1, THIN));

      assertThat(found.refused).isEmpty();
      assertThat(found.tickets).isNotEmpty();
      assertThat(found.tickets.values())
          .as("every ticket is settled when the day ends")
          .allSatisfy(ticket -> assertThat(ticket.outcome()).isNotNull());
    }
  }

  @Test
  void nobodyIsCalledBeforeWhoWaitsLongerWithTheSamePriority() {
    for (var hall : List.of(MAIN, CENTRE)) {
      checkCallOrder(hall, day(hall, MONDAY, 3, THIN));
    }
  }

  @Test
  void numbersAndIdentitiesAreUnique() {
    var ids = new HashSet<String>();
    for (var hall : DISTRICT.halls()) {
      var numbers = new HashSet<String>();
      for (var event : day(hall, MONDAY, 1, THIN)) {
        if (event.getKind() == EventKind.TICKET_ISSUED) {
          assertThat(ids.add(event.getTicketId())).isTrue();
          assertThat(numbers.add(event.getTicketNo())).isTrue();
          assertThat(event.getTicketNo()).matches("[A-U]\\d{3}");
          assertThat(UUID.fromString(event.getTicketId()).version()).isEqualTo(7);
          assertThat(event.getVisitorToken()).matches("v1:[0-9a-f]{32}");
        }
      }
    }
  }

  @Test
  void theHallIsAliveAtEveryHourAndBusyByDay() {
    var issued = new int[24];
    for (var event : day(MAIN, MONDAY, 1, THIN)) {
      if (event.getKind() == EventKind.TICKET_ISSUED) {
        issued[EventJson.instant(event.getTime()).atZone(MAIN.zone()).getHour()]++;
      }
    }

    assertThat(Arrays.stream(issued).min().orElseThrow()).isGreaterThan(10);
    for (int hour = 9; hour < 17; hour++) {
      assertThat(issued[hour]).isBetween(2 * 60, 8 * 60);
    }
  }

  @Test
  void everythingADayMayBringIsThere() {
    var kinds = new HashSet<EventKind>();
    day(MAIN, MONDAY, 1, THIN).forEach(event -> kinds.add(event.getKind()));

    var never =
        Set.of(
            EventKind.UNKNOWN,
            EventKind.NOTICE_VIEWED,
            EventKind.RATING_APPEAL_UPHELD,
            EventKind.RATING_TAMPERED,
            EventKind.DEVICE_FAULT); // only on some days
    for (var kind : EventKind.values()) {
      assertThat(kinds.contains(kind) || never.contains(kind)).as(kind.name()).isTrue();
    }
  }

  @Test
  void casesGoOnOverDaysUnderTheirIdentity() {
    var stepsByCase = new HashMap<String, List<EventKind>>();
    for (int back = 0; back < 14; back++) {
      for (var event : day(MAIN, MONDAY.plusDays(back), 1, THIN)) {
        if (event.getKind().name().startsWith("CASE_")) {
          stepsByCase
              .computeIfAbsent(event.getCaseId(), id -> new ArrayList<>())
              .add(event.getKind());
        }
      }
    }
    var ofMonday = new HashMap<>(stepsByCase);
    ofMonday.keySet().removeIf(id -> !id.startsWith("h370213-00-20261123-"));

    assertThat(ofMonday).hasSizeGreaterThan(8);
    assertThat(ofMonday.values())
        .allSatisfy(
            steps -> {
              assertThat(steps.get(0)).isEqualTo(EventKind.CASE_OPENED);
              assertThat(steps.indexOf(EventKind.CASE_CLOSED)).isIn(-1, steps.size() - 1);
            });
    assertThat(ofMonday.values().stream().filter(steps -> steps.contains(EventKind.CASE_CLOSED)))
        .hasSizeGreaterThan(5);
  }

  private static List<Event> day(HallPlan hall, LocalDate date, long seed, long denseFrom) {
    var events = new ArrayList<Event>();
    HallDay.of(hall, DISTRICT.workingDays(), date, seed, denseFrom).forEachRemaining(events::add);
    return events;
  }

  private static List<String> people(List<Event> events) {
    var devices =
        Set.of(
            EventKind.HEARTBEAT,
            EventKind.POST_OBSERVED,
            EventKind.QUEUE_OBSERVED,
            EventKind.DEVICE_FAULT);
    return events.stream()
        .filter(event -> !devices.contains(event.getKind()))
        .map(event -> EventJson.write(Event.newBuilder(event).setSeq(1).build()))
        .toList();
  }

  private record Waiting(String queueId, int priority, long start, boolean wishes) {}

  private static void checkCallOrder(HallPlan hall, List<Event> events) {
    var queues = new HashMap<String, List<String>>();
    for (var desk : hall.desks()) {
      queues.put(
          desk.counterId(),
          desk.lines().stream().map(line -> hall.lines().get(line).queueId()).toList());
    }
    var waiting = new HashMap<String, Waiting>();
    var priorities = new HashMap<String, Integer>();
    var wishing = new HashSet<String>();
    int calls = 0;
    for (var event : events) {
      var id = event.getTicketId();
      switch (event.getKind()) {
        case TICKET_ISSUED -> {
          var appointment = event.getAppointmentTime();
          long start = Math.max(event.getTime(), appointment == null ? 0 : appointment);
          priorities.put(id, event.getPriority());
          if (event.getPreferredStaffId() != null) {
            wishing.add(id);
          }
          boolean wishes = wishing.contains(id);
          waiting.put(id, new Waiting(event.getQueueId(), event.getPriority(), start, wishes));
        }
        case TICKET_TRANSFERRED -> {
          var before = waiting.get(id);
          long start = before == null ? event.getTime() : before.start();
          boolean wishes = wishing.contains(id);
          waiting.put(id, new Waiting(event.getToQueueId(), priorities.get(id), start, wishes));
        }
        case TICKET_CANCELLED -> waiting.remove(id);
        case TICKET_CALLED -> {
          var called = waiting.remove(id);
          if (called != null) {
            calls++;
            assertThat(queues.get(event.getCounterId())).contains(called.queueId());
            assertThat(overtaken(called, queues.get(event.getCounterId()), waiting)).isEmpty();
          }
        }
        default -> {}
      }
    }
    assertThat(calls).isGreaterThan(100);
  }

  private static List<Waiting> overtaken(
      Waiting called, List<String> queues, Map<String, Waiting> waiting) {
    return waiting.values().stream()
        .filter(other -> queues.contains(other.queueId()))
        .filter(other -> !other.wishes()) // they may wait for their clerk
        .filter(
            other ->
                other.priority() > called.priority()
                    || other.priority() == called.priority() && other.start() < called.start())
        .toList();
  }

  private static Found fold(HallPlan hall, List<Event> events) {
    var found = new Found();
    var batches = new ArrayList<EventBatch>();
    var runs = new EventRuns(batches::add);
    events.forEach(runs::add);
    runs.flush();
    var fold =
        new HallFold(
            hall.hallId(), HallRules.defaults(), new Reference(), HallMemory.inProcess(), 0);
    for (var batch : batches) {
      long now = batch.getEvents().get(batch.getEvents().size() - 1).getTime();
      fold.accept(batch, now, now, found);
    }
    fold.finish(found);
    return found;
  }

  private static final class Found implements HallOutput {
    private final List<RefusedFact> refused = new ArrayList<>();
    private final Map<String, TicketFact> tickets = new HashMap<>();

    @Override
    public void fresh(Event event, int index) {}

    @Override
    public void ticket(TicketFact fact) {
      tickets.put(fact.ticketId(), fact);
    }

    @Override
    public void refused(RefusedFact fact) {
      refused.add(fact);
    }

    @Override
    public void caseUpdate(CaseUpdate update) {}

    @Override
    public void hall(LiveHall hall) {}

    @Override
    public void queue(LiveQueue queue) {}

    @Override
    public void counter(LiveCounter counter) {}
  }
}
