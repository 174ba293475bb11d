package io.hallpulse.benchmarks;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The endless events of a hall in which visitors come, are called, served and leave. */
final class VisitEvents {
  static final String DISTRICT = "bench";
  private static final int COUNTERS = 60;
  private static final EventKind[] VISIT = {
    EventKind.TICKET_ISSUED,
    EventKind.TICKET_CALLED,
    EventKind.SERVICE_STARTED,
    EventKind.SERVICE_ENDED
  };

  private final String hallId;
  private final Schedule schedule;
  private final int atOnce;

  VisitEvents(String hallId, Schedule schedule) {
    this(hallId, schedule, COUNTERS);
  }

  /**
   * @param atOnce visitors of a block
   */
  VisitEvents(String hallId, Schedule schedule, int atOnce) {
    this.hallId = hallId;
    this.schedule = schedule;
    this.atOnce = atOnce;
  }

  /** Events from (inclusive) to (exclusive) as one batch. */
  EventBatch batch(long from, long to) {
    List<Event> events = new ArrayList<>();
    for (long i = from; i < to; i++) {
      events.add(event(i));
    }
    return new EventBatch(hallId, 1L, from + 1, DISTRICT, hallId, events);
  }

  /** Visits run in blocks: all are issued, then all called, … */
  private Event event(long i) {
    long block = i / (atOnce * VISIT.length);
    int inBlock = (int) (i % (atOnce * VISIT.length));
    int visitor = inBlock % atOnce;
    var kind = VISIT[inBlock / atOnce];
    var builder =
        Event.newBuilder()
            .setSource(hallId)
            .setEpoch(1)
            .setSeq(i + 1)
            .setTime(TimeUnit.NANOSECONDS.toMicros(schedule.due(i)))
            .setDistrict(DISTRICT)
            .setHallId(hallId)
            .setKind(kind)
            .setTicketId(hallId + "-" + block + "-" + visitor);
    var counter = hallId + "-c" + visitor % COUNTERS; // the same ones in every block
    return switch (kind) {
      case TICKET_ISSUED ->
          builder
              .setTicketNo("A%03d".formatted(visitor))
              .setQueueId(hallId + "-q" + visitor % 5)
              .setChannel("QR")
              .build();
      case TICKET_CALLED ->
          builder.setCounterId(counter).setStaffId(counter + "-s").setAttempt(1).build();
      case SERVICE_STARTED -> builder.setCounterId(counter).setStaffId(counter + "-s").build();
      default ->
          builder.setCounterId(counter).setStaffId(counter + "-s").setOutcome("COMPLETED").build();
    };
  }
}
