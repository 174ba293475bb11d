package io.hallpulse.ingest.registry;

import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to {@code registry.events}, and reads what is there before. */
public final class RegistryTopic implements AutoCloseable {
  private final String brokers;
  private final KafkaProducer<String, byte[]> producer;
  private final AvroCodec<RegistryEvent> codec = AvroCodec.registry();
  private final AtomicReference<Exception> lost = new AtomicReference<>();

  public RegistryTopic(String brokers) {
    this.brokers = brokers;
    try {
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                  true,
                  ProducerConfig.ACKS_CONFIG,
                  "all",
                  ProducerConfig.COMPRESSION_TYPE_CONFIG,
                  "lz4",
                  ProducerConfig.LINGER_MS_CONFIG,
                  20,
                  ProducerConfig.BATCH_SIZE_CONFIG,
                  131_072),
              new StringSerializer(),
              new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new Failure("--brokers %s is not usable: %s".formatted(brokers, e.getMessage()), e);
    }
  }

  public void send(RegistryEvent event) {
    var error = lost.get();
    if (error != null) {
      throw new Failure(
          "Kafka at %s does not take registry events: %s".formatted(brokers, error.getMessage()),
          error);
    }
    producer.send(
        new ProducerRecord<>(
            Topics.REGISTRY_EVENTS.name(), EntityFold.key(event), codec.encode(event)),
        (metadata, failure) -> {
          if (failure != null) {
            lost.compareAndSet(null, failure);
          }
        });
  }

  /** Returns when all that was sent is acknowledged. */
  public void flush() {
    producer.flush();
    var error = lost.get();
    if (error != null) {
      throw new Failure(
          "Kafka at %s did not take all registry events: %s. Feed the file again: what is there is skipped"
              .formatted(brokers, error.getMessage()),
          error);
    }
  }

  /** Reference data as published up to now. */
  MarketReference reference() {
    var reference = new MarketReference();
    var references = AvroCodec.references();
    read(
        Topics.REFERENCE,
        value -> {
          if (references.decode(value) instanceof Accepted<ReferenceVersion> accepted) {
            reference.add(accepted.value());
          }
        });
    return reference;
  }

  /** All events that were told up to now; garbage is the job's to report. */
  void read(Consumer<RegistryEvent> each) {
    read(
        Topics.REGISTRY_EVENTS,
        value -> {
          if (codec.decode(value) instanceof Accepted<RegistryEvent> accepted) {
            each.accept(accepted.value());
          }
        });
  }

  private void read(Topic topic, Consumer<byte[]> each) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> each.accept(record.value()));
      }
    } catch (KafkaException e) {
      throw new Failure("Cannot read %s at %s: %s".formatted(topic.name(), brokers, e), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
