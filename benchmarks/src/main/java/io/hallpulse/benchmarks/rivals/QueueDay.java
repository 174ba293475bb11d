package io.hallpulse.benchmarks.rivals;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events of a hall of 60 counters and five queues: visitors who wait a while, are called, some
 * twice, do not come, give up, or are sent on to another queue. Times are whole milliseconds, never
 * a whole minute, so that windows cut by minutes agree whichever end they include; the last event
 * is a heartbeat at the whole minute that ends the stretch.
 */
final class QueueDay {
  static final String DISTRICT = "bench";
  private static final int COUNTERS = 60;
  private static final int QUEUES = 5;
  private static final long MILLI = 1_000;
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

  private final String hallId;
  private final Random random;
  private final long end;
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::time).thenComparingLong(Step::order));
  private long orders;
  private long seq;
  private long last;

  private record Step(long time, long order, Event.Builder event) {}

  private QueueDay(String hallId, long seed, long end) {
    this.hallId = hallId;
    this.random = new Random(seed);
    this.end = end;
  }

  /**
   * Its events from a time to a whole minute, both microseconds.
   *
   * @param visitsPerHour who come on the average
   */
  static List<Event> of(String hallId, long seed, long from, long end, int visitsPerHour) {
    if (end % MINUTE != 0) {
      throw new IllegalArgumentException("end must be a whole minute, got " + end);
    }
    var day = new QueueDay(hallId, seed, end);
    double meanGap = (double) TimeUnit.HOURS.toMicros(1) / visitsPerHour;
    int visitor = 0;
    for (double at = from; at < end; at += -Math.log(1 - day.random.nextDouble()) * meanGap) {
      day.visit((long) at, visitor++);
    }
    return day.events();
  }

  private void visit(long arrival, int visitor) {
    var ticket = hallId + "-" + visitor;
    at(
        arrival,
        ticket,
        EventKind.TICKET_ISSUED,
        event -> event.setTicketNo("A" + visitor).setQueueId(queue()).setChannel("QR"));
    long now = arrival + waiting();
    if (random.nextInt(100) < 3) {
      at(now, ticket, EventKind.TICKET_CANCELLED, event -> event.setCancelledBy("VISITOR"));
      return;
    }
    now = called(now, ticket);
    if (random.nextInt(100) < 3) {
      var counter = counter();
      at(now, ticket, EventKind.TICKET_NO_SHOW, event -> event.setCounterId(counter));
      return;
    }
    now = served(now, ticket);
    if (random.nextInt(100) < 5) {
      at(
          now,
          ticket,
          EventKind.TICKET_TRANSFERRED,
          event -> event.setToQueueId(queue()).setReason("bench"));
      now = served(called(now + waiting(), ticket), ticket);
    }
    var counter = counter();
    at(
        now,
        ticket,
        EventKind.SERVICE_ENDED,
        event -> event.setCounterId(counter).setStaffId(counter + "-s").setOutcome("COMPLETED"));
  }

  /** Most wait minutes, some an hour. */
  private long waiting() {
    double share = random.nextDouble();
    return TimeUnit.SECONDS.toMicros(10 + (long) (2_400 * share * share));
  }

  private long called(long time, String ticket) {
    var counter = counter();
    Consumer<Event.Builder> call =
        event -> event.setCounterId(counter).setStaffId(counter + "-s").setAttempt(1);
    at(time, ticket, EventKind.TICKET_CALLED, call);
    if (random.nextInt(10) > 0) {
      return time + TimeUnit.SECONDS.toMicros(20);
    }
    at(time + TimeUnit.SECONDS.toMicros(40), ticket, EventKind.TICKET_CALLED, call);
    return time + TimeUnit.SECONDS.toMicros(70);
  }

  private long served(long time, String ticket) {
    var counter = counter();
    at(
        time,
        ticket,
        EventKind.SERVICE_STARTED,
        event -> event.setCounterId(counter).setStaffId(counter + "-s"));
    return time + TimeUnit.SECONDS.toMicros(60 + random.nextInt(900));
  }

  private String queue() {
    return hallId + "-q" + random.nextInt(QUEUES);
  }

  private String counter() {
    return hallId + "-c" + random.nextInt(COUNTERS);
  }

  private void at(long time, String ticket, EventKind kind, Consumer<Event.Builder> more) {
    if (time >= end - MINUTE / 2) {
      return; // beyond the stretch
    }
    var event = Event.newBuilder().setKind(kind).setTicketId(ticket);
    more.accept(event);
    steps.add(new Step(time, orders++, event));
  }

  private List<Event> events() {
    var events = new ArrayList<Event>(steps.size() + 1);
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      long time = Math.max(last + MILLI, step.time() / MILLI * MILLI);
      last = time % MINUTE == 0 ? time + MILLI : time;
      events.add(finished(step.event(), last));
    }
    events.add(
        finished(
            Event.newBuilder()
                .setKind(EventKind.HEARTBEAT)
                .setSpoolDepth(0L)
                .setClockOffsetMs(0L)
                .setLastSeq(seq),
            end));
    return events;
  }

  private Event finished(Event.Builder event, long time) {
    return event
        .setSource(hallId)
        .setEpoch(1)
        .setSeq(++seq)
        .setTime(time)
        .setDistrict(DISTRICT)
        .setHallId(hallId)
        .build();
  }
}
