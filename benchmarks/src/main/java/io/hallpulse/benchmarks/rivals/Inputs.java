package io.hallpulse.benchmarks.rivals;

import io.hallpulse.benchmarks.Producers;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts a stretch of a day of several halls into a topic, in batches as agents send them. */
final class Inputs {
  static final int PARTITIONS = 4;
  private static final int BATCH = 64;
  private static final double EVENTS_OF_VISIT = 4.2;
  private static final long DAY_HOURS = 10;

  private final String brokers;
  private final int halls;
  private final int visitsPerHour;

  /**
   * @param eventsOfDay of all halls in ten hours, about
   */
  Inputs(String brokers, int halls, int eventsOfDay) {
    this.brokers = brokers;
    this.halls = halls;
    this.visitsPerHour = Math.max(1, (int) (eventsOfDay / EVENTS_OF_VISIT / halls / DAY_HOURS));
  }

  private record Batch(String hall, List<Event> events) {
    private long time() {
      return events.get(0).getTime();
    }
  }

  /**
   * Fills a topic that is there and empty.
   *
   * @param share of the day, in tenths
   */
  Stretch fill(Topic topic, int share) {
    // Eight o'clock of the day before yesterday in Asia/Shanghai is midnight UTC.
    long from =
        TimeUnit.SECONDS.toMicros(
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS).getEpochSecond());
    long end = from + TimeUnit.HOURS.toMicros(share * DAY_HOURS / 10);
    var batches = new ArrayList<Batch>();
    long events = 0;
    for (int hall = 0; hall < halls; hall++) {
      var id = "bench-h" + hall;
      var ofHall = QueueDay.of(id, hall, from, end, visitsPerHour);
      events += ofHall.size();
      for (int at = 0; at < ofHall.size(); at += BATCH) {
        batches.add(new Batch(id, ofHall.subList(at, Math.min(at + BATCH, ofHall.size()))));
      }
    }
    batches.sort(Comparator.comparingLong(Batch::time));
    send(topic, batches);
    return new Stretch(topic, events, batches.size(), end);
  }

  private void send(Topic topic, List<Batch> batches) {
    var codec = AvroCodec.batches();
    try (var producer = Producers.ofNewTopic(brokers)) {
      for (var batch : batches) {
        long first = batch.events().get(0).getSeq();
        var value =
            codec.encode(
                new EventBatch(
                    batch.hall(), 1L, first, QueueDay.DISTRICT, batch.hall(), batch.events()));
        producer.send(new ProducerRecord<>(topic.name(), batch.hall(), value));
      }
    }
  }
}
