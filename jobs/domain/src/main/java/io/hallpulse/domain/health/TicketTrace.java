package io.hallpulse.domain.health;

import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.time.LocalDays;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket leaves behind in its hall: what clerks did at which counter, when it was being
 * served there, time on hold left out, and when it waited in which queue, from its issue on. At
 * local midnight both end (domain.md, section 3). Only legal events count.
 */
public final class TicketTrace {
  private static final long NOT = Long.MIN_VALUE;

  private final LocalDays days;
  private final List<At> marks = new ArrayList<>();
  private @Nullable String counter;
  private @Nullable String servedAt;
  private @Nullable String queue;
  private long servingSince = NOT;
  private long waitingSince = NOT;

  private TicketTrace(LocalDays days) {
    this.days = days;
  }

  /** A mark and where it is. */
  public record At(Place place, Mark mark) {}

  public static TicketTrace of(Ticket ticket, LocalDays days) {
    var trace = new TicketTrace(days);
    for (int i = 0; i < ticket.moves().size(); i++) {
      trace.take(ticket, i);
    }
    return trace;
  }

  /** Goes on with the next move of its ticket. */
  public void take(Ticket ticket, int place) {
    if (ticket.refusal(place) == null) {
      take(ticket.moves().get(place));
    }
  }

  private void take(TicketMove move) {
    switch (move.kind()) {
      case TICKET_ISSUED -> startWaiting(move);
      case TICKET_CALLED -> {
        stopWaiting(move);
        act(move);
      }
      case TICKET_NO_SHOW -> act(move);
      case SERVICE_STARTED -> {
        act(move);
        servedAt = move.counterId();
        startServing(move);
      }
      case TICKET_RESUMED -> {
        act(move);
        startServing(move);
      }
      case TICKET_HELD, SERVICE_ENDED -> {
        act(move);
        stopServing(move);
      }
      case TICKET_TRANSFERRED -> {
        act(move);
        stopServing(move);
        counter = null;
        if (waitingSince == NOT || isSameDay(waitingSince, move)) {
          stopWaiting(move);
          startWaiting(move);
        }
      }
      case TICKET_CANCELLED -> stopWaiting(move);
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
      leave(Place.counter(counter), move, Mark.Kind.ACTION);
    }
  }

  private void startWaiting(TicketMove move) {
    queue = move.queueId() == null ? "" : move.queueId();
    waitingSince = move.time();
    leave(Place.queue(queue), move, Mark.Kind.JOINS);
  }

  private void stopWaiting(TicketMove move) {
    if (isSameDay(waitingSince, move) && queue != null) {
      leave(Place.queue(queue), move, Mark.Kind.LEAVES);
    }
    waitingSince = NOT;
  }

  private void startServing(TicketMove move) {
    if (servedAt != null) {
      servingSince = move.time();
      leave(Place.counter(servedAt), move, Mark.Kind.SERVES);
    }
  }

  private void stopServing(TicketMove move) {
    if (isSameDay(servingSince, move) && servedAt != null) {
      leave(Place.counter(servedAt), move, Mark.Kind.RESTS);
    }
    servingSince = NOT;
  }

  /** What goes on at midnight has ended with its day. */
  private boolean isSameDay(long since, TicketMove move) {
    return since != NOT && days.of(since) == days.of(move.time());
  }

  private void leave(Place place, TicketMove move, Mark.Kind kind) {
    marks.add(new At(place, Mark.of(move, kind)));
  }

  /** In fold order. */
  public List<At> marks() {
    return marks;
  }
}
