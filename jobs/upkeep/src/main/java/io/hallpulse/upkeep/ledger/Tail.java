package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic on from where it stopped, each time to the end as it is then. */
final class Tail implements AutoCloseable {
  private final Topic topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Tail(String brokers, Topic topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "client.id", "reconcile-" + topic.name(),
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "default.api.timeout.ms", "15000",
                // The heap is small and the backlog may be a week.
                "fetch.max.bytes", "4194304",
                "max.poll.records", "200"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Hands on what has been written since the last time. */
  void readOn(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    var partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (!consumer.assignment().equals(new HashSet<>(partitions))) {
      consumer.assign(partitions); // positions of those assigned before stay
    }
    var ends = consumer.endOffsets(partitions);
    while (!reached(partitions, ends)) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        hand(record, reader);
      }
    }
  }

  /** The consumer is past its records once it has given them; a reader must not stop halfway. */
  private static void hand(
      ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      throw new HalfRead(
          "%s-%d offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  /** Reads from the beginning next time. */
  void rewind() {
    consumer.seekToBeginning(consumer.assignment());
  }

  private boolean reached(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
