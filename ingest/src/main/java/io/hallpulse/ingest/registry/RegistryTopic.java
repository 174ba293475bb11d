package io.hallpulse.ingest.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to {@code registry.events}, signed by the loader, and reads what is there before. */
public final class RegistryTopic implements AutoCloseable {
  private final String brokers;
  private final KafkaProducer<String, byte[]> producer;
  private final AvroCodec<RegistryEvent> codec = AvroCodec.registry();
  private final SigningKey loader;
  private final RegistryGate gate;
  private final AtomicReference<Exception> lost = new AtomicReference<>();

  public RegistryTopic(String brokers, SigningKey loader) {
    this.brokers = brokers;
    this.loader = loader;
    this.gate = new RegistryGate(loader);
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
                  ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                  1, // decision 98
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
    var key = EntityFold.key(event);
    var value = codec.encode(event);
    var record = new ProducerRecord<>(Topics.REGISTRY_EVENTS.name(), key, value);
    record
        .headers()
        .add(Signature.HEADER, loader.sign(Signature.NO_STORE, key.getBytes(UTF_8), value));
    producer.send(
        record,
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
        record -> {
          if (references.decode(record.value()) instanceof Accepted<ReferenceVersion> accepted) {
            reference.add(accepted.value());
          }
        });
    return reference;
  }

  /**
   * All events that were told up to now. Garbage is the job's to report, and so is what is not
   * signed: a forged change would have a true row taken for its repeat.
   */
  void read(Consumer<RegistryEvent> each) {
    read(
        Topics.REGISTRY_EVENTS,
        record -> {
          if (isLetIn(record)
              && codec.decode(record.value()) instanceof Accepted<RegistryEvent> accepted) {
            each.accept(accepted.value());
          }
        });
  }

  private boolean isLetIn(ConsumerRecord<byte[], byte[]> record) {
    var header = record.headers().lastHeader(Signature.HEADER);
    return record.key() != null
        && record.value() != null
        && header != null
        && gate.denial(new String(record.key(), UTF_8), record.value(), header.value()).isEmpty();
  }

  private void read(Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
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
        consumer.poll(Duration.ofMillis(200)).forEach(each);
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
