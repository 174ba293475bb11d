package io.hallpulse.benchmarks;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceUnit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Events and reference data of many halls of 60 counters (windows) each. */
record ScaleInput(int halls) {
  static final int COUNTERS = 60;
  private static final int QUEUES = 5;

  /** Of one hall, as 600,000 windows have it at 10⁵ events/s. */
  private static final int EVENTS_PER_SECOND = 10;

  private static final int BATCH = 64;
  private static final int VISITORS = 16;

  /** Beyond which nothing of a day is kept in state. */
  private static final int LONG_AGO_DAYS = 20;

  /** Halls of so many windows. */
  static ScaleInput ofWindows(int windows) {
    return new ScaleInput(Math.max(1, Math.round((float) windows / COUNTERS)));
  }

  int windows() {
    return halls * COUNTERS;
  }

  /** Halls, units, queues and counters, as the master would have published them. */
  List<ReferenceVersion> references() {
    var versions = new ArrayList<ReferenceVersion>();
    for (int i = 0; i < halls; i++) {
      var hall = id(i);
      versions.add(version(new Hall(hall, hall, VisitEvents.DISTRICT, null)));
      versions.add(version(new ServiceUnit(hall + "-u", hall)));
      for (int queue = 0; queue < QUEUES; queue++) {
        var id = hall + "-q" + queue;
        versions.add(version(new Queue(id, hall, hall + "-u", "A")));
      }
      for (int counter = 0; counter < COUNTERS; counter++) {
        var id = hall + "-c" + counter;
        var queue = hall + "-q" + counter % QUEUES;
        versions.add(
            version(new ServiceCounter(id, hall, hall + "-u", "" + counter, List.of(queue))));
      }
    }
    return versions;
  }

  private static ReferenceVersion version(Datum datum) {
    return new ReferenceVersion(
        datum.type().key(), datum.id(), 0L, 0L, 1L, "bench", ReferenceType.write(datum));
  }

  private static String id(int hall) {
    return "bench-h" + hall;
  }

  /**
   * Whole visits of every hall by turns; returns how many events.
   *
   * @param daysAgo on which day they were
   */
  long fillVisits(String brokers, Topic topic, int wanted, int daysAgo) {
    var day = today().minus(daysAgo, ChronoUnit.DAYS);
    var schedule = new Schedule(TimeUnit.SECONDS.toNanos(day.getEpochSecond()), EVENTS_PER_SECOND);
    try (var to = new Sender(brokers, topic)) {
      for (long from = 0; to.sent < wanted; from += BATCH) {
        for (int i = 0; i < halls; i++) {
          to.send(new VisitEvents(id(i), schedule, VISITORS).batch(from, from + BATCH));
        }
      }
      return to.sent;
    }
  }

  /**
   * A day long ago on which every window was staffed and served a visitor, and silence since but
   * for a heartbeat today; returns how many events.
   */
  long fillIdle(String brokers, Topic topic) {
    var then = today().minus(LONG_AGO_DAYS, ChronoUnit.DAYS);
    try (var to = new Sender(brokers, topic)) {
      for (int i = 0; i < halls; i++) {
        var hall = new IdleHall(id(i), micros(then));
        to.send(hall.day());
        to.send(hall.heartbeat(micros(today())));
      }
      return to.sent;
    }
  }

  private static Instant today() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS);
  }

  private static long micros(Instant time) {
    return TimeUnit.SECONDS.toMicros(time.getEpochSecond());
  }

  /** A hall whose windows all work once. */
  private static final class IdleHall {
    private final String id;
    private final long opening;
    private long seq;

    IdleHall(String id, long opening) {
      this.id = id;
      this.opening = opening;
    }

    EventBatch day() {
      var events = new ArrayList<Event>();
      for (int counter = 0; counter < COUNTERS; counter++) {
        var name = id + "-c" + counter;
        var staff = name + "-s";
        events.add(event(EventKind.STAFF_SIGNED_IN).setStaffId(staff).setCounterId(name).build());
        var ticket = id + "-idle-" + counter;
        events.add(
            event(EventKind.TICKET_ISSUED)
                .setTicketId(ticket)
                .setTicketNo("A" + counter)
                .setQueueId(id + "-q" + counter % QUEUES)
                .setChannel("QR")
                .build());
        events.add(
            event(EventKind.TICKET_CALLED)
                .setTicketId(ticket)
                .setCounterId(name)
                .setStaffId(staff)
                .setAttempt(1)
                .build());
        events.add(
            event(EventKind.SERVICE_STARTED)
                .setTicketId(ticket)
                .setCounterId(name)
                .setStaffId(staff)
                .build());
        events.add(
            event(EventKind.SERVICE_ENDED)
                .setTicketId(ticket)
                .setCounterId(name)
                .setStaffId(staff)
                .setOutcome("COMPLETED")
                .build());
        events.add(event(EventKind.STAFF_SIGNED_OUT).setStaffId(staff).setCounterId(name).build());
      }
      return new EventBatch(id + "-idle", 1L, 1L, VisitEvents.DISTRICT, id, events);
    }

    EventBatch heartbeat(long time) {
      var beat =
          event(EventKind.HEARTBEAT)
              .setTime(time)
              .setSpoolDepth(0L)
              .setClockOffsetMs(0L)
              .setLastSeq(seq)
              .build();
      return new EventBatch(id + "-idle", 1L, seq, VisitEvents.DISTRICT, id, List.of(beat));
    }

    private Event.Builder event(EventKind kind) {
      seq++;
      return Event.newBuilder()
          .setSource(id + "-idle")
          .setEpoch(1)
          .setSeq(seq)
          .setTime(opening + TimeUnit.SECONDS.toMicros(seq))
          .setDistrict(VisitEvents.DISTRICT)
          .setHallId(id)
          .setKind(kind);
    }
  }

  /** Sends batches and counts their events. */
  private static final class Sender implements AutoCloseable {
    private final AvroCodec<EventBatch> codec = AvroCodec.batches();
    private final SigningKey loader = SigningKey.loader(Keys.loader());
    private final Topic topic;
    private final KafkaProducer<String, byte[]> producer;
    private long sent;

    Sender(String brokers, Topic topic) {
      this.topic = topic;
      this.producer = Producers.ofNewTopic(brokers);
    }

    void send(EventBatch batch) {
      producer.send(Keys.record(loader, topic, batch.getHallId(), codec.encode(batch)));
      sent += batch.getEvents().size();
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
