package io.hallpulse.serving.economy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes changes of the registry to their topic, signed by the installation's loader. */
@Singleton
final class RegistrySender {
  private final AvroCodec<RegistryEvent> codec = AvroCodec.registry();
  private final KafkaProducer<String, byte[]> producer;
  private final Optional<SigningKey> loader;

  RegistrySender(Settings settings) {
    this.loader = Optional.ofNullable(settings.loaderKey()).map(SigningKey::loader);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", Objects.requireNonNull(settings.brokers()),
                "client.id", "serving-registry",
                "acks", "all",
                "enable.idempotence", "true",
                "max.in.flight.requests.per.connection", "1", // decision 98
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
    if (loader.isEmpty()) {
      throw new ServingException(
          Reason.EVENTS_UNAVAILABLE,
          "HALLPULSE_LOADER_KEY is not set: changes cannot be signed, so none would be let in");
    }
    var confirmations = new ArrayList<Future<RecordMetadata>>();
    try {
      for (var event : events) {
        confirmations.add(producer.send(signed(event, loader.get())));
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

  /** One at a time: the key is for one thread, pushes come on many. */
  private synchronized ProducerRecord<String, byte[]> signed(RegistryEvent event, SigningKey by) {
    var key = EntityFold.key(event);
    var value = codec.encode(event);
    var record = new ProducerRecord<>(Topics.REGISTRY_EVENTS.name(), key, value);
    record.headers().add(Signature.HEADER, by.sign(Signature.NO_STORE, key.getBytes(UTF_8), value));
    return record;
  }

  private static ServingException unavailable(Exception e) {
    return new ServingException(
        Reason.EVENTS_UNAVAILABLE,
        "Kafka did not take all changes: %s. Push them again with the same key"
            .formatted(e.getMessage()),
        e);
  }
}
