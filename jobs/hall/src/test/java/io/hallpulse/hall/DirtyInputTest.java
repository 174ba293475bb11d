package io.hallpulse.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.hall.TopologyRun.Result;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.EpochState;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.api.Test;

/** Everything that may lie in the topic, together and in any order. */
class DirtyInputTest {
  private static final long STORE = 42;

  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final List<KafkaRecord> good = new ArrayList<>();
  private final List<KafkaRecord> bad = new ArrayList<>();
  private int events;
  private long offset;

  @Test
  void theJobStaysUpGoodAndDeadAreTheInputAndOrderDoesNotMatter() throws Exception {
    tidyHalls();
    deviceWithTwoEpochs();
    wrongClocks();
    poison();
    forgeries();
    var all = new ArrayList<>(good);
    all.addAll(bad);
    all.addAll(good.subList(0, 7)); // once more

    var orderly = TopologyRun.run(RuntimeExecutionMode.STREAMING, all);
    assertGoodAndDeadAreTheInput(orderly);
    for (long seed = 1; seed <= 2; seed++) {
      Collections.shuffle(all, new Random(seed));
      var shuffled = TopologyRun.run(RuntimeExecutionMode.STREAMING, all);
      assertGoodAndDeadAreTheInput(shuffled);
      for (var table :
          List.of(
              LakeTables.TICKETS,
              LakeTables.SLOT_LOSSES,
              LakeTables.HEALTH_DAILY,
              LakeTables.CASES,
              LakeTables.REFUSED)) {
        assertThat(standing(shuffled, table))
            .as("%s with seed %d", table.name(), seed)
            .isEqualTo(standing(orderly, table))
            .isNotEmpty();
      }
    }
  }

  /** The latest facts; of refusals those that were not resolved later, as order has it. */
  private static Map<String, Map<String, Object>> standing(Result result, LakeTable<?> table) {
    var latest = result.latest(table);
    latest.values().removeIf(row -> Boolean.TRUE.equals(row.get("resolved")));
    return latest;
  }

  private void assertGoodAndDeadAreTheInput(Result result) {
    assertThat(result.events()).hasSize(events);
    assertThat(result.identities()).hasSize(events);
    assertThat(
            result.messages(Topics.DEAD_LETTERS.name()).stream()
                .map(KafkaMessage::key)
                .collect(Collectors.toSet()))
        .isEqualTo(
            bad.stream()
                .map(record -> "hall.events/0/%d/-1".formatted(record.offset()))
                .collect(Collectors.toSet()));
  }

  private void tidyHalls() {
    for (int hall = 0; hall < 3; hall++) {
      var day = new Day("h" + hall, "a" + hall);
      for (int visit = 0; visit < 4; visit++) {
        day.visit("t" + hall + "-" + visit, visit * 7);
      }
      day.at(90, EventKind.TICKET_NO_SHOW, e -> e.setTicketId("never").setCounterId("c"));
      day.at(91, EventKind.UNKNOWN, e -> {}); // as a kind of a newer schema is read
      day.at(92, EventKind.TICKET_CALLED, e -> {}); // without what it needs
      var number = hall;
      day.at(93, EventKind.CASE_OPENED, e -> e.setCaseId("case-t%d-0".formatted(number)));
      take(day.records(4, offset), day);
    }
  }

  private void deviceWithTwoEpochs() {
    Doors.grant("dirty-kiosk", "h0", EpochState.DRAINING, EpochState.OPEN);
    var day = new Day("h0", "dirty-kiosk").visit("kiosk-t", 3);
    take(
        day.plain(2, offset).stream()
            .map(record -> Doors.byDevice("dirty-kiosk", 1, STORE, record))
            .toList(),
        day);
  }

  /**
   * An hour off, years off, never set, and jumping. Years off without tickets: whether such a
   * ticket is kept or beyond retention depends on what came before it.
   */
  private void wrongClocks() {
    int n = 0;
    for (var time :
        List.of(
            "2026-03-02T02:00:00Z",
            "2026-03-02T00:00:00Z",
            "2126-03-02T01:00:00Z",
            "1970-01-01T00:00:00Z",
            "9999-12-29T00:00:00Z",
            "0001-01-03T00:00:00Z")) {
      var micros = EventJson.micros(Instant.parse(time));
      var day = new Day("h1", "clock-" + n++);
      if (time.startsWith("2026")) {
        day.visit("clock-t" + n, 0);
      } else {
        day.at(0, EventKind.HEARTBEAT, e -> {}).at(1, EventKind.DEVICE_FAULT, e -> {});
      }
      day.events().replaceAll(event -> Event.newBuilder(event).setTime(micros).build());
      day.at(5, EventKind.HEARTBEAT, e -> {}); // and right again
      take(day.records(3, offset), day);
    }
  }

  private void poison() {
    var batch = codec.encode(tidy("p"));
    var random = new byte[300];
    new Random(1).nextBytes(random);
    dead("h1", random);
    dead("h1", Arrays.copyOf(batch, batch.length - 5));
    dead("h1", new byte[1024 * 1024]);
    dead("h1", new byte[0]); // a tombstone
    dead("", batch); // no key
    dead("h2", batch); // another hall's key
    var otherSchema = batch.clone();
    otherSchema[4] ^= 1;
    dead("h1", otherSchema);
    dead("h1", codec.encode(EventBatch.newBuilder(tidy("p")).setFirstSeq(Long.MAX_VALUE).build()));
    for (var time : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      var late = EventBatch.newBuilder(tidy("p"));
      late.getEvents().replaceAll(event -> Event.newBuilder(event).setTime(time).build());
      dead("h1", codec.encode(late.build()));
    }
  }

  private void forgeries() {
    var record = new Day("h0", "dirty-kiosk").visit("forged-t", 3).plain(4, offset++).get(0);
    bad.add(record);
    bad.add(Doors.byLoader(at(record)));
    bad.add(Doors.byLoader(at(record), "another installation"));
    bad.add(Doors.byDevice("dirty-kiosk", 3, STORE, at(record)));
    bad.add(Doors.byDevice("nobody", 1, STORE, at(record)));
    bad.add(Doors.byDevice("dirty-kiosk", 1, STORE, at(record), value -> value[30] ^= 1));
  }

  /** The same bytes at the next place. */
  private KafkaRecord at(KafkaRecord record) {
    return new KafkaRecord(
        record.topic(), 0, offset++, record.arrived(), record.key(), record.value());
  }

  private void take(List<KafkaRecord> records, Day day) {
    good.addAll(records);
    offset += records.size();
    events += day.events().size();
  }

  private void dead(String key, byte[] value) {
    bad.add(Day.record(key, offset++, value));
  }

  private static EventBatch tidy(String source) {
    var day = new Day("h1", source).visit("poison-t", 0);
    return new EventBatch(source, 1L, 1L, "370213", "h1", new ArrayList<>(day.events()));
  }
}
