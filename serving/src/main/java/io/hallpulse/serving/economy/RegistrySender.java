package io.hallpulse.serving.economy;

import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes changes of the registry to their topic. */
@Singleton
final class RegistrySender {
  private final AvroCodec<RegistryEvent> codec = AvroCodec.registry();
  private final KafkaProducer<String, byte[]> producer;

  RegistrySender(Settings settings) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", Objects.requireNonNull(settings.brokers()),
                "client.id", "serving-registry",
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "5",
                "compression.type", "lz4",
                "max.block.ms", "5000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "10000"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @PreDestroy
  void stop() {
    producer.close(Duration.ofSeconds(2));
  }

  /** Returns when the broker has them all; sent again, they are repeats. */
  void send(List<RegistryEvent> events) {
    var confirmations = new ArrayList<Future<RecordMetadata>>();
    try {
      for (var event : events) {
        confirmations.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.REGISTRY_EVENTS.name(), EntityFold.key(event), codec.encode(event))));
      }
      producer.flush();
      for (var confirmation : confirmations) {
        confirmation.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static ServingException unavailable(Exception e) {
    return new ServingException(
        Reason.EVENTS_UNAVAILABLE,
        "Kafka did not take all changes: %s. Push them again with the same key"
            .formatted(e.getMessage()),
        e);
  }
}
