package io.hallpulse.serving.quality;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest dead letters from their topic, each time anew: few ask, and seldom. */
@Singleton
final class DeadLetters {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of what came: a letter may have half a megabyte, and anybody who reaches Kafka writes some. */
  private static final int MOST_BYTES = 8 << 20;

  private final AvroCodec<DeadLetter> codec = AvroCodec.deadLetters();
  private final Settings settings;

  DeadLetters(Settings settings) {
    this.settings = settings;
  }

  /** The last put aside first, as many as fit. */
  List<Letter> newest(int most) {
    var letters = new ArrayDeque<Letter>();
    int bytes = 0;
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of(
                "bootstrap.servers", Objects.requireNonNull(settings.brokers()),
                "client.id", "serving-dead-letters",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "default.api.timeout.ms", "5000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
      var all = List.of(partition);
      consumer.assign(all);
      long end = consumer.endOffsets(all).getOrDefault(partition, 0L);
      long begin = consumer.beginningOffsets(all).getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(begin, end - most));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw unavailable("it does not give them within %d s".formatted(PATIENCE.toSeconds()));
        }
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null
              && codec.decode(record.value()) instanceof Accepted<DeadLetter> read) {
            var letter = Letter.of(read.value(), Instant.ofEpochMilli(record.timestamp()));
            letters.addFirst(letter);
            bytes += letter.bytes();
            while (bytes > MOST_BYTES) {
              bytes -= letters.removeLast().bytes();
            }
          }
        }
      }
    } catch (KafkaException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
    return List.copyOf(letters);
  }

  private static ServingException unavailable(String why) {
    return new ServingException(
        Reason.EVENTS_UNAVAILABLE, "Kafka does not give the dead letters: " + why);
  }
}
