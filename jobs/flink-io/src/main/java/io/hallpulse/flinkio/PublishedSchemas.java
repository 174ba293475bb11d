package io.hallpulse.flinkio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of writers newer than this program, as they published them. The topic is read on when a
 * fingerprint is met that is not known yet, for each at most once in {@link #PAUSE}, so that
 * garbage cannot make it read without end.
 */
public final class PublishedSchemas implements SchemaStore, AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, Schema> known = new ConcurrentHashMap<>();
  private final Map<Long, Long> missedAt = new ConcurrentHashMap<>();

  public PublishedSchemas(String brokers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partition = new TopicPartition(Topics.WRITER_SCHEMAS.name(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  @Override
  public synchronized @Nullable Schema findByFingerprint(long fingerprint) {
    if (!known.containsKey(fingerprint)) {
      long now = System.nanoTime();
      missedAt.values().removeIf(at -> now - at > PAUSE.toNanos());
      if (missedAt.putIfAbsent(fingerprint, now) == null) {
        readOn();
      }
    }
    return known.get(fingerprint);
  }

  private void readOn() {
    var partition = new TopicPartition(Topics.WRITER_SCHEMAS.name(), 0);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        var schema = new Schema.Parser().parse(new String(record.value(), UTF_8));
        known.put(SchemaNormalization.parsingFingerprint64(schema), schema);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
