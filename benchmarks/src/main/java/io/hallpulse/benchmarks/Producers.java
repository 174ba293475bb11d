package io.hallpulse.benchmarks;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the topics of measurements. */
public final class Producers {
  private Producers() {}

  /**
   * For a topic that has only just been made. With more than one request under way its first one
   * can come before the topic is there and the second after: then the first is refused for ever
   * (decision 98).
   */
  public static KafkaProducer<String, byte[]> ofNewTopic(String brokers) {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            "bootstrap.servers",
            brokers,
            "compression.type",
            "lz4",
            "max.in.flight.requests.per.connection",
            1),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
