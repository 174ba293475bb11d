package io.hallpulse.serving.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.outbox.Outbox.Message;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what stands in the outbox, one instance at a time, in its order, for ever: what Kafka did
 * not confirm is sent again. A crash between the confirmation and the mark repeats a record under
 * the same key, which changes nothing.
 */
@Context
final class OutboxSender {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

  private static final String ONE_SENDER = "SELECT pg_try_advisory_xact_lock(370213002)";

  private static final String UNSENT =
      """
      SELECT id, topic, key, value FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 2000
      """;

  private static final String MARK =
      """
      UPDATE outbox SET sent_at = now() WHERE id = ANY (?)
      """;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final DataSource database;
  private final Outbox outbox;
  private final EventSender events;
  private final String brokers;
  private final Thread thread = new Thread(this::run, "outbox");
  private volatile boolean stopped;

  OutboxSender(DataSource database, Outbox outbox, EventSender events, Settings settings) {
    this.database = database;
    this.outbox = outbox;
    this.events = events;
    this.brokers = Objects.requireNonNull(settings.brokers());
  }

  private record Row(long id, Message message) {}

  @PostConstruct
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(Duration.ofSeconds(5).toMillis());
  }

  private void run() {
    try (var producer = producer()) {
      publishSchemas(producer);
      while (!stopped) {
        sendAll(producer);
        outbox.awaitWork(BETWEEN_LOOKS);
      }
    } catch (InterruptedException | InterruptException e) {
      if (!stopped) {
        throw new IllegalStateException("Interrupted by somebody else", e);
      }
    }
  }

  /** Readers that are older or newer than this build find the writer's schema by fingerprint. */
  private void publishSchemas(KafkaProducer<String, byte[]> producer) throws InterruptedException {
    var schemas =
        List.of(
            schema(AvroCodec.references()),
            schema(AvroCodec.grants()),
            schema(AvroCodec.batches()));
    retrying(
        () -> {
          confirm(schemas, producer);
          return false;
        });
  }

  private static Row schema(AvroCodec<?> codec) {
    return new Row(
        0,
        new Message(
            Topics.WRITER_SCHEMAS.name(),
            codec.fingerprint(),
            codec.schema().toString().getBytes(UTF_8)));
  }

  private void sendAll(KafkaProducer<String, byte[]> producer) throws InterruptedException {
    retrying(() -> sendSome(producer));
  }

  private interface Step {
    /** Returns whether there may be more to do. */
    boolean run() throws SQLException, ExecutionException, InterruptedException;
  }

  private void retrying(Step step) throws InterruptedException {
    var pause = FIRST_PAUSE;
    while (!stopped) {
      try {
        if (!step.run()) {
          return;
        }
        pause = FIRST_PAUSE;
      } catch (InterruptException e) {
        throw e; // a KafkaException too, but no reason to try again
      } catch (SQLException | ExecutionException | KafkaException e) {
        LOG.warn("Cannot send the outbox now, again in {} ms: {}", pause.toMillis(), e.toString());
        Thread.sleep(pause.toMillis());
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  private boolean sendSome(KafkaProducer<String, byte[]> producer)
      throws SQLException, ExecutionException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false); // the lock is released with the transaction
      boolean isOurTurn = isOurTurn(connection);
      var rows = isOurTurn ? unsent(connection) : List.<Row>of();
      if (!rows.isEmpty()) {
        confirm(rows, producer);
        mark(connection, rows);
      }
      boolean anyEvents = isOurTurn && events.sendSome(connection, producer);
      connection.commit();
      outbox.tellSent();
      return anyEvents || !rows.isEmpty();
    }
  }

  private static boolean isOurTurn(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(ONE_SENDER);
        var row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static List<Row> unsent(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(UNSENT);
        var rows = query.executeQuery()) {
      var unsent = new ArrayList<Row>();
      while (rows.next()) {
        unsent.add(
            new Row(
                rows.getLong("id"),
                new Message(
                    rows.getString("topic"), rows.getString("key"), rows.getBytes("value"))));
      }
      return unsent;
    }
  }

  private static void mark(Connection connection, List<Row> rows) throws SQLException {
    try (var update = connection.prepareStatement(MARK)) {
      update.setArray(1, connection.createArrayOf("bigint", rows.stream().map(Row::id).toArray()));
      update.executeUpdate();
    }
  }

  private static void confirm(List<Row> rows, KafkaProducer<String, byte[]> producer)
      throws ExecutionException, InterruptedException {
    var confirmations = new ArrayList<Future<RecordMetadata>>();
    for (var row : rows) {
      var message = row.message();
      confirmations.add(
          producer.send(new ProducerRecord<>(message.topic(), message.key(), message.value())));
    }
    producer.flush();
    for (var confirmation : confirmations) {
      confirmation.get();
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", brokers,
            "client.id", "serving-outbox",
            "acks", "all",
            "enable.idempotence", "true",
            "max.in.flight.requests.per.connection", "1", // decision 98
            "linger.ms", "5",
            "compression.type", "lz4",
            "max.block.ms", "5000",
            "request.timeout.ms", "5000",
            "delivery.timeout.ms", "10000"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
