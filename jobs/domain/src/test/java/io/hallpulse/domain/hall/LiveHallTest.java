package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Rules;
import io.hallpulse.domain.Source;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.live.CounterStatus;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One agent says everything; after each event the hall's time is that event's. */
class LiveHallTest {
  private final HallMemory memory = HallMemory.inProcess();
  private final Reference reference = new Reference();
  private final Heard heard = new Heard();
  private final Source agent = new Source("agent");
  private HallFold fold = begin(at("08:00"));
  private int taken;

  @BeforeEach
  void describe() {
    reference.add(new Queue("q1", HALL, "u1", "A"), 0, 1);
    reference.add(new Queue("q2", HALL, "u2", "B"), 0, 1);
    reference.add(new ServiceCounter("c1", HALL, "u1", "1", List.of("q1")), 0, 1);
    reference.add(new ServiceCounter("c2", HALL, "u1", "2", List.of("q1", "q2")), 0, 1);
  }

  private HallFold begin(long startedAt) {
    return new HallFold(HALL, HallRules.defaults(), reference, memory, startedAt);
  }

  // queues

  @Test
  void countsWhoWaitsAndSinceWhen() {
    agent.issued(at("09:00"), "a", "q1");
    agent.issued(at("09:01"), "b", "q1");
    agent.issued(at("09:02"), "c", "q2");
    take();
    assertThat(heard.queue("q1").getWaiting()).isEqualTo(2);
    assertThat(heard.queue("q1").getLongestWaitSince()).isEqualTo(at("09:00"));
    assertThat(heard.queue("q1").getUnitId()).isEqualTo("u1");
    assertThat(heard.hall().getWaiting()).isEqualTo(3);

    agent.transferred(at("09:03"), "a", "q2"); // the leg's start is unchanged
    agent.cancelled(at("09:03"), "b", "VISITOR");
    take();
    assertThat(heard.queue("q1").getWaiting()).isZero();
    assertThat(heard.queue("q1").getLongestWaitSince()).isNull();
    assertThat(heard.queue("q2").getWaiting()).isEqualTo(2);
    assertThat(heard.queue("q2").getLongestWaitSince()).isEqualTo(at("09:00"));
  }

  @Test
  void looksBackOnTheCallsOfAnHour() {
    call("a", at("09:00"), 100 * SECOND);
    call("b", at("09:10"), 15 * MINUTE);
    call("c", at("09:20"), 15 * MINUTE + 1);
    take();
    var queue = heard.queue("q1");
    assertThat(queue.getCalled60m()).isEqualTo(3);
    assertThat(queue.getServiceLevel()).isEqualTo(2.0 / 3);
    assertThat(queue.getP50WaitSeconds()).isBetween(893, 907);
    assertThat(heard.hall().getP90WaitSeconds()).isBetween(893, 907);
    assertThat(heard.hall().getServiceLevel()).isEqualTo(2.0 / 3);

    agent.heartbeat(at("10:01:40")); // a was called at 09:01:40
    take();
    assertThat(heard.queue("q1").getCalled60m()).isEqualTo(2);
    assertThat(heard.queue("q1").getServiceLevel()).isEqualTo(0.5);

    agent.heartbeat(at("11:00"));
    take();
    assertThat(heard.queue("q1").getCalled60m()).isZero();
    assertThat(heard.queue("q1").getP50WaitSeconds()).isNull();
    assertThat(heard.queue("q1").getServiceLevel()).isNull();
  }

  @Test
  void countsArrivalsAndCallsOfFiveMinutes() {
    call("a", at("09:00"), MINUTE);
    take();
    assertThat(heard.queue("q1").getArrivals5m()).isEqualTo(1);
    assertThat(heard.queue("q1").getCalls5m()).isEqualTo(1);

    agent.heartbeat(at("09:05"));
    take();
    assertThat(heard.queue("q1").getArrivals5m()).isZero();
    assertThat(heard.queue("q1").getCalls5m()).isEqualTo(1);

    agent.heartbeat(at("09:06"));
    take();
    assertThat(heard.queue("q1").getCalls5m()).isZero();
  }

  @Test
  void anAppointmentIsNoArrivalBeforeItsTime() {
    agent.say(Source.issue(at("09:00"), "a", "q1").setAppointmentTime(at("15:00")));
    take();
    assertThat(heard.queue("q1").getArrivals5m()).isZero();

    agent.heartbeat(at("15:00"));
    take();
    assertThat(heard.queue("q1").getArrivals5m()).isEqualTo(1);
  }

  @Test
  void aLateCorrectionLeavesNoTraceOfWhatWasBefore() {
    call("a", at("09:00"), 10 * MINUTE);
    take();
    var kiosk = new Source("kiosk");
    kiosk.called(at("09:02"), "a", "c2");
    fold.accept(kiosk.batch(), at("09:11"), at("09:11"), heard);
    fold.tick(at("09:11"), heard);

    assertThat(heard.queue("q1").getCalled60m()).isEqualTo(1);
    assertThat(heard.queue("q1").getP50WaitSeconds()).isBetween(119, 121);
  }

  @Test
  void whatWaitsAtMidnightNoLongerCounts() {
    agent.issued(at("23:50"), "a", "q1");
    agent.issued(at("23:50"), "b", "unlisted");
    call("c", at("23:40"), MINUTE);
    agent.started(at("23:45"), "c", "c1");
    agent.ended(at("23:46"), "c", "COMPLETED");
    take();
    assertThat(heard.hall().getWaiting()).isEqualTo(2);
    assertThat(heard.hall().getTicketsToday()).isEqualTo(3);
    assertThat(heard.hall().getServedToday()).isEqualTo(1);
    assertThat(heard.counter("c1").getServedToday()).isEqualTo(1);

    agent.heartbeat(at(1, "00:00"));
    take();
    assertThat(heard.hall().getWaiting()).isZero();
    assertThat(heard.hall().getTicketsToday()).isZero();
    assertThat(heard.hall().getServedToday()).isZero();
    assertThat(heard.queue("q1").getWaiting()).isZero();
    assertThat(heard.queue("unlisted").getWaiting()).isZero();
    assertThat(heard.counter("c1").getServedToday()).isZero();
  }

  @Test
  void aQuietDayLaterEverythingShowsZeroToo() {
    call("a", at("23:40"), MINUTE);
    agent.started(at("23:59"), "a", "c9");
    take();
    agent.heartbeat(at(1, "00:10"));
    take();
    agent.heartbeat(at(2, "00:10"));
    take();

    assertThat(heard.queue("q1").getCalled60m()).isZero();
    assertThat(heard.counter("c9").getStatus()).isNotEqualTo(CounterStatus.SERVING);
    assertThat(heard.hall().getServing()).isZero();
  }

  // counters

  @Test
  void showsWhatACounterIsDoing() {
    assertThat(status("c1", COUNTER_OPENED, at("09:00"))).isEqualTo(CounterStatus.IDLE);
    agent.issued(at("09:01"), "a", "q1");
    agent.called(at("09:02"), "a", "c1");
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.CALLING);
    assertThat(heard.counter("c1").getTicketNo()).isEqualTo("A001");
    assertThat(heard.counter("c1").getSince()).isEqualTo(at("09:02"));
    agent.started(at("09:03"), "a", "c1");
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.SERVING);
    assertThat(heard.counter("c1").getStaffId()).isEqualTo("s-c1");
    assertThat(heard.hall().getServing()).isEqualTo(1);
    agent.held(at("09:04"), "a");
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.HELD);
    agent.resumed(at("09:05"), "a");
    agent.ended(at("09:06"), "a", "COMPLETED");
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.IDLE);
    assertThat(heard.counter("c1").getServedToday()).isEqualTo(1);
    assertThat(status("c1", COUNTER_PAUSED, at("09:07"))).isEqualTo(CounterStatus.PAUSED);
    assertThat(status("c1", COUNTER_CLOSED, at("09:08"))).isEqualTo(CounterStatus.CLOSED);
    assertThat(heard.counter("c2").getStatus()).isEqualTo(CounterStatus.UNKNOWN);
  }

  @Test
  void aHeldTicketShowsWithoutAnyEventOfTheCounterItself() {
    agent.issued(at("09:01"), "a", "q1");
    agent.called(at("09:02"), "a", "c1");
    agent.started(at("09:03"), "a", "c1");
    agent.held(at("09:04"), "a");
    take();

    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.HELD);
  }

  @Test
  void openCountersCountForTheQueuesTheyServe() {
    agent.say(about(STAFF_SIGNED_IN, at("09:00")).setCounterId("c2").setStaffId("s2"));
    take();
    assertThat(heard.counter("c2").getStaffId()).isEqualTo("s2");
    assertThat(heard.queue("q1").getOpenCounters()).isEqualTo(1);
    assertThat(heard.queue("q2").getOpenCounters()).isEqualTo(1);
    status("c1", COUNTER_OPENED, at("09:01"));
    assertThat(heard.queue("q1").getOpenCounters()).isEqualTo(2);
    assertThat(heard.hall().getOpenCounters()).isEqualTo(2);

    agent.say(about(STAFF_SIGNED_OUT, at("09:02")).setCounterId("c2").setStaffId("s2"));
    take();
    assertThat(heard.queue("q2").getOpenCounters()).isZero();
    assertThat(heard.counter("c2").getStaffId()).isNull();
  }

  @Test
  void aLateEventOfACounterChangesNothing() {
    status("c1", COUNTER_CLOSED, at("09:10"));

    assertThat(status("c1", COUNTER_OPENED, at("09:05"))).isEqualTo(CounterStatus.CLOSED);
  }

  @Test
  void signInsAndServicesEndAtMidnight() {
    agent.say(about(STAFF_SIGNED_IN, at("23:00")).setCounterId("c1").setStaffId("s1"));
    call("a", at("23:30"), MINUTE);
    agent.started(at("23:50"), "a", "c1");
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.SERVING);

    agent.heartbeat(at(1, "00:00"));
    take();
    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.CLOSED);
    assertThat(heard.counter("c1").getStaffId()).isNull();
    assertThat(heard.hall().getServing()).isZero();
  }

  @Test
  void aPauseEndsWithItsDay() {
    status("c1", COUNTER_PAUSED, at("17:00"));
    agent.say(about(STAFF_SIGNED_IN, at(1, "08:30")).setCounterId("c1").setStaffId("s1"));
    take();

    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.IDLE);
  }

  @Test
  void aPauseOutlastsASignInOfTheSameDay() {
    status("c1", COUNTER_PAUSED, at("09:00"));
    agent.say(about(STAFF_SIGNED_IN, at("09:30")).setCounterId("c1").setStaffId("s1"));
    take();

    assertThat(heard.counter("c1").getStatus()).isEqualTo(CounterStatus.PAUSED);
  }

  @Test
  void whatTheCameraSawHoldsForThreeMinutes() {
    observe(at("09:00"), true, 0.6);
    observe(at("09:01"), false, 0.59); // too unsure
    assertThat(heard.counter("c1").getPresent()).isTrue();
    assertThat(heard.counter("c1").getObservedAt()).isEqualTo(at("09:00"));

    agent.heartbeat(at("09:03"));
    take();
    assertThat(heard.counter("c1").getPresent()).isTrue();
    agent.heartbeat(at("09:03:01"));
    take();
    assertThat(heard.counter("c1").getPresent()).isNull();
  }

  @Test
  void theRulesSayHowLongThatHolds() {
    reference.add(
        Rules.with("\"evidence_seconds\":180", "\"evidence_seconds\":60"), at("09:01"), 1);
    observe(at("09:00"), true, 0.9);
    assertThat(heard.counter("c1").getPresent()).isTrue();

    agent.heartbeat(at("09:01:01"));
    take();
    assertThat(heard.counter("c1").getPresent()).isNull();
  }

  @Test
  void theRulesSayHowSureACameraMustBe() {
    observe(at("09:00"), true, 0.9);
    reference.add(
        Rules.with("\"least_confidence\":0.6", "\"least_confidence\":0.3"), at("09:01"), 1);
    observe(at("09:01"), false, 0.3);

    assertThat(heard.counter("c1").getPresent()).isFalse();
  }

  @Test
  void aClockThatIsAheadDoesNotKeepOutWhatFollows() {
    agent.say(
        about(POST_OBSERVED, at(400, "09:00"))
            .setCounterId("c1")
            .setPresent(true)
            .setConfidence(0.9));
    agent.say(about(QUEUE_OBSERVED, at(400, "09:00")).setAreaId("a1").setPeople(99));
    take(at("09:00"));
    assertThat(heard.counter("c1").getObservedAt()).isEqualTo(at("09:00"));

    agent.say(
        about(POST_OBSERVED, at("09:01")).setCounterId("c1").setPresent(false).setConfidence(0.9));
    agent.say(about(QUEUE_OBSERVED, at("09:01")).setAreaId("a1").setPeople(4));
    take(at("09:01"));
    assertThat(heard.counter("c1").getPresent()).isFalse();
    assertThat(heard.hall().getPeople()).isEqualTo(4);
  }

  @Test
  void aClerkWhoForgotToSignOutIsGoneAtMidnight() {
    agent.say(about(STAFF_SIGNED_IN, at("09:00")).setCounterId("c1").setStaffId("s1"));
    take();
    assertThat(heard.counter("c1").getStaffId()).isEqualTo("s1");

    assertThat(status("c1", COUNTER_OPENED, at(1, "08:30"))).isEqualTo(CounterStatus.IDLE);
    assertThat(heard.counter("c1").getStaffId()).isNull();
  }

  @Test
  void addsUpThePeopleSeenInTheAreas() {
    agent.say(about(QUEUE_OBSERVED, at("09:00")).setAreaId("a1").setPeople(4));
    agent.say(about(QUEUE_OBSERVED, at("09:01")).setAreaId("a2").setPeople(3));
    agent.say(about(QUEUE_OBSERVED, at("08:59")).setAreaId("a1").setPeople(9));
    take();

    assertThat(heard.hall().getPeople()).isEqualTo(7);
  }

  // what is told when

  @Test
  void tellsAQueueOrCounterOnlyWhenItChanges() {
    agent.heartbeat(at("09:00"));
    take();
    assertThat(heard.queues).hasSize(2);
    assertThat(heard.counters).hasSize(2);
    assertThat(heard.halls).hasSize(1);

    fold.tick(at("09:00:00.5"), heard);
    assertThat(heard.halls).hasSize(1);

    agent.issued(at("09:00:10"), "a", "q1");
    take();
    assertThat(heard.queues).hasSize(3);
    assertThat(heard.counters).hasSize(2);
    assertThat(heard.halls).hasSize(2);
    assertThat(heard.queue("q1").getVersion()).isEqualTo(2);
  }

  @Test
  void afterARestartTellsEverythingOnceAndTheSame() {
    status("c1", COUNTER_OPENED, at("09:00"));
    call("a", at("09:01"), MINUTE);
    agent.started(at("09:03"), "a", "c1");
    agent.issued(at("09:04"), "b", "q2");
    agent.say(about(QUEUE_OBSERVED, at("09:04")).setAreaId("a1").setPeople(4));
    take();
    var queue = heard.queue("q1");
    var counter = heard.counter("c1");
    var hall = heard.hall();
    heard.queues.clear();
    heard.counters.clear();

    fold = begin(at("09:04"));
    fold.tick(at("09:04"), heard);
    assertThat(heard.queues).hasSize(2);
    assertThat(heard.counters).hasSize(2);
    assertThat(heard.queue("q1")).isEqualTo(queue);
    assertThat(heard.counter("c1")).isEqualTo(counter);
    assertThat(heard.hall()).isEqualTo(hall);
  }

  private void call(String ticket, long issued, long wait) {
    agent.issued(issued, ticket, "q1");
    agent.called(issued + wait, ticket, "c1");
  }

  private void observe(long time, boolean present, double confidence) {
    agent.say(
        about(POST_OBSERVED, time)
            .setCounterId("c1")
            .setPresent(present)
            .setConfidence(confidence));
    take();
  }

  private CounterStatus status(String counter, EventKind kind, long time) {
    agent.say(about(kind, time).setCounterId(counter));
    take();
    return heard.counter(counter).getStatus();
  }

  /** Takes in what the agent has said since, when the latest of it happened. */
  private void take() {
    take(agent.said().stream().mapToLong(Event::getTime).max().orElseThrow());
  }

  private void take(long now) {
    int end = agent.said().size();
    fold.accept(agent.batch(taken + 1, end + 1), now, now, heard);
    taken = end;
    fold.tick(now, heard);
  }
}
