package io.hallpulse.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowReader;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.live.LiveTicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** The operator with its state: what a snapshot keeps and how it goes on after a restart. */
class FoldHallsTest {
  private static final long TEN_O_CLOCK = Instant.parse("2026-03-02T02:00:00Z").toEpochMilli();
  private static final long NEXT_DAY = Instant.parse("2026-03-03T02:00:00Z").toEpochMilli();
  private static final long A_MONTH_LATER = Instant.parse("2026-04-03T02:00:00Z").toEpochMilli();

  private final List<KafkaRecord> records =
      new Day("h1", "a1")
          .visit("t1", 0)
          .visit("t2", 3)
          .visit("t3", 30)
          .at(50, EventKind.TICKET_HELD, e -> e.setTicketId("t3"))
          .records(2, 0);

  @Test
  void goesOnAfterARestartAsIfNothingHadHappened() throws Exception {
    var whole = new Seen();
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, records);
      harness.setProcessingTime(NEXT_DAY);
      whole.of(harness);
    }
    for (int cut = 0; cut <= records.size(); cut++) {
      var parts = new Seen();
      OperatorSubtaskState snapshot;
      try (var harness = FoldHarness.open(null)) {
        harness.setProcessingTime(TEN_O_CLOCK);
        feed(harness, records.subList(0, cut));
        snapshot = harness.snapshot(1, 1);
        parts.of(harness);
      }
      try (var harness = FoldHarness.open(snapshot)) {
        harness.setProcessingTime(TEN_O_CLOCK);
        feed(harness, records.subList(Math.max(0, cut - 2), records.size())); // two once more
        harness.setProcessingTime(NEXT_DAY);
        parts.of(harness);
      }
      assertThat(parts.events).isEqualTo(whole.events);
      assertThat(parts.tickets).isEqualTo(whole.tickets).hasSize(3);
      assertThat(parts.refused).isEqualTo(whole.refused).hasSize(1);
      assertThat(parts.hall().getVersion()).isEqualTo(whole.hall().getVersion());
      assertThat(parts.hall().getRepeats())
          .isEqualTo(Math.min(13, cut * 2) - Math.max(0, cut - 2) * 2);
    }
  }

  @Test
  void aHallThatCameAfterARestartStillBeginsAboveWhatTheLakeHad() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = FoldHarness.open(null, 40)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = FoldHarness.open(snapshot)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, records);
      harness.setProcessingTime(NEXT_DAY);
      var seen = new Seen();
      seen.of(harness);
      assertThat(seen.tickets)
          .extracting(row -> row.get("revision"))
          .containsOnly(41 * FactRows.STEP);
    }
  }

  @Test
  void keepsTheSameWhileARestartedHallHearsNothing() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, records.subList(0, 1));
      harness.setProcessingTime(TEN_O_CLOCK + 200);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = FoldHarness.open(snapshot)) {
      harness.setProcessingTime(TEN_O_CLOCK + 5_000);
      var seen = new Seen();
      seen.of(harness);
      assertThat(seen.halls).as("it waits for its turn to be read back").isEmpty();

      harness.setProcessingTime(TEN_O_CLOCK + 6_000);
      seen.of(harness);
      assertThat(seen.hall().getWaiting()).isZero();
      assertThat(seen.hall().getTicketsToday()).isEqualTo(1);
      assertThat(seen.hall().getVersion()).isEqualTo(2);
    }
  }

  @Test
  void anAlarmIsKnownAfterARestartAcknowledgedAndClears() throws Exception {
    var day =
        new Day("h1", "a1")
            .at(
                0,
                EventKind.TICKET_ISSUED,
                e -> e.setTicketId("t1").setQueueId("h1-qA").setChannel("FACE"))
            .at(31, EventKind.HEARTBEAT, e -> {})
            .at(
                33,
                EventKind.TICKET_CALLED,
                e -> e.setTicketId("t1").setCounterId("h1-c1").setStaffId("s1"))
            .at(36, EventKind.HEARTBEAT, e -> {})
            .at(39, EventKind.HEARTBEAT, e -> {})
            .records(1, 0);
    var seen = new Seen();
    OperatorSubtaskState snapshot;
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, day.subList(0, 2));
      snapshot = harness.snapshot(1, 1);
      seen.of(harness);
    }
    var id = (String) seen.alerts.get(0).get("alarm_id");
    var ack =
        new Day("h1", "serving-h1")
            .at(
                32,
                EventKind.ALARM_ACKNOWLEDGED,
                e -> e.setAlarmId(id).setDecidedBy("li.na").setComment("seen"))
            .records(1, 10);
    try (var harness = FoldHarness.open(snapshot)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, ack);
      snapshot = harness.snapshot(2, 2);
      seen.of(harness);
    }
    try (var harness = FoldHarness.open(snapshot)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      for (var record : day) { // the first two once more
        feed(harness, List.of(record));
      }
      seen.of(harness);
    }
    assertThat(seen.alerts).extracting(row -> row.get("alarm_id")).containsOnly(id);
    assertThat(seen.alerts)
        .extracting(row -> row.get("state"))
        .containsExactly("RAISED", "ACKNOWLEDGED", "CLEARED");
    assertThat(seen.alerts)
        .extracting(row -> row.get("revision"))
        .containsExactly(1_000L, 2_000L, 3_000L);
    assertThat(seen.alerts.get(2))
        .containsEntry("acknowledged_by", "li.na")
        .containsEntry("comment", "seen");
  }

  @Test
  void forecastsGoOnAfterARestart() throws Exception {
    var day = new Day("h1", "a1");
    for (int i = 0; i < 6; i++) {
      day.visit("t" + i, 10 * i);
    }
    var events = day.events().size();
    for (var ticket : List.of("w1", "w2")) {
      day.at(
          58,
          EventKind.TICKET_ISSUED,
          e -> e.setTicketId(ticket).setQueueId("h1-qA").setChannel("FACE"));
    }
    day.at(
        59,
        EventKind.TICKET_CALLED,
        e -> e.setTicketId("w1").setCounterId("h1-c1").setStaffId("s1").setAttempt(1));
    var all = day.records(1, 0);
    var before = new Seen();
    OperatorSubtaskState snapshot;
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, all.subList(0, events + 2));
      snapshot = harness.snapshot(1, 1);
      before.of(harness);
    }
    assertThat(before.liveTicket("w2").getAhead()).isEqualTo(1);
    assertThat(before.queue().getForecastsChecked()).isEqualTo(6);

    var after = new Seen();
    try (var harness = FoldHarness.open(snapshot)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, all.subList(events + 1, events + 3)); // one of them once more
      after.of(harness);
    }

    assertThat(after.liveTicket("w1").getStatus()).isEqualTo(LiveTicketStatus.CALLED);
    assertThat(after.liveTicket("w2").getAhead()).isZero();
    assertThat(after.liveTicket("w2").getP90Seconds()).isPositive();
    assertThat(after.queue().getForecastsChecked()).as("w1 was told before").isEqualTo(6);
    assertThat(after.queue().getWithinP90Rate()).isEqualTo(before.queue().getWithinP90Rate());
    assertThat(after.queue().getForecastP90Seconds()).isPositive();
  }

  @Test
  void forgetsTicketsLongPastAndKeepsWhatSourcesHaveSaid() throws Exception {
    var late =
        new Day("h1", "a1")
            .visit("t1", 0)
            .visit("t2", 3)
            .visit("t3", 30)
            .at(50, EventKind.TICKET_HELD, e -> e.setTicketId("t3"))
            .at(51, EventKind.TICKET_CALLED, e -> e.setTicketId("t1").setCounterId("h1-c1"))
            .records(2, 0);
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, records);
      harness.setProcessingTime(A_MONTH_LATER);
      feed(harness, late);
      harness.setProcessingTime(A_MONTH_LATER + 10_000);

      var seen = new Seen();
      seen.of(harness);
      assertThat(seen.events).hasSize(14);
      assertThat(seen.hall().getRepeats()).isEqualTo(13);
      assertThat(seen.refused)
          .extracting(row -> row.get("reason"))
          .containsExactly(
              "TICKET_HELD is illegal while ENDED",
              "BEYOND_RETENTION: corrected by a back-fill only");
    }
  }

  @Test
  void garbageBringsNoHallIntoBeingAndItsLetterFitsIntoARecord() throws Exception {
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, List.of(Day.record("nobody", 1, new byte[1024 * 1024])));

      assertThat(harness.numProcessingTimeTimers()).isZero();
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
                assertThat(letter.value().length).isBetween(500 * 1024, 600 * 1024);
              });
    }
  }

  @Test
  void aSilentHallIsShownAsSilentWhileAnotherGoesOn() throws Exception {
    try (var harness = FoldHarness.open(null)) {
      harness.setProcessingTime(TEN_O_CLOCK);
      feed(harness, new Day("silent", "a2").visit("ts", 0).records(4, 100));
      for (int minute = 60; minute <= 180; minute += 30) {
        harness.setProcessingTime(TEN_O_CLOCK + (minute - 60) * 60_000L);
        feed(harness, visits(minute));
      }
      var seen = new Seen();
      seen.of(harness);

      assertThat(seen.tickets)
          .extracting(row -> row.get("ticket_id"))
          .contains("t60", "t150", "ts");
      assertThat(seen.hall("h1").getSilentSources()).isZero();
      assertThat(seen.hall("silent").getSilentSources()).isEqualTo(1);
      assertThat(seen.hall("silent").getArrived())
          .isLessThanOrEqualTo(seen.hall("h1").getArrived());
      assertThat(seen.hall("silent").getHallTime())
          .as("time passes for it, too, a minute behind the server's")
          .isBetween(
              (TEN_O_CLOCK + 119 * 60_000L) * 1000 - 5_000_000,
              (TEN_O_CLOCK + 120 * 60_000L) * 1000);
    }
  }

  /** Visits of h1 so far, of which the last is new. */
  private static List<KafkaRecord> visits(int lastMinute) {
    var day = new Day("h1", "a1");
    for (int minute = 60; minute <= lastMinute; minute += 30) {
      day.visit("t" + minute, minute - 16);
    }
    return day.records(4, 0);
  }

  private static void feed(FoldHarness harness, List<KafkaRecord> records) throws Exception {
    for (var record : records) {
      harness.processElement(record, 0);
    }
    harness.setProcessingTime(harness.getProcessingTime() + 200);
  }

  /** What came out, over one or several lives of the operator. */
  private static final class Seen {
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final List<Map<String, Object>> tickets = new ArrayList<>();
    private final List<Map<String, Object>> alerts = new ArrayList<>();
    private final List<Map<String, Object>> refused = new ArrayList<>();
    private final List<LiveHall> halls = new ArrayList<>();
    private final List<LiveQueue> queues = new ArrayList<>();
    private final Map<String, LiveTicket> liveTickets = new HashMap<>();

    void of(FoldHarness harness) {
      rows(harness, FoldHalls.EVENTS, LakeTables.EVENTS, events);
      rows(harness, FoldHalls.TICKETS, LakeTables.TICKETS, tickets);
      rows(harness, FoldHalls.ALERTS, LakeTables.ALERTS, alerts);
      rows(harness, FoldHalls.REFUSED, LakeTables.REFUSED, refused);
      for (var message : harness.extractOutputValues()) {
        if (message.topic().equals(Topics.LIVE_HALLS.name())) {
          halls.add(((Accepted<LiveHall>) AvroCodec.liveHalls().decode(message.value())).value());
        } else if (message.topic().equals(Topics.LIVE_QUEUES.name())) {
          queues.add(
              ((Accepted<LiveQueue>) AvroCodec.liveQueues().decode(message.value())).value());
        } else if (message.topic().equals(Topics.LIVE_TICKETS.name())) {
          take(message);
        }
      }
    }

    private void take(KafkaMessage message) {
      if (message.value().length == 0) {
        liveTickets.remove(message.key());
      } else {
        var codec = AvroCodec.liveTickets();
        var ticket = ((Accepted<LiveTicket>) codec.decode(message.value())).value();
        liveTickets.put(message.key(), ticket);
      }
    }

    LiveTicket liveTicket(String id) {
      return Objects.requireNonNull(liveTickets.get(id), id);
    }

    LiveQueue queue() {
      return queues.get(queues.size() - 1);
    }

    LiveHall hall(String id) {
      return halls.stream()
          .filter(hall -> hall.getHallId().equals(id))
          .reduce((before, last) -> last)
          .orElseThrow();
    }

    LiveHall hall() {
      return halls.get(halls.size() - 1);
    }

    private static void rows(
        FoldHarness harness,
        OutputTag<RowData> tag,
        LakeTable<?> table,
        List<Map<String, Object>> into) {
      var output = harness.getSideOutput(tag);
      if (output != null) {
        output.forEach(row -> into.add(RowReader.values(table, row.getValue())));
      }
    }
  }
}
