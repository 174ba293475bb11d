package io.hallpulse.agent.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.agent.spool.Outbox;
import io.hallpulse.agent.spool.Position;
import io.hallpulse.agent.spool.Spool;
import io.hallpulse.agent.tls.Tls;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is durable to Kafka, in order, on a thread of its own. It goes on where Kafka has last
 * acknowledged; what it sends twice is dropped by its number. After an outage it drains at a
 * limited rate, so that a hall that was away does not take the others' breath.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final int BATCH_EVENTS = 64;
  private static final int WINDOW = 8;
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_SECONDS = 15;

  private final Spool spool;
  private final Enrolment enrolment;
  private final String brokers;
  private final @Nullable Tls tls;
  private final int mostPerSecond;
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final Map<Long, SigningKey> signing = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean connected;
  private @Nullable Class<?> told;

  /**
   * @param tls towards Kafka; null for plain lines
   * @param mostPerSecond events that are sent in a second at most
   */
  public Publisher(
      Spool spool, Enrolment enrolment, String brokers, @Nullable Tls tls, int mostPerSecond) {
    this.spool = spool;
    this.enrolment = enrolment;
    this.brokers = brokers;
    this.tls = tls;
    this.mostPerSecond = mostPerSecond;
    this.thread = new Thread(this::run, "publisher");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether Kafka took what was sent last. */
  public boolean isConnected() {
    return connected;
  }

  private void run() {
    while (!stopping) {
      try {
        publish();
      } catch (KafkaException | ExecutionException | TimeoutException | IOException e) {
        if (!stopping) {
          tellOnce(e);
        }
        connected = false;
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
  }

  /** Of one trouble one word, however often it is tried again; another trouble is told anew. */
  private void tellOnce(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // Words of one trouble differ in milliseconds, kinds do not.
    var kind = root.getClass();
    if (connected || !kind.equals(told)) {
      LOG.warn("Kafka at {} is away, {} events wait: {}", brokers, spool.depth(), root.toString());
    }
    told = kind;
  }

  private void publish()
      throws ExecutionException, TimeoutException, IOException, InterruptedException {
    var kafka = connect();
    try {
      sendSchema(kafka);
      var outbox = new Outbox(spool, spool.published());
      var pace = new Pace(mostPerSecond, System.nanoTime());
      while (!stopping) {
        long begun = System.nanoTime();
        int sent = sendSome(kafka, outbox);
        if (sent == 0) {
          LockSupport.parkNanos(IDLE_NANOS);
        } else {
          if (!connected) {
            LOG.info("Kafka at {} takes events, {} wait", brokers, spool.depth());
          }
          connected = true;
          LockSupport.parkNanos(pace.afterSending(sent, begun, System.nanoTime()));
        }
      }
    } finally {
      // Nothing may be sent after something before it was not.
      kafka.close(Duration.ZERO);
    }
  }

  private void sendSchema(KafkaProducer<String, byte[]> kafka)
      throws ExecutionException, TimeoutException, InterruptedException {
    var schema =
        new ProducerRecord<>(
            Topics.WRITER_SCHEMAS.name(),
            codec.fingerprint(),
            codec.schema().toString().getBytes(UTF_8));
    kafka.send(schema).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private int sendSome(KafkaProducer<String, byte[]> kafka, Outbox outbox)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    List<Future<RecordMetadata>> answers = new ArrayList<>();
    var last = Position.NONE;
    int sent = 0;
    while (answers.size() < WINDOW) {
      var batch = outbox.next(BATCH_EVENTS);
      if (batch.isEmpty()) {
        break;
      }
      answers.add(kafka.send(signed(batch.get())));
      int events = batch.get().getEvents().size();
      last = new Position(batch.get().getEpoch(), batch.get().getFirstSeq() + events - 1);
      sent += events;
    }
    for (var answer : answers) {
      answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    if (sent > 0) {
      spool.published(last);
    }
    return sent;
  }

  private ProducerRecord<String, byte[]> signed(EventBatch batch) {
    var value = codec.encode(batch);
    var key = batch.getHallId().getBytes(UTF_8);
    var record = new ProducerRecord<>(Topics.HALL_EVENTS.name(), batch.getHallId(), value);
    record
        .headers()
        .add(
            Signature.HEADER,
            signing
                .computeIfAbsent(
                    batch.getEpoch(),
                    epoch ->
                        new SigningKey(
                            Signer.device(enrolment.deviceId(), epoch), enrolment.key(epoch)))
                .sign(spool.writer(), key, value));
    return record;
  }

  private KafkaProducer<String, byte[]> connect() {
    var settings =
        new HashMap<String, Object>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000));
    if (tls != null) {
      settings.putAll(tls.kafka());
    }
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
