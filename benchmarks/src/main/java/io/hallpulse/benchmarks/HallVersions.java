package io.hallpulse.benchmarks;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.live.LiveHall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When the job wrote each version of a hall to Kafka, in milliseconds since 1970. */
final class HallVersions implements AutoCloseable {
  private static final int LONGEST_SECONDS = 60;

  private final String brokers;
  private final String hallId;
  private final AvroCodec<LiveHall> codec = AvroCodec.liveHalls();
  private final Map<Long, Long> written = new ConcurrentHashMap<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread = new Thread(this::read, "hall-versions");
  private volatile boolean stops;

  HallVersions(String brokers, String hallId) throws InterruptedException {
    this.brokers = brokers;
    this.hallId = hallId;
    thread.start();
    await(begun, "Kafka does not say where %s ends".formatted(Topics.LIVE_HALLS.name()));
  }

  void awaitFirst() throws InterruptedException {
    await(first, "The job tells nothing of " + hallId);
  }

  private static void await(CountDownLatch what, String otherwise) throws InterruptedException {
    if (!what.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("%s, for %d s".formatted(otherwise, LONGEST_SECONDS));
    }
  }

  /** The newest version so far. */
  long newest() {
    return written.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  Map<Long, Long> written() {
    return Map.copyOf(written);
  }

  private void read() {
    var partition = new TopicPartition(Topics.LIVE_HALLS.name(), 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      consumer.position(partition);
      begun.countDown();
      while (!stops) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null
              && codec.decode(record.value()) instanceof Parsed.Accepted<LiveHall> hall
              && hall.value().getHallId().equals(hallId)) {
            written.putIfAbsent(hall.value().getVersion(), record.timestamp());
            first.countDown();
          }
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stops = true;
    thread.join();
  }
}
