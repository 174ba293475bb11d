package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;

/**
 * How a bad rating was put right, and by when it was to be. Times in microseconds, {@link #NEVER}
 * while they have not come; a deadline is the end of its working day.
 */
public record Rectification(long contactDue, long contactedAt, long closeDue, long closedAt) {
  public static final long NEVER = Long.MAX_VALUE;

  /** Ratings up to it are bad: 不满意 and 非常不满意. Those above are good. */
  public static final int BAD_LEVEL = 2;

  /** Whether a rating asks for one. */
  public static boolean isBad(TicketMove rating) {
    return rating.level() <= BAD_LEVEL;
  }

  public static Rectification of(
      Ticket ticket, TicketMove rating, String district, Reference reference) {
    var rules = reference.rules(district, rating.time()).rectification();
    return new Rectification(
        end(rating, rules.contactDays(), district, reference),
        first(ticket, rating, EventKind.RECTIFICATION_CONTACTED),
        end(rating, rules.closeDays(), district, reference),
        first(ticket, rating, EventKind.RECTIFICATION_CLOSED));
  }

  /** When a rating was put right. */
  public static long closedAt(Ticket ticket, TicketMove rating) {
    return first(ticket, rating, EventKind.RECTIFICATION_CLOSED);
  }

  private static long end(
      TicketMove rating, int workingDays, String district, Reference reference) {
    var days = reference.days(district);
    LocalDate date = reference.workingDayAfter(days.date(rating.time()), workingDays);
    return days.end(date.toEpochDay());
  }

  private static long first(Ticket ticket, TicketMove rating, EventKind kind) {
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      if (move.kind() == kind && move.time() >= rating.time() && ticket.refusal(i) == null) {
        return move.time();
      }
    }
    return NEVER;
  }

  /** The state in tables, as of a time. */
  String state(long asOf) {
    if (closedAt != NEVER) {
      return "closed";
    }
    if (closeDue <= asOf) {
      return "overdue";
    }
    return contactedAt == NEVER ? "open" : "contacted";
  }
}
