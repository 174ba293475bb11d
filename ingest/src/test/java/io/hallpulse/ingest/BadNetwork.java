package io.hallpulse.ingest;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.testkit.Broker;
import io.hallpulse.testkit.Fault;
import io.hallpulse.testkit.FaultPlan;
import io.hallpulse.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker behind a network that fails by plan. */
public final class BadNetwork implements AutoCloseable {
  private final Broker broker;
  private final FaultProxy proxy;
  private volatile Supplier<Fault> plan = () -> Fault.NONE;

  public BadNetwork() throws IOException {
    broker = new Broker(Files.createTempDirectory("broker"));
    proxy = FaultProxy.to(broker.proxiedPort(), () -> plan.get());
    broker.behind(proxy.port()).start();
  }

  /** The broker's address behind the faults. */
  public String address() {
    return "127.0.0.1:" + proxy.port();
  }

  /** From now on new connections fail by a plan. */
  public void failBy(FaultPlan next) {
    plan = next;
  }

  /** All that the topic holds of a hall, as it lies there. */
  public List<Event> arrived(String hallId) {
    var events = new ArrayList<Event>();
    var codec = AvroCodec.batches();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          IntStream.range(0, Topics.HALL_EVENTS.partitions())
              .mapToObj(i -> new TopicPartition(Topics.HALL_EVENTS.name(), i))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          var batch = ((Parsed.Accepted<EventBatch>) codec.decode(record.value())).value();
          if (batch.getHallId().equals(hallId)) {
            events.addAll(batch.getEvents());
          }
        }
      }
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    broker.close();
  }
}
