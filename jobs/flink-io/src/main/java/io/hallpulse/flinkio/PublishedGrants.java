package io.hallpulse.flinkio;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.SourceGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The grants as serving publishes them: read to the end at the start, followed by {@link #look},
 * and read to the end again when somebody comes who is not known. Serving answers a device only
 * when its grant is in the topic, so nobody who was granted an epoch comes too early. For each
 * source that happens once in {@link #PAUSE}, so that strangers cannot make it read without end.
 */
public final class PublishedGrants implements Grants {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEVICES.name(), 0);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<SourceGrant> codec;
  private final Map<String, SourceGrant> known = new HashMap<>();
  private final Map<String, Long> askedAt = new HashMap<>();
  private long lookedAt = System.nanoTime();

  /**
   * @param schemas of newer writers
   */
  public PublishedGrants(String brokers, SchemaStore schemas) {
    codec = AvroCodec.grants(schemas);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "client.id", "read-ref-devices",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    readToEnd();
  }

  @Override
  public @Nullable SourceGrant of(String source) {
    return known.get(source);
  }

  @Override
  public @Nullable SourceGrant newest(String source) {
    long now = System.nanoTime();
    askedAt.values().removeIf(at -> now - at > PAUSE.toNanos());
    if (askedAt.putIfAbsent(source, now) == null) {
      readToEnd();
    }
    return of(source);
  }

  @Override
  public void look() {
    long now = System.nanoTime();
    if (now - lookedAt < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    lookedAt = now;
    consumer.poll(Duration.ZERO).forEach(this::take);
  }

  private void readToEnd() {
    long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
    while (consumer.position(PARTITION) < end) {
      consumer.poll(Duration.ofMillis(100)).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (!(codec.decode(record.value()) instanceof Parsed.Accepted<SourceGrant> read)) {
      // Only serving writes here: garbage means a broken deployment, not bad input.
      throw new IllegalStateException(
          "%s offset %d is no grant".formatted(record.topic(), record.offset()));
    }
    known.merge(
        read.value().getSource(),
        read.value(),
        (before, now) -> now.getVersion() < before.getVersion() ? before : now);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
