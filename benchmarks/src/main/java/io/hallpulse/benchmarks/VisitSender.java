package io.hallpulse.benchmarks;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.SigningKey;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends the visits of a hall when they are due, in signed batches, as an agent does. */
final class VisitSender implements AutoCloseable {
  /** What has come within this time goes as one batch. */
  private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int MAX_BATCH = 64;

  private final VisitEvents events;
  private final Schedule schedule;
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final SigningKey loader = SigningKey.loader(Keys.loader());
  private final KafkaProducer<String, byte[]> producer;
  private long sent;

  VisitSender(String brokers, String hallId, Schedule schedule) {
    this.events = new VisitEvents(hallId, schedule);
    this.schedule = schedule;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "linger.ms",
                "0",
                "compression.type",
                "lz4"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.partitionsFor(Topics.HALL_EVENTS.name());
  }

  /**
   * Sends what is due by now, then pauses as long as an agent collects.
   *
   * @param most never more than so many altogether
   * @return how many have been sent altogether
   */
  long sendDue(long most) {
    long due = Math.min(schedule.dueBy(nanosNow()), most);
    while (sent < due) {
      long until = Math.min(due, sent + MAX_BATCH);
      send(events.batch(sent, until));
      sent = until;
    }
    LockSupport.parkNanos(BATCH_NANOS);
    return sent;
  }

  /** Sends a hall's visits, from a schedule's start on, as long as it goes on. */
  static void sendWhile(BooleanSupplier goesOn, String brokers, String hallId, Schedule schedule) {
    try (var sender = new VisitSender(brokers, hallId, schedule)) {
      while (goesOn.getAsBoolean()) {
        sender.sendDue(Long.MAX_VALUE);
      }
    }
  }

  private void send(EventBatch batch) {
    producer.send(
        Keys.record(loader, Topics.HALL_EVENTS, batch.getHallId(), codec.encode(batch)),
        (metadata, problem) -> {
          if (problem != null) {
            System.err.println("not sent: " + problem);
          }
        });
  }

  /** Waits until all of it has arrived. */
  @Override
  public void close() {
    producer.close();
  }

  static long nanosNow() {
    var now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
