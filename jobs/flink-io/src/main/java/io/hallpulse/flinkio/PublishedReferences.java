package io.hallpulse.flinkio;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the reference topic to its present end, so that no event is folded without it. */
public record PublishedReferences(String brokers) implements References {

  @Override
  public List<ReferenceVersion> published() {
    var codec = AvroCodec.references();
    var versions = new ArrayList<ReferenceVersion>();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(Topics.REFERENCE.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (!reached(consumer, ends)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          versions.add(version(codec, record.value(), record.offset()));
        }
      }
    }
    return versions;
  }

  private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static ReferenceVersion version(
      AvroCodec<ReferenceVersion> codec, byte[] value, long offset) {
    var parsed = codec.decode(value);
    if (parsed instanceof Parsed.Accepted<ReferenceVersion> accepted) {
      return accepted.value();
    }
    // Only the master writes here: garbage means a broken deployment, not bad input.
    throw new IllegalStateException(
        "%s offset %d: %s"
            .formatted(
                Topics.REFERENCE.name(),
                offset,
                ((Parsed.Rejected<ReferenceVersion>) parsed).reason()));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
