package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.live.LiveTicketStatus;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forecasts of a running hall; the server's clock is that of the events. */
class LiveForecastTest {
  private final HallMemory memory = HallMemory.inProcess();
  private final Reference reference = new Reference();
  private final Heard heard = new Heard();
  private final Source agent = new Source("agent");
  private HallFold fold = begin(at("08:00"));
  private int taken;

  @BeforeEach
  void describe() {
    reference.add(new Queue("q1", HALL, "u1", "A"), 0, 1);
    reference.add(new ServiceCounter("c1", HALL, "u1", "1", List.of("q1")), 0, 1);
  }

  private HallFold begin(long startedAt) {
    return new HallFold(HALL, HallRules.defaults(), reference, memory, startedAt);
  }

  @Test
  void aWaitingTicketKnowsItsPlaceAndItsIntervalUntilItIsServed() {
    open();
    agent.issued(at("09:00"), "a", "q1");
    agent.called(at("09:00:10"), "a", "c1");
    agent.issued(at("09:01"), "b", "q1");
    agent.issued(at("09:02"), "c", "q1");
    take();

    assertThat(ticket("a").getStatus()).isEqualTo(LiveTicketStatus.CALLED);
    assertThat(ticket("a").getCounterId()).isEqualTo("c1");
    assertThat(ticket("b").getStatus()).isEqualTo(LiveTicketStatus.WAITING);
    assertThat(ticket("b").getAhead()).isZero();
    assertThat(ticket("c").getAhead()).isEqualTo(1);
    assertThat(ticket("c").getUnitId()).isEqualTo("u1");
    assertThat(ticket("c").getForecastAt()).isEqualTo(at("09:02"));
    assertThat(ticket("c").getP50Seconds()).isGreaterThan(ticket("b").getP50Seconds());
    assertThat(ticket("c").getP90Seconds()).isGreaterThan(ticket("c").getP50Seconds());

    agent.started(at("09:02:20"), "a", "c1");
    agent.ended(at("09:08"), "a", "COMPLETED");
    agent.called(at("09:08:10"), "b", "c1");
    take();
    assertThat(heard.gone).containsExactly("a");
    assertThat(ticket("b").getStatus()).isEqualTo(LiveTicketStatus.CALLED);
    assertThat(ticket("b").getP50Seconds()).isNull();
    assertThat(ticket("c").getAhead()).as("one less").isZero();

    agent.cancelled(at("09:09"), "c", "VISITOR");
    take();
    assertThat(heard.gone).containsExactly("a", "c");
  }

  @Test
  void aForecastIsMadeAgainWhileTheTicketWaits() {
    serving("t0", at("09:00"));
    agent.issued(at("09:01"), "a", "q1");
    take();
    var first = ticket("a");

    agent.heartbeat(at("09:02:01"));
    take();

    assertThat(ticket("a").getForecastAt()).isEqualTo(at("09:02:01"));
    assertThat(ticket("a").getP50Seconds()).isLessThan(first.getP50Seconds());
  }

  @Test
  void aQueueSaysWhatANewcomerWouldWaitAndHowForecastsCameTrue() {
    assertThat(begin(at("08:00"))).isNotNull();
    agent.heartbeat(at("08:30"));
    take();
    assertThat(heard.queue("q1").getForecastP50Seconds()).as("nobody serves it").isNull();

    long time = serve(30, at("09:00"));

    var queue = heard.queue("q1");
    assertThat(queue.getForecastAt()).isGreaterThan(time - 3 * MINUTE);
    assertThat(queue.getForecastP90Seconds()).isGreaterThan(queue.getForecastP50Seconds());
    assertThat(queue.getForecastsChecked()).isEqualTo(30);
    assertThat(queue.getWithinP50Rate()).isBetween(0.0, queue.getWithinP90Rate());
    fold.finish(heard);
    int calls = heard.queueSlots().stream().mapToInt(row -> row.calls()).sum();
    int forecasts = heard.queueSlots().stream().mapToInt(row -> row.forecasts()).sum();
    int within90 = heard.queueSlots().stream().mapToInt(row -> row.withinP90()).sum();
    assertThat(calls).isEqualTo(30);
    assertThat(forecasts).isEqualTo(30);
    assertThat(within90 / 30.0).isEqualTo(queue.getWithinP90Rate());
  }

  @Test
  void afterARestartForecastsGoOnAsIfNothingHadHappened() {
    long time = serve(40, at("09:00"));
    agent.issued(time, "x", "q1");
    agent.called(time + 5 * SECOND, "x", "c1");
    agent.issued(time + 10 * SECOND, "y", "q1");
    agent.say(Source.issue(time + 20 * SECOND, "z", "q1").setPriority(1));
    take();
    agent.heartbeat(time + 45 * SECOND); // y is asked about again, behind z
    take();
    var before = Map.of("y", ticket("y"), "z", ticket("z"));
    int checked = heard.queue("q1").getForecastsChecked();
    assertThat(before.get("z").getAhead()).as("a priority goes first").isZero();
    heard.liveTickets.clear();

    fold = begin(time + 50 * SECOND);
    agent.heartbeat(time + 50 * SECOND);
    take();

    assertThat(ticket("z").getAhead()).isZero();
    assertThat(ticket("y").getAhead()).isEqualTo(1);
    assertThat(ticket("y").getP90Seconds())
        .as("what was learnt is known, and who stands where")
        .isBetween(
            before.get("y").getP90Seconds() * 7 / 10, before.get("y").getP90Seconds() * 13 / 10);
    assertThat(heard.queue("q1").getForecastsChecked()).isEqualTo(checked);
    assertThat(heard.gone).as("whatever is not live any more is said to be gone").contains("s39");

    agent.ended(time + 60 * SECOND, "x", "COMPLETED");
    agent.called(time + 70 * SECOND, "z", "c1");
    take();
    assertThat(ticket("y").getAhead()).isZero();
  }

  @Test
  void aCrowdAtOnceIsForecastAsFarAsTheAllowanceGoes() {
    for (int i = 0; i < 200; i++) {
      agent.issued(at("09:00") + i, "t" + i, "q1");
    }
    take();
    assertThat(heard.liveTickets).hasSize(200).filteredOn(this::isForecast).hasSize(20);

    heard.liveTickets.clear();
    for (int second = 1; second <= 60; second++) {
      fold.tick(at("09:00") + second * SECOND, heard);
    }

    // Ten a second, but for the ten that are kept for who may come.
    assertThat(heard.liveTickets.stream().filter(this::isForecast).count()).isBetween(180L, 600L);
    assertThat(latest().values()).allMatch(this::isForecast);
  }

  @Test
  void whoStillWaitsAtMidnightIsGone() {
    agent.issued(at("16:00"), "a", "q1");
    take();
    agent.heartbeat(at(1, "00:01"));
    take();

    assertThat(heard.gone).containsExactly("a");
  }

  @Test
  void nothingIsForecastWhereItIsSwitchedOff() {
    var off = new HallRules(900, 60, 3, 60, 15, 0);
    fold = new HallFold(HALL, off, reference, memory, at("08:00"));
    agent.issued(at("09:00"), "a", "q1");
    take();

    assertThat(heard.liveTickets).isEmpty();
    assertThat(heard.queue("q1").getForecastsChecked()).isZero();
    assertThat(memory.learned().get(HallMemory.ONLY)).isNull();
  }

  private boolean isForecast(LiveTicket ticket) {
    return ticket.getP90Seconds() != null;
  }

  private void open() {
    var signIn = Source.about(EventKind.STAFF_SIGNED_IN, at("08:55"));
    agent.say(signIn.setStaffId("s1").setCounterId("c1"));
  }

  private void serving(String ticket, long time) {
    open();
    agent.issued(time, ticket, "q1");
    agent.called(time + SECOND, ticket, "c1");
    agent.started(time + 2 * SECOND, ticket, "c1");
  }

  /** So many visitors one after the other, two of them waiting at a time; says when it ends. */
  private long serve(int visitors, long from) {
    open();
    long time = from;
    agent.issued(time, "s0", "q1");
    for (int i = 0; i < visitors; i++) {
      agent.issued(time + 10 * SECOND, "s" + (i + 1), "q1");
      agent.called(time + 20 * SECOND, "s" + i, "c1");
      agent.started(time + 30 * SECOND, "s" + i, "c1");
      take();
      time += 240 * SECOND + i % 7 * 30 * SECOND;
      agent.ended(time, "s" + i, "COMPLETED");
      take();
    }
    agent.cancelled(time + SECOND, "s" + visitors, "VISITOR");
    take();
    return time + MINUTE;
  }

  private LiveTicket ticket(String id) {
    return latest().get(id);
  }

  private Map<String, LiveTicket> latest() {
    return heard.liveTickets.stream()
        .collect(Collectors.toMap(LiveTicket::getTicketId, one -> one, (one, later) -> later));
  }

  /** Hands over what was said since, and shows it. */
  private void take() {
    var events = agent.said().subList(taken, agent.said().size());
    taken = agent.said().size();
    long now = events.get(events.size() - 1).getTime();
    fold.accept(Source.batch(events), now, now, heard);
    fold.tick(now, heard);
  }
}
