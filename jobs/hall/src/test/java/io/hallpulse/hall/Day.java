package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down a day of a small hall, event by event, and packs it into Kafka records. */
final class Day {
  private static final Instant START = Instant.parse("2026-03-02T01:00:00Z"); // 09:00 local

  /** When the broker takes all of it. */
  static final Long ARRIVED = EventJson.micros(START);

  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final String hall;
  private final String source;
  private final List<Event> events = new ArrayList<>();

  Day(String hall, String source) {
    this.hall = hall;
    this.source = source;
  }

  Day at(int minute, EventKind kind, Consumer<Event.Builder> more) {
    var builder =
        Event.newBuilder()
            .setSource(source)
            .setEpoch(1)
            .setSeq(events.size() + 1L)
            .setTime(EventJson.micros(START.plusSeconds(60L * minute)))
            .setDistrict("370213")
            .setHallId(hall)
            .setKind(kind);
    more.accept(builder);
    events.add(builder.build());
    return this;
  }

  /** A ticket from issue to the end of its service, with a case behind it. */
  Day visit(String ticket, int minute) {
    var counter = hall + "-c1";
    return at(
            minute,
            EventKind.TICKET_ISSUED,
            e ->
                e.setTicketId(ticket)
                    .setQueueId(hall + "-qA")
                    .setChannel("FACE")
                    .setUnitId("u1")
                    .setCaseId("case-" + ticket))
        .at(
            minute + 4,
            EventKind.TICKET_CALLED,
            e -> e.setTicketId(ticket).setCounterId(counter).setStaffId("s1").setAttempt(1))
        .at(
            minute + 5,
            EventKind.SERVICE_STARTED,
            e -> e.setTicketId(ticket).setCounterId(counter).setStaffId("s1"))
        .at(
            minute + 15,
            EventKind.SERVICE_ENDED,
            e ->
                e.setTicketId(ticket)
                    .setCounterId(counter)
                    .setStaffId("s1")
                    .setOutcome("COMPLETED"));
  }

  List<Event> events() {
    return events;
  }

  /** The events in batches of a size, at offsets that begin at one, signed by the loader. */
  List<KafkaRecord> records(int size, long firstOffset) {
    return plain(size, firstOffset).stream().map(Doors::byLoader).toList();
  }

  /** The same, signed by nobody. */
  List<KafkaRecord> plain(int size, long firstOffset) {
    var records = new ArrayList<KafkaRecord>();
    for (int i = 0; i < events.size(); i += size) {
      var batch =
          new EventBatch(
              source,
              1L,
              i + 1L,
              "370213",
              hall,
              new ArrayList<>(events.subList(i, Math.min(i + size, events.size()))));
      records.add(unsigned(hall, firstOffset + records.size(), codec.encode(batch)));
    }
    return records;
  }

  /** Signed by the loader. */
  static KafkaRecord record(String key, long offset, byte[] value) {
    return Doors.byLoader(unsigned(key, offset, value));
  }

  private static KafkaRecord unsigned(String key, long offset, byte[] value) {
    return new KafkaRecord(Topics.HALL_EVENTS.name(), 0, offset, ARRIVED, key, value);
  }

  /** The district's own reference data, as it lies in its topic. */
  static KafkaRecord district() {
    return new KafkaRecord(
        Topics.REFERENCE.name(),
        0,
        0,
        0,
        "district/370213/0/1",
        AvroCodec.references()
            .encode(
                new ReferenceVersion(
                    "district",
                    "370213",
                    0L,
                    0L,
                    1L,
                    "test",
                    "{\"district\":\"370213\",\"name\":\"李沧\",\"time_zone\":\"Asia/Shanghai\"}")));
  }
}
