package io.hallpulse.upkeep.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.event.ServingSource;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What arrived in the topic of events, and what of it the job could not read. */
final class Arrivals implements AutoCloseable {
  private final Consumer<Event> acknowledged;
  private final Tail events;
  private final Tail deadLetters;
  private final Tail references;
  private final NewerSchemas schemas;
  private final AvroCodec<EventBatch> batches;
  private final AvroCodec<DeadLetter> letters;
  private final AvroCodec<ReferenceVersion> versions;

  /**
   * @param acknowledged told of each event by which somebody acknowledged an alarm of the ledger
   */
  Arrivals(String brokers, Consumer<Event> acknowledged) {
    this.acknowledged = acknowledged;
    events = new Tail(brokers, Topics.HALL_EVENTS);
    deadLetters = new Tail(brokers, Topics.DEAD_LETTERS);
    references = new Tail(brokers, Topics.REFERENCE);
    schemas = new NewerSchemas(brokers);
    batches = AvroCodec.batches(schemas);
    letters = AvroCodec.deadLetters(schemas);
    versions = AvroCodec.references(schemas);
  }

  /**
   * Enters what has come since the last time; the districts first, whose days are told apart, and
   * the dead letters before the events: of what the lake has passed they are all there then.
   */
  void readOn(Books books) {
    references.readOn(record -> enterReference(record, books));
    deadLetters.readOn(record -> enterDeadLetter(record, books));
    events.readWhile(record -> enterEvents(record, books));
  }

  void rewind() {
    events.rewind();
    deadLetters.rewind();
    references.rewind();
  }

  private void enterReference(ConsumerRecord<byte[], byte[]> record, Books books) {
    if (record.value() == null
        || !(versions.decode(record.value()) instanceof Parsed.Accepted<ReferenceVersion> version)
        || !version.value().getType().equals(ReferenceType.DISTRICT.key())) {
      return; // of other kinds no day depends
    }
    var district = ReferenceType.DISTRICT.read(version.value().getValue());
    if (district instanceof Parsed.Accepted<Datum> read && read.value() instanceof District told) {
      books.district(told.district(), ZoneId.of(told.timeZone()));
    }
  }

  private boolean enterEvents(ConsumerRecord<byte[], byte[]> record, Books books) {
    var place = new Place(record.partition(), record.offset(), record.timestamp());
    var batch = batch(record.value());
    if (batch == null || !isRun(batch, record.key())) {
      return books.unreadable(place);
    }
    if (ServingSource.is(batch.getSource())) {
      batch.getEvents().stream().filter(Arrivals::isOfLedger).forEach(acknowledged);
    }
    return books.arrived(batch, place);
  }

  private static boolean isOfLedger(Event event) {
    return event.getKind() == EventKind.ALARM_ACKNOWLEDGED
        && event.getAlarmId() != null
        && event.getAlarmId().startsWith(LedgerAlarms.PREFIX);
  }

  private void enterDeadLetter(ConsumerRecord<byte[], byte[]> record, Books books) {
    if (record.value() == null
        || !(letters.decode(record.value()) instanceof Parsed.Accepted<DeadLetter> accepted)) {
      return; // not the job's: what it stands for stays unexcused
    }
    var letter = accepted.value();
    if (!letter.getTopic().equals(Topics.HALL_EVENTS.name())) {
      return;
    }
    books.deadLetter(
        letter.getPartition(), letter.getOffset(), letter.getReason(), record.timestamp());
    var raw = new byte[letter.getRaw().remaining()];
    letter.getRaw().duplicate().get(raw);
    var batch = batch(raw);
    if (batch != null) {
      batch
          .getEvents()
          .forEach(event -> books.unreadable(event.getSource(), event.getEpoch(), event.getSeq()));
    }
  }

  private @Nullable EventBatch batch(byte @Nullable [] bytes) {
    return bytes != null && batches.decode(bytes) instanceof Parsed.Accepted<EventBatch> accepted
        ? accepted.value()
        : null;
  }

  /** The contract of a batch: a run of one source's events, all of the hall that is its key. */
  private static boolean isRun(EventBatch batch, byte @Nullable [] key) {
    var hall = key == null ? "" : new String(key, UTF_8);
    if (!batch.getHallId().equals(hall) || batch.getFirstSeq() < 1) {
      return false;
    }
    long seq = batch.getFirstSeq();
    for (var event : batch.getEvents()) {
      if (event.getSeq() != seq++
          || event.getEpoch() != batch.getEpoch()
          || !event.getSource().equals(batch.getSource())
          || !event.getHallId().equals(hall)
          || !event.getDistrict().equals(batch.getDistrict())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    events.close();
    deadLetters.close();
    references.close();
    schemas.close();
  }
}
