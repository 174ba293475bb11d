package io.hallpulse.ingest;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches to Kafka, each source in order and signed by the loader, and knows what the broker
 * has acknowledged. When the broker falls behind, {@link #send} waits; once a batch is lost, every
 * later call fails. For one thread.
 */
public final class BatchProducer implements AutoCloseable {
  private final String brokers;
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final Producer<String, byte[]> kafka;
  private final SigningKey loader;
  private final Map<Origin, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

  /**
   * @param bufferBytes how much may be on its way before {@link #send} waits
   */
  public BatchProducer(String brokers, SigningKey loader, int bufferBytes) {
    this(brokers, loader, connect(brokers, bufferBytes));
  }

  /** For another producer than the broker's own. */
  public BatchProducer(String brokers, SigningKey loader, Producer<String, byte[]> kafka) {
    this.brokers = brokers;
    this.loader = loader;
    this.kafka = kafka;
    publishSchema();
  }

  /** The loader's key, from the environment. */
  public static SigningKey loaderKey() {
    var secret = System.getenv("HALLPULSE_LOADER_KEY");
    if (secret == null || secret.isBlank()) {
      throw new Failure(
          "HALLPULSE_LOADER_KEY is not set: without the installation's key no event is let in");
    }
    return SigningKey.loader(secret);
  }

  public void send(EventBatch batch) {
    send(List.of(batch));
  }

  /**
   * Sends batches of one source in this order. None counts as acknowledged before all are: they go
   * to one partition, where the broker acknowledges in order.
   */
  public void send(List<EventBatch> batches) {
    long last =
        batches.stream()
            .mapToLong(batch -> batch.getFirstSeq() + batch.getEvents().size() - 1)
            .max()
            .orElse(0);
    for (int i = 0; i < batches.size(); i++) {
      var origin = Origin.of(batches.get(i));
      boolean all = i == batches.size() - 1;
      send(batches.get(i), all ? () -> acknowledged.merge(origin, last, Math::max) : () -> {});
    }
  }

  private void send(EventBatch batch, Runnable done) {
    failIfLost();
    var value = codec.encode(batch);
    var key = batch.getHallId().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(Topics.HALL_EVENTS.name(), batch.getHallId(), value);
    record.headers().add(Signature.HEADER, loader.sign(Signature.NO_STORE, key, value));
    send(record, done);
  }

  /** Waits until the broker has acknowledged all that was sent. */
  public void flush() {
    kafka.flush();
    failIfLost();
  }

  /** Highest seq of the origin that the broker has acknowledged, 0 for none. */
  public long acknowledged(Origin origin) {
    return acknowledged.getOrDefault(origin, 0L);
  }

  @Override
  public void close() {
    kafka.close(Duration.ofSeconds(10));
  }

  private void send(ProducerRecord<String, byte[]> record, Runnable done) {
    try {
      kafka.send(
          record,
          (metadata, error) -> {
            if (error != null) {
              lost.compareAndSet(null, error);
            } else if (lost.get() == null) {
              done.run();
            }
          });
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private void publishSchema() {
    send(
        new ProducerRecord<>(
            Topics.WRITER_SCHEMAS.name(),
            codec.fingerprint(),
            codec.schema().toString().getBytes(StandardCharsets.UTF_8)),
        () -> {});
    flush();
  }

  private void failIfLost() {
    var error = lost.get();
    if (error != null) {
      throw failure(error);
    }
  }

  private Failure failure(Exception error) {
    return new Failure(
        "Kafka at %s does not take events (%s); is it running, and do topics %s and %s exist?"
            .formatted(
                brokers,
                error.getMessage(),
                Topics.HALL_EVENTS.name(),
                Topics.WRITER_SCHEMAS.name()),
        error);
  }

  private static KafkaProducer<String, byte[]> connect(String brokers, int bufferBytes) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            // With more, what comes first on a new topic can be refused for ever (decision 98).
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            131_072,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            (long) bufferBytes);
    try {
      return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    } catch (ConfigException e) {
      throw new Failure("--brokers %s is not usable: %s".formatted(brokers, e.getMessage()), e);
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new Failure("--brokers %s is not usable: %s".formatted(brokers, cause.getMessage()), e);
    }
  }
}
