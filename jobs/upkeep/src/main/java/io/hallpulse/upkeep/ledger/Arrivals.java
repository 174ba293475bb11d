package io.hallpulse.upkeep.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What arrived in the topic of events, and what of it the job could not read. */
final class Arrivals implements AutoCloseable {
  private final Tail events;
  private final Tail deadLetters;
  private final NewerSchemas schemas;
  private final AvroCodec<EventBatch> batches;
  private final AvroCodec<DeadLetter> letters;

  Arrivals(String brokers) {
    events = new Tail(brokers, Topics.HALL_EVENTS);
    deadLetters = new Tail(brokers, Topics.DEAD_LETTERS);
    schemas = new NewerSchemas(brokers);
    batches = AvroCodec.batches(schemas);
    letters = AvroCodec.deadLetters(schemas);
  }

  /** Enters what has come since the last time. */
  void readOn(Books books) {
    events.readOn(record -> enterEvents(record, books));
    deadLetters.readOn(record -> enterDeadLetter(record, books));
  }

  void rewind() {
    events.rewind();
    deadLetters.rewind();
  }

  private void enterEvents(ConsumerRecord<byte[], byte[]> record, Books books) {
    var place = new Place(record.partition(), record.offset(), record.timestamp());
    var batch = batch(record.value());
    if (batch == null || !isRun(batch, record.key())) {
      books.unreadable(place);
      return;
    }
    books.arrived(batch, place);
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
    books.deadLetter(letter.getPartition(), letter.getOffset());
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
    schemas.close();
  }
}
