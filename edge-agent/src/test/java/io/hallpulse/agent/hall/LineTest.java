package io.hallpulse.agent.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.DemoHall;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceItem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is called next, and which numbers and items there are. */
class LineTest {
  private static final long NINE = EventJson.micros(Instant.parse("2026-03-02T01:00:00Z"));
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

  private final Directory directory = directory();
  private final HallState state =
      new HallState(
          new LocalDays(ZoneId.of("Asia/Shanghai")), 3, RuleSet.defaults("370213").absent());
  private long seq;
  private long now = NINE;

  @Test
  void theHigherPriorityIsCalledFirstThenWhoCameFirst() {
    signIn("h-c1", "h-s1");
    take("early", "h-tax-01", 0, null);
    take("late", "h-tax-01", 0, null);
    take("elderly", "h-tax-01", 1, null);

    assertThat(next("h-c1")).isEqualTo("elderly");
    call("h-c1");
    assertThat(next("h-c1")).isEqualTo("early");
  }

  @Test
  void whoWantsAClerkIsCalledByNobodyElseForTenMinutes() {
    signIn("h-c1", "h-s1");
    signIn("h-c2", "h-s2");
    take("wants-s1", "h-tax-01", 0, "h-s1");
    take("anybody", "h-tax-01", 0, null);

    assertThat(next("h-c2")).isEqualTo("anybody");
    assertThat(next("h-c1")).isEqualTo("wants-s1");
    now += 10 * MINUTE;
    assertThat(next("h-c2")).as("the wait was long enough").isEqualTo("wants-s1");
  }

  @Test
  void whoseClerkHasGoneIsCalledByAnybody() {
    signIn("h-c1", "h-s1");
    signIn("h-c2", "h-s2");
    take("wants-s1", "h-tax-01", 0, "h-s1");
    assertThat(next("h-c2")).isNull();

    apply(EventKind.COUNTER_PAUSED, event -> event.setCounterId("h-c1").setReason("lunch"));
    assertThat(next("h-c2")).isEqualTo("wants-s1");
  }

  @Test
  void queuesThatShareALetterShareItsNumbersAndAtNineHundredNinetyNineItEnds() {
    assertThat(take("one", "h-tax-01", 0, null)).isEqualTo("X001");
    assertThat(take("two", "h-extra-01", 0, null)).isEqualTo("X002");
    assertThat(take("three", "h-social-01", 0, null)).isEqualTo("Y001");
    apply(
        EventKind.TICKET_ISSUED,
        event ->
            event.setTicketId("last").setTicketNo("X999").setQueueId("h-q-tax").setChannel("QR"));
    assertThatThrownBy(() -> take("none", "h-tax-01", 0, null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.NO_NUMBERS_LEFT));
  }

  @Test
  void anItemIsFoundByItsNameCodeOrUnit() {
    assertThat(found("社保卡", null)).containsExactly("h-social-02");
    assertThat(found("TAX-03", null)).containsExactly("h-tax-03");
    assertThat(found("社保", null)).as("the card first").startsWith("h-social-02").hasSize(3);
    assertThat(found("", "h-tax")).hasSize(3);
    assertThat(found("护照", null)).isEmpty();
  }

  private List<String> found(String text, @Nullable String unit) {
    return directory.search(text, unit).stream().map(ServiceItem::itemCode).toList();
  }

  private @Nullable String next(String counter) {
    var first = new DeskCommands(state, directory, counter, now).first();
    return first == null ? null : first.id();
  }

  private void call(String counter) {
    new DeskCommands(state, directory, counter, now).next().events().forEach(this::apply);
  }

  private void signIn(String counter, String staff) {
    new DeskCommands(state, directory, counter, now).signIn(staff).events().forEach(this::apply);
  }

  private String take(String id, String item, int priority, @Nullable String preferred) {
    var wanted = new Tickets.Wanted(id, "QR", item, null, null, priority, preferred, "v1:" + id);
    new Tickets(state, directory).issue(wanted, now, () -> true).events().forEach(this::apply);
    return state.ticket(id).issue().getTicketNo();
  }

  private interface Filled {
    Event.Builder fill(Event.Builder event);
  }

  private void apply(EventKind kind, Filled filled) {
    apply(filled.fill(Event.newBuilder().setKind(kind)));
  }

  private void apply(Event.Builder event) {
    now += TimeUnit.SECONDS.toMicros(1);
    state.apply(
        event
            .setSource("agent")
            .setEpoch(1)
            .setSeq(++seq)
            .setTime(now)
            .setDistrict("370213")
            .setHallId("h")
            .build());
  }

  private static Directory directory() {
    var data = new ArrayList<Datum>(DemoHall.hall("h"));
    data.add(new Queue("h-q-extra", "h", "h-extra", "X"));
    data.add(new ServiceItem("h-extra-01", "h-extra", "窗口", 5, List.of(), java.util.Map.of()));
    return Versions.directory(data, Instant.parse("2026-03-02T00:00:00Z"));
  }
}
