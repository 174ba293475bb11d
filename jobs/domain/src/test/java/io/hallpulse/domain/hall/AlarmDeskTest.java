package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.ALARM_ACKNOWLEDGED;
import static io.hallpulse.schemas.event.EventKind.DEVICE_FAULT;
import static io.hallpulse.schemas.event.EventKind.POST_OBSERVED;
import static io.hallpulse.schemas.event.EventKind.RATING_TAMPERED;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CLOSED;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CONTACTED;
import static io.hallpulse.schemas.event.EventKind.STAFF_SIGNED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hall with one counter and one queue in which things go wrong. */
class AlarmDeskTest {
  private static final String WAIT = "wait_long/queue/q1";
  private static final String SILENT = "hall_silent/hall/h1";

  private final HallMemory memory = HallMemory.inProcess();
  private final Reference reference = new Reference();
  private final Heard heard = new Heard();
  private final Source agent = new Source("agent");
  private final Source managers = new Source("serving-" + HALL);
  private HallFold fold = begin(at("08:00"));
  private int taken;

  @BeforeEach
  void describe() {
    describe(reference);
  }

  private static void describe(Reference reference) {
    reference.add(new Queue("q1", HALL, "u1", "A"), 0, 1);
    reference.add(new ServiceCounter("c1", HALL, "u1", "1", List.of("q1")), 0, 1);
    var monday = Times.MONDAY.toString();
    reference.add(new Roster("c1", "s1", monday, "09:00", "12:00"), at("00:00"), 1);
  }

  private HallFold begin(long startedAt) {
    return new HallFold(HALL, HallRules.defaults(), reference, memory, startedAt);
  }

  /** The agent says that it is there; what it said until then is heard. */
  private void pass(long time) {
    agent.heartbeat(time);
    var said = agent.said();
    fold.accept(Source.batch(said.subList(taken, said.size())), time, time, heard);
    taken = said.size();
    fold.tick(time, heard);
  }

  private void passMinutes(long from, long until) {
    for (long time = from; time <= until; time += MINUTE) {
      pass(time);
    }
  }

  private void acknowledge(String alarmId, long time, String by) {
    var event =
        managers.say(
            about(ALARM_ACKNOWLEDGED, time)
                .setAlarmId(alarmId)
                .setDecidedBy(by)
                .setComment("a second counter opens"));
    fold.accept(Source.batch(List.of(event)), time, time, heard);
    fold.tick(time, heard);
  }

  private AlertFact raisedByAWait() {
    agent.issued(at("09:00"), "a", "q1");
    passMinutes(at("09:01"), at("09:31"));
    return heard.alarm(WAIT);
  }

  @Test
  void aWaitOverItsLimitIsRaisedAcknowledgedAndClears() {
    var raised = raisedByAWait();
    assertThat(raised.state()).isEqualTo("RAISED");
    assertThat(raised.severity()).isEqualTo("MAJOR");
    assertThat(raised.raisedAt()).isEqualTo(EventJson.instant(at("09:30")));
    assertThat(raised.facts()).isEqualTo("{\"value\":31.0,\"limit\":30.0,\"waiting\":1}");
    assertThat(raised.localDate()).isEqualTo(Times.MONDAY);

    fold = begin(at("09:32")); // whoever goes on knows of it
    acknowledge(raised.alarmId(), at("09:32"), "li.na");
    var known = heard.alarm(WAIT);
    assertThat(known.state()).isEqualTo("ACKNOWLEDGED");
    assertThat(known.acknowledgedBy()).isEqualTo("li.na");
    assertThat(known.comment()).isEqualTo("a second counter opens");
    assertThat(known.acknowledgedAt()).isEqualTo(EventJson.instant(at("09:32")));

    agent.called(at("09:33"), "a", "c1");
    passMinutes(at("09:33"), at("09:36"));
    var cleared = heard.alarm(WAIT);
    assertThat(cleared.state()).isEqualTo("CLEARED");
    assertThat(cleared.clearedAt()).isEqualTo(EventJson.instant(at("09:35")));
    assertThat(cleared.acknowledgedBy()).isEqualTo("li.na");
    assertThat(heard.alerts.stream().filter(row -> row.cause().equals(WAIT))).hasSize(3);
    assertThat(heard.open()).isEmpty();
  }

  @Test
  void anAcknowledgementOfAnAlarmThatNobodyKnowsIsRefusedAfterAWhile() {
    pass(at("09:00"));
    acknowledge("wait_long-0123456789abcdef", at("09:00"), "li.na");
    pass(at("09:05"));
    assertThat(heard.refusals()).isEmpty();

    passMinutes(at("09:11"), at("09:12"));
    assertThat(heard.refusals().values()).containsExactly("alarm is not known in this hall");
    assertThat(memory.acknowledgements().entries()).isEmpty();
  }

  @Test
  void anAcknowledgementThatIsHeardBeforeItsAlarmIsRaisedAgainIsKept() {
    var raised = raisedByAWait();
    var again = new Heard();
    var anew = new HallFold(HALL, HallRules.defaults(), reference, HallMemory.inProcess(), 0);
    var seen =
        managers.say(
            about(ALARM_ACKNOWLEDGED, at("09:31"))
                .setAlarmId(raised.alarmId())
                .setDecidedBy("li.na"));
    anew.accept(Source.batch(List.of(seen)), at("09:40"), at("09:40"), again);
    anew.accept(agent.batch(), at("09:40"), at("09:40"), again);
    anew.tick(at("09:40"), again);

    assertThat(again.alarm(WAIT).alarmId()).isEqualTo(raised.alarmId());
    assertThat(again.alarm(WAIT).state()).isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void aCounterWithNobodyThereAndPeopleWaitingRaisesOne() {
    agent.say(about(STAFF_SIGNED_IN, at("08:55")).setCounterId("c1").setStaffId("s1"));
    for (long time = at("09:00"); time < at("09:50"); time += MINUTE) {
      agent.say(about(POST_OBSERVED, time).setCounterId("c1").setPresent(false).setConfidence(1.0));
      if (time == at("09:25")) {
        agent.issued(time, "a", "q1");
      }
      pass(time);
    }
    var raised = heard.alarm("counter_unattended/counter/c1");
    assertThat(raised.state()).isEqualTo("RAISED");
    assertThat(raised.raisedAt()).isEqualTo(EventJson.instant(at("09:30")));
    assertThat(raised.facts()).contains("\"waiting\":1");

    agent.say(
        about(POST_OBSERVED, at("09:50")).setCounterId("c1").setPresent(true).setConfidence(1.0));
    passMinutes(at("09:50"), at("09:55"));
    assertThat(heard.alarm("counter_unattended/counter/c1").state()).isEqualTo("CLEARED");
  }

  @Test
  void aSilentHallIsOneAlarmAndSuppressesTheOthersUntilItIsHeardAgain() {
    var wait = raisedByAWait();
    for (long time = at("09:32"); time <= at("09:40"); time += MINUTE) {
      fold.tick(time, heard);
    }
    var silent = heard.alarm(SILENT);
    assertThat(silent.state()).isEqualTo("RAISED");
    assertThat(silent.severity()).isEqualTo("CRITICAL");
    assertThat(silent.raisedAt()).isEqualTo(EventJson.instant(at("09:36")));
    fold = begin(at("09:40")); // a restart is no sign of life
    for (long time = at("09:41"); time <= at("09:50"); time += MINUTE) {
      fold.tick(time, heard);
    }
    assertThat(heard.alarm(SILENT)).isEqualTo(silent);
    assertThat(heard.alarm("source_silent/source/agent").suppressedBy())
        .isEqualTo(silent.alarmId());
    assertThat(heard.alarm(WAIT).alarmId()).isEqualTo(wait.alarmId());
    assertThat(heard.alarm(WAIT).suppressedBy()).isEqualTo(silent.alarmId());
    assertThat(heard.alarm(WAIT).suppressedReason()).isEqualTo("hall_silent");

    passMinutes(at("09:51"), at("09:55"));
    assertThat(heard.alarm(SILENT).state()).isEqualTo("CLEARED");
    assertThat(heard.alarm(WAIT).suppressedReason()).isNull();
    assertThat(heard.open()).containsExactly(WAIT);
  }

  @Test
  void aLogOfAPastDayThatHasEndedIsNotSilent() {
    agent.issued(at("09:00"), "a", "q1");
    var log = agent.batch();
    fold.accept(log, at(30, "09:00"), at(30, "09:00"), heard);
    for (long time = at(30, "09:00"); time < at(30, "09:30"); time += MINUTE) {
      fold.tick(time, heard);
    }
    assertThat(heard.alarms().values())
        .extracting(AlertFact::rule)
        .doesNotContain("source_silent", "hall_silent");
  }

  @Test
  void aDeviceGoneForDaysIsNoLongerCalledSilent() {
    pass(at("09:00"));
    for (int hour = 1; hour < 80; hour++) {
      fold.tick(at("09:00") + hour * 60 * MINUTE, heard);
    }
    assertThat(heard.alarm(SILENT).state()).isEqualTo("CLEARED");
    assertThat(heard.open()).isEmpty();
  }

  @Test
  void aHallWhoseClockStandsBehindIsStale() {
    pass(at("09:00"));
    for (int seconds = 0; seconds <= 20 * 60; seconds += 5) {
      long now = at("09:00") + seconds * SECOND;
      if (seconds % 30 == 0) { // heard, but it tells of 09:00 all the time
        var said = agent.heartbeat(at("09:00"));
        fold.accept(Source.batch(List.of(said)), now, now, heard);
      }
      fold.tick(now, heard);
    }
    var stale = heard.alarm("hall_stale/hall/h1");
    assertThat(stale.state()).isEqualTo("RAISED");
    assertThat(stale.since()).isEqualTo(EventJson.instant(at("09:00")));
  }

  @Test
  void aBadRatingsVisitorIsContactedInTimeAndItIsPutRightInTimeOrAlarmsSaySo() {
    serve("t", at("09:00"));
    agent.rated(at("09:10"), "t", "c1", 1);
    pass(at("10:00"));
    pass(at(1, "23:59"));
    assertThat(heard.alarms()).isEmpty();
    pass(at(2, "00:00"));
    assertThat(heard.open()).containsExactly("contact_overdue/rating/agent/1/5");
    var contacted = managers.say(about(RECTIFICATION_CONTACTED, at(2, "09:00"), "t"));
    fold.accept(Source.batch(List.of(contacted)), at(2, "09:00"), at(2, "09:00"), heard);
    pass(at(2, "09:01"));
    assertThat(heard.open()).isEmpty();

    pass(at(6, "23:59"));
    assertThat(heard.open()).isEmpty();
    pass(at(7, "00:00"));
    assertThat(heard.open()).containsExactly("rectification_due/rating/agent/1/5");
    fold = begin(at(7, "00:00"));
    pass(at(8, "00:00"));
    assertThat(heard.open()).containsExactly("rectification_overdue/rating/agent/1/5");
    assertThat(heard.alarm("rectification_overdue/rating/agent/1/5").facts())
        .isEqualTo("{\"counter_id\":\"c1\",\"ticket_id\":\"t\",\"due\":\"2026-03-09T16:00:00Z\"}");

    var closed = managers.say(about(RECTIFICATION_CLOSED, at(8, "09:00"), "t"));
    fold.accept(Source.batch(List.of(closed)), at(8, "09:00"), at(8, "09:00"), heard);
    pass(at(8, "09:01"));
    assertThat(heard.open()).isEmpty();
    assertThat(memory.matters().entries()).isEmpty();
  }

  private void serve(String ticket, long time) {
    agent.issued(time, ticket, "q1");
    agent.called(time + MINUTE, ticket, "c1");
    agent.started(time + 2 * MINUTE, ticket, "c1");
    agent.ended(time + 5 * MINUTE, ticket, "COMPLETED");
  }

  @Test
  void equalRatingsWithinSecondsAndTamperingAndFaultsAreAlarmsForAWhile() {
    for (int i = 0; i < 3; i++) {
      serve("t" + i, at("09:00") + i * 10 * MINUTE);
    }
    for (int i = 0; i < 3; i++) {
      agent.rated(at("10:00") + i * SECOND, "t" + i, "c1", 5);
    }
    agent.say(about(DEVICE_FAULT, at("10:00")).setDeviceId("camera-1").setCode("NO_FRAMES"));
    pass(at("10:01"));
    var tampered =
        managers.say(about(RATING_TAMPERED, at("10:01"), "t0").setDecidedBy("administrator"));
    fold.accept(Source.batch(List.of(tampered)), at("10:01"), at("10:01"), heard);
    pass(at("10:02"));
    assertThat(heard.open())
        .containsExactly(
            "device_fault/device/camera-1",
            "rating_suspect/counter/c1",
            "rating_tampered/ticket/t0");
    assertThat(heard.alarm("rating_suspect/counter/c1").facts()).contains("burst");
    assertThat(heard.alarm("device_fault/device/camera-1").facts()).contains("NO_FRAMES");

    pass(at("11:00"));
    pass(at("11:01"));
    assertThat(heard.open()).containsExactly("rating_tampered/ticket/t0");
    pass(at(1, "10:01"));
    assertThat(heard.open()).isEmpty();
  }

  /** Deliveries in any batches, with repeats and restarts, but looked at in the same seconds. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void howItIsDeliveredDoesNotMatter(@ForAll long seed) {
    var random = new Random(seed);
    var said = new ArrayList<Event>();
    var agent = new Source("agent");
    long end = at("11:00");
    for (long time = at("09:00"); time < end; time += MINUTE) {
      if (random.nextInt(6) == 0) {
        agent.issued(time, "t" + said.size() + "-" + time, "q1");
      } else if (random.nextInt(25) == 0) {
        agent.say(about(DEVICE_FAULT, time).setDeviceId("d").setCode("X"));
      } else {
        agent.heartbeat(time);
      }
    }
    said.addAll(agent.said());

    var plain = deliver(said, random, false);
    assertThat(deliver(said, random, true)).isEqualTo(plain);
  }

  private static Map<String, String> deliver(List<Event> said, Random random, boolean disorder) {
    var reference = new Reference();
    describe(reference);
    var memory = HallMemory.inProcess();
    var heard = new Heard();
    var fold = new HallFold(HALL, HallRules.defaults(), reference, memory, at("08:00"));
    for (int i = 0; i < said.size(); i++) {
      long now = said.get(i).getTime();
      var parts = new ArrayList<>(List.of(said.subList(i, i + 1)));
      if (disorder) { // what was heard comes again, before or after
        int from = random.nextInt(i + 1);
        parts.add(said.subList(from, i + 1));
        Collections.shuffle(parts, random);
        if (random.nextInt(5) == 0) {
          fold = new HallFold(HALL, HallRules.defaults(), reference, memory, at("08:00"));
        }
      }
      for (var part : parts) {
        fold.accept(Source.batch(part), now, now, heard);
      }
      fold.tick(now, heard);
    }
    var alarms = new TreeMap<String, String>();
    heard
        .alarms()
        .forEach(
            (id, fact) -> alarms.put(id, fact.cause() + " " + fact.state() + " " + fact.since()));
    return alarms;
  }
}
