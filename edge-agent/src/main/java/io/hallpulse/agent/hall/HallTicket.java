package io.hallpulse.agent.hall;

import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of the hall: its issue as written, its history, and what the life cycle makes of it.
 *
 * @param marks how many marks of its trace the hall has taken in
 */
public record HallTicket(Event issue, TicketHistory history, Ticket ticket, int marks) {
  public String id() {
    return issue.getTicketId();
  }

  public TicketStatus status() {
    return ticket.status();
  }

  public boolean isAt(String counterId) {
    return counterId.equals(ticket.counterId())
        && switch (status()) {
          case CALLED, SERVING, HELD, TRANSFERRED -> true;
          default -> false;
        };
  }

  public int priority() {
    return issue.getPriority() == null ? 0 : issue.getPriority();
  }

  public @Nullable String preferredStaffId() {
    return issue.getPreferredStaffId();
  }

  Leg leg() {
    return ticket.legs().get(ticket.legs().size() - 1);
  }

  /** From when the wait of its leg counts, microseconds. */
  public long waitingSince() {
    return leg().start();
  }

  /** Calls of its leg so far. */
  public int calls() {
    int calls = 0;
    for (var move : history.moves()) {
      if (move.kind() == EventKind.TICKET_CALLED) {
        calls++;
      } else if (move.kind() == EventKind.TICKET_TRANSFERRED && calls > 0) {
        calls = 0;
      }
    }
    return calls;
  }

  /** When its last service ended, 0 if none has. */
  public long servedAt() {
    var services = ticket.services();
    return services.isEmpty() || !services.get(services.size() - 1).isEnded()
        ? 0
        : services.get(services.size() - 1).endedAt();
  }

  /** Whether its visitor rated the last service here. */
  public boolean isRated() {
    var moves = history.moves();
    return moves.stream()
        .anyMatch(
            move ->
                move.kind() == EventKind.RATING_SUBMITTED
                    && move.time() >= servedAt()
                    && servedAt() > 0);
  }
}
