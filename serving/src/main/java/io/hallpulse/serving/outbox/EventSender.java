package io.hallpulse.serving.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.serving.device.ServingSources;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends serving's own events as signed batches, each source's in its order and at least once: the
 * hall job drops repeats by their numbers.
 */
@Singleton
final class EventSender {
  private static final int MOST_IN_A_BATCH = 64;

  /** An epoch's first event waits until Kafka has its grant. */
  private static final String UNSENT =
      """
      SELECT e.event FROM event_outbox e
      WHERE e.sent_at IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM outbox o
          WHERE o.sent_at IS NULL AND starts_with(o.key, 'serving-' || e.hall_id || '/'))
      ORDER BY e.hall_id, e.epoch, e.seq
      LIMIT 1000
      """;

  private static final String MARK =
      """
      UPDATE event_outbox SET sent_at = now()
      WHERE hall_id = ? AND epoch = ? AND seq BETWEEN ? AND ?
      """;

  private static final String FORGET =
      """
      DELETE FROM event_outbox WHERE sent_at < now() - INTERVAL '7 days'
      """;

  private final ServingSources sources;
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();

  EventSender(ServingSources sources) {
    this.sources = sources;
  }

  /** Sends what is due within the transaction of the one sender; whether there may be more. */
  boolean sendSome(Connection connection, KafkaProducer<String, byte[]> producer)
      throws SQLException, ExecutionException, InterruptedException {
    var batches = batches(unsent(connection));
    if (batches.isEmpty()) {
      return false;
    }
    var confirmations = new ArrayList<Future<RecordMetadata>>();
    for (var batch : batches) {
      confirmations.add(producer.send(signed(connection, batch)));
    }
    producer.flush();
    for (var confirmation : confirmations) {
      confirmation.get();
    }
    for (var batch : batches) {
      mark(connection, batch);
    }
    try (var forget = connection.prepareStatement(FORGET)) {
      forget.executeUpdate();
    }
    return true;
  }

  private static List<Event> unsent(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(UNSENT);
        var rows = query.executeQuery()) {
      var events = new ArrayList<Event>();
      while (rows.next()) {
        var line = rows.getString("event");
        if (EventJson.read(line) instanceof Accepted<JsonLine> read
            && read.value() instanceof JsonLine.OfEvent of) {
          events.add(of.event());
        } else {
          throw new IllegalStateException("Not an event of this program: " + line);
        }
      }
      return events;
    }
  }

  private static List<EventBatch> batches(List<Event> events) {
    var batches = new ArrayList<EventBatch>();
    for (int from = 0; from < events.size(); ) {
      int to = from + 1;
      while (to < events.size()
          && to - from < MOST_IN_A_BATCH
          && follows(events.get(to), events.get(to - 1))) {
        to++;
      }
      var first = events.get(from);
      batches.add(
          new EventBatch(
              first.getSource(),
              first.getEpoch(),
              first.getSeq(),
              first.getDistrict(),
              first.getHallId(),
              List.copyOf(events.subList(from, to))));
      from = to;
    }
    return batches;
  }

  private static boolean follows(Event event, Event before) {
    return event.getSource().equals(before.getSource())
        && event.getEpoch() == before.getEpoch()
        && event.getSeq() == before.getSeq() + 1
        && event.getDistrict().equals(before.getDistrict());
  }

  private ProducerRecord<String, byte[]> signed(Connection connection, EventBatch batch)
      throws SQLException {
    var hall = batch.getHallId();
    var value = codec.encode(batch);
    var pen = sources.pen(connection, hall, batch.getEpoch());
    var record = new ProducerRecord<>(Topics.HALL_EVENTS.name(), hall, value);
    record
        .headers()
        .add(Signature.HEADER, pen.key().sign(pen.writer(), hall.getBytes(UTF_8), value));
    return record;
  }

  private static void mark(Connection connection, EventBatch batch) throws SQLException {
    try (var update = connection.prepareStatement(MARK)) {
      update.setString(1, batch.getHallId());
      update.setLong(2, batch.getEpoch());
      update.setLong(3, batch.getFirstSeq());
      update.setLong(4, batch.getFirstSeq() + batch.getEvents().size() - 1);
      update.executeUpdate();
    }
  }
}
