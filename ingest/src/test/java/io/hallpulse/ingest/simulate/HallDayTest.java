package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
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
  private static final HallPlan TROUBLED = MAIN.with(MAIN.troubles().times(Map.of("all", 5.0)));
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

  private static final int GOLDEN_HASH = -476_825_899;

  @Test
  void numbersHaveNoGapsAndTimesGrowWithinTheDay() {
    long time = CENTRE.micros(MONDAY, 0);
    for (var event : checked(CENTRE.with(Troubles.NONE), 0)) {
      assertThat(event.getTime()).isGreaterThanOrEqualTo(time).isEqualTo(event.getRecorded());
      time = event.getTime();
    }
  }

  @Test
  void troublesKeepTheRulesOfAProducer() {
    assertThat(checked(TROUBLED, THIN)).isNotEmpty();
  }

  /** A day's events once they are found to be numbered, whole and of the day. */
  private static List<Event> checked(HallPlan hall, long denseFrom) {
    var events = day(hall, MONDAY, 1, denseFrom);
    long seq = 0;
    for (var event : events) {
      assertThat(event.getSeq()).isEqualTo(++seq);
      assertThat(event.getTime())
          .isBetween(hall.micros(MONDAY, 0), hall.micros(MONDAY.plusDays(1), 0) - 1);
      assertThat(event.getEpoch()).isEqualTo(20261123);
      assertThat(event.getSource()).isEqualTo("sim-" + hall.hallId());
      assertThat(EventFields.missing(event)).isEmpty();
      if (event.getKind() == EventKind.HEARTBEAT) {
        assertThat(event.getLastSeq()).isEqualTo(seq - 1);
      }
    }
    return events;
  }

  @Test
  void aTabletsEventsAreRecordedLateAndOutOfOrder() {
    var events = day(MAIN.with(with("tablet_outages")), MONDAY, 1, THIN);
    var late =
        events.stream()
            .filter(event -> event.getRecorded() - event.getTime() > Agenda.MINUTE)
            .toList();

    assertThat(late).hasSizeGreaterThan(100);
    assertThat(late).extracting(Event::getCounterId).doesNotContainNull();
    assertThat(late).extracting(Event::getKind).doesNotContain(EventKind.POST_OBSERVED);
  }

  @Test
  void aCutUplinkHoldsEverythingBackAndDrainsInOrder() {
    var hall = CENTRE.with(with("offline"));
    var day = HallDay.of(hall, DISTRICT.workingDays(), MONDAY, 1, 0);
    long due = 0;
    long longest = 0;
    long deepest = 0;
    while (day.hasNext()) {
      assertThat(day.due()).isGreaterThanOrEqualTo(due);
      due = day.due();
      var event = day.next();
      longest = Math.max(longest, due - event.getTime());
      if (event.getKind() == EventKind.HEARTBEAT) {
        deepest = Math.max(deepest, event.getSpoolDepth());
      }
    }

    assertThat(longest).isBetween(40 * Agenda.MINUTE, 181 * Agenda.MINUTE);
    assertThat(deepest).isGreaterThan(400);
  }

  @Test
  void aHallsClockDriftsAndTimesStillGrow() {
    var hall = CENTRE.with(with("clock_skew"));
    long most = 0;
    long time = 0;
    for (var event : day(hall, MONDAY, 1, THIN)) {
      assertThat(event.getTime()).isGreaterThanOrEqualTo(time);
      time = event.getTime();
      if (event.getKind() == EventKind.HEARTBEAT) {
        most = Math.max(most, Math.abs(event.getClockOffsetMs()));
      }
    }

    assertThat(most).isBetween(14_000L, 91_000L);
  }

  @Test
  void aCameraThatFailsSaysSoAndIsSilent() {
    var hall = CENTRE.with(with("camera_outages"));
    var events = day(hall, MONDAY, 1, 0);
    var faults =
        events.stream().filter(event -> event.getKind() == EventKind.DEVICE_FAULT).toList();

    assertThat(faults).hasSize(4);
    for (var fault : faults) {
      assertThat(events)
          .filteredOn(event -> fault.getDeviceId().equals(event.getCameraId()))
          .noneMatch(
              event ->
                  event.getTime() >= fault.getTime()
                      && event.getTime() < fault.getTime() + 20 * Agenda.MINUTE);
    }
  }

  @Test
  void aTroubleCanBeSwitchedOff() {
    var kinds = new HashSet<EventKind>();
    for (int seed = 1; seed <= 3; seed++) {
      for (var event : day(MAIN.with(Troubles.NONE), MONDAY, seed, THIN)) {
        kinds.add(event.getKind());
        assertThat(event.getRecorded()).isEqualTo(event.getTime());
      }
    }

    assertThat(kinds).doesNotContain(EventKind.DEVICE_FAULT, EventKind.RATING_APPEAL_UPHELD);
    assertThatThrownBy(() -> DemoDistrict.licang(Map.of("surge", 1.0)))
        .hasMessageContaining("surge is none of");
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
    for (var hall : List.of(MAIN, TROUBLED, CENTRE, DISTRICT.halls().get(2))) {
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
      checkCallOrder(hall, day(hall.with(Troubles.NONE), MONDAY, 3, THIN));
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
      assertThat(issued[hour]).isBetween(2 * 60, 9 * 60);
    }
  }

  @Test
  void everythingADayMayBringIsThere() {
    var kinds = new HashSet<EventKind>();
    day(TROUBLED, MONDAY, 1, THIN).forEach(event -> kinds.add(event.getKind()));

    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    EventKind.UNKNOWN, EventKind.RATING_TAMPERED, EventKind.ALARM_ACKNOWLEDGED)));
  }

  @Test
  void whoLacksMaterialsIsToldAndComesAgain() {
    var notices = new HashMap<String, Event>();
    var again = 0;
    var second = 0;
    for (int day = 0; day < 8; day++) {
      var visitors = new HashMap<String, String>();
      for (var event : day(CENTRE, MONDAY.plusDays(day), 1, THIN)) {
        switch (event.getKind()) {
          case TICKET_ISSUED -> visitors.put(event.getTicketId(), event.getVisitorToken());
          case NOTICE_ISSUED -> {
            assertThat(event.getMissing()).isNotEmpty();
            second += notices.put(event.getMatterId(), event) == null ? 0 : 1;
          }
          case SERVICE_ENDED -> {
            boolean told =
                notices.values().stream()
                    .anyMatch(notice -> event.getTicketId().equals(notice.getTicketId()));
            assertThat(told).isEqualTo("NOTICE_ISSUED".equals(event.getOutcome()));
          }
          default -> {}
        }
      }
      var tokens = new HashSet<>(visitors.values());
      again +=
          (int)
              new MatterBook(1, CENTRE, DISTRICT.workingDays())
                  .due(MONDAY.plusDays(day)).stream()
                      .filter(due -> due.later().comes())
                      .filter(due -> notices.containsKey(due.plan().matterId()))
                      .filter(due -> tokens.contains(due.plan().visitorToken()))
                      .count();
    }

    assertThat(notices).hasSizeGreaterThan(80);
    assertThat(again).isGreaterThan(30);
    assertThat(second).as("a further notice for the same matter").isBetween(1, 10);
  }

  @Test
  void appointmentsWishesAndCoveredPausesAreThere() {
    int appointments = 0;
    int wishes = 0;
    int covered = 0;
    int unannounced = 0;
    int online = 0;
    for (var event : day(TROUBLED, MONDAY, 1, THIN)) {
      appointments += event.getAppointmentTime() == null ? 0 : 1;
      wishes += event.getPreferredStaffId() == null ? 0 : 1;
      covered += event.getCoverStaffId() == null ? 0 : 1;
      boolean closed = event.getKind() == EventKind.COUNTER_CLOSED;
      unannounced += closed && event.getReason() == null ? 1 : 0;
      boolean opened = event.getKind() == EventKind.CASE_OPENED;
      online += opened && "ONLINE".equals(event.getChannel()) ? 1 : 0;
    }

    assertThat(appointments).isGreaterThan(200);
    assertThat(wishes).isGreaterThan(50);
    assertThat(covered).isGreaterThan(5);
    assertThat(unannounced).isGreaterThan(0);
    assertThat(online).isGreaterThan(1);
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

  private static Troubles with(String trouble) {
    return MAIN.troubles().times(Map.of("all", 0.0, trouble, 1_000.0));
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
    public void alert(AlertFact fact, long version, long hallTime) {}

    @Override
    public void refused(RefusedFact fact) {
      refused.add(fact);
    }

    @Override
    public void rating(RatingFact fact) {}

    @Override
    public void notice(NoticeFact fact) {}

    @Override
    public void slotLoss(SlotLossFact fact) {}

    @Override
    public void healthDaily(HealthDailyFact fact) {}

    @Override
    public void hallTotals(HallTotals totals) {}

    @Override
    public void health(LiveHealth health) {}

    @Override
    public void queueSlot(QueueSlotFact fact) {}

    @Override
    public void liveTicket(LiveTicket ticket) {}

    @Override
    public void ticketGone(String ticketId) {}

    @Override
    public void liveTotals(LiveTotals totals) {}

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
