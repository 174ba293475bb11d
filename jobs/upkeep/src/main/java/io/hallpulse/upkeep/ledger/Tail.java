package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic on from where it stopped, each time to the end as it is then, or in a partition to
 * the first record that its reader does not want yet; that one is given again the next time.
 */
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
    readWhile(
        record -> {
          reader.accept(record);
          return true;
        });
  }

  /**
   * Hands on what has been written since the last time.
   *
   * @param reader says whether it has taken a record
   */
  void readWhile(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    var partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (!consumer.assignment().equals(new HashSet<>(partitions))) {
      consumer.assign(partitions); // positions of those assigned before stay
    }
    consumer.resume(consumer.paused());
    var ends = consumer.endOffsets(partitions);
    while (!reached(partitions, ends)) {
      var records = consumer.poll(Duration.ofMillis(200));
      for (var partition : records.partitions()) {
        handOn(partition, records.records(partition), reader);
      }
    }
  }

  private void handOn(
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    for (var record : records) {
      if (!taken(record, reader)) {
        consumer.seek(partition, record.offset());
        consumer.pause(List.of(partition));
        return;
      }
    }
  }

  /** The consumer is past its records once it has given them; a reader must not stop halfway. */
  private static boolean taken(
      ConsumerRecord<byte[], byte[]> record, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    try {
      return reader.test(record);
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
    var paused = consumer.paused();
    return partitions.stream()
        .allMatch(
            partition ->
                paused.contains(partition)
                    || consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
