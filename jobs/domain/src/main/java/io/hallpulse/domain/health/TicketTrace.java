package io.hallpulse.domain.health;

import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.time.LocalDays;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a ticket leaves its traces: what clerks did for it, when it was served at which counter and
 * when it waited in which queue, from its issue on. At local midnight both end (domain.md, section
 * 3). Only legal events count.
 */
public final class TicketTrace {
  private static final long NOT = Long.MIN_VALUE;

  private final LocalDays days;
  private final List<AtCounter<Mark>> marks = new ArrayList<>();
  private final List<AtCounter<Span>> serving = new ArrayList<>();
  private final List<InQueue> waiting = new ArrayList<>();
  private @Nullable String counter;
  private @Nullable String queue;
  private long servingSince = NOT;
  private long waitingSince = NOT;

  private TicketTrace(LocalDays days) {
    this.days = days;
  }

  /** Something of a counter. */
  public record AtCounter<T>(String counterId, T what) {}

  /** A wait in a queue. */
  public record InQueue(String queueId, Span span) {}

  public static TicketTrace of(Ticket ticket, LocalDays days) {
    var trace = new TicketTrace(days);
    for (int i = 0; i < ticket.moves().size(); i++) {
      if (ticket.refusal(i) == null) {
        trace.take(ticket.moves().get(i));
      }
    }
    trace.stopServing(Long.MAX_VALUE);
    trace.stopWaiting(Long.MAX_VALUE);
    return trace;
  }

  private void take(TicketMove move) {
    switch (move.kind()) {
      case TICKET_ISSUED -> startWaiting(move);
      case TICKET_CALLED -> {
        stopWaiting(move.time());
        act(move);
      }
      case TICKET_NO_SHOW -> act(move);
      case SERVICE_STARTED, TICKET_RESUMED -> {
        act(move);
        servingSince = move.time();
      }
      case TICKET_HELD, SERVICE_ENDED -> {
        act(move);
        stopServing(move.time());
      }
      case TICKET_TRANSFERRED -> {
        act(move);
        stopServing(move.time());
        stopWaiting(move.time());
        counter = null;
        startWaiting(move);
      }
      case TICKET_CANCELLED -> stopWaiting(move.time());
      default -> {
        // Ratings and what follows them leave no trace in the hall.
      }
    }
  }

  /** Something that a clerk does, where the event says, else where the ticket is. */
  private void act(TicketMove move) {
    if (move.counterId() != null) {
      counter = move.counterId();
    }
    if (counter != null) {
      marks.add(new AtCounter<>(counter, Mark.action(move)));
    }
  }

  private void startWaiting(TicketMove move) {
    queue = move.queueId() == null ? "" : move.queueId();
    waitingSince = move.time();
  }

  private void stopWaiting(long time) {
    if (waitingSince != NOT && queue != null) {
      waiting.add(new InQueue(queue, sameDay(waitingSince, time)));
    }
    waitingSince = NOT;
  }

  private void stopServing(long time) {
    if (servingSince != NOT && counter != null) {
      serving.add(new AtCounter<>(counter, sameDay(servingSince, time)));
    }
    servingSince = NOT;
  }

  private Span sameDay(long from, long until) {
    return new Span(from, Math.min(until, days.end(days.of(from))));
  }

  /** What clerks did, in fold order. */
  public List<AtCounter<Mark>> marks() {
    return marks;
  }

  /** When it was served, time on hold left out. */
  public List<AtCounter<Span>> serving() {
    return serving;
  }

  public List<InQueue> waiting() {
    return waiting;
  }
}
