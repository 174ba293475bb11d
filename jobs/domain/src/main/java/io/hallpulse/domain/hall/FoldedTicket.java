package io.hallpulse.domain.hall;

import static io.hallpulse.domain.ticket.TicketHistory.NEVER;

import io.hallpulse.domain.health.TicketTrace;
import io.hallpulse.domain.health.TicketTrace.At;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;

/** What memory keeps of a ticket, folded: it knows when there is more to write of it. */
final class FoldedTicket {
  private static final long NOT_WRITTEN = -1;

  private final LocalDays days;
  private TicketHistory history;
  private Ticket ticket;
  private TicketTrace trace;
  private String source;
  private long writtenBy = NOT_WRITTEN;

  FoldedTicket(TicketHistory history, LocalDays days, int maxCalls) {
    this.days = days;
    this.history = history;
    this.ticket = Ticket.fold(history, days, maxCalls);
    this.trace = TicketTrace.of(ticket, days);
    this.source = sourceOf(history);
  }

  /** What a ticket no longer leaves behind in its hall, and what it leaves behind now. */
  record Change(List<At> gone, List<At> come) {}

  /** In whose time it settles: the source that issued it, else that of its first event. */
  static String sourceOf(TicketHistory history) {
    if (history.moves().isEmpty()) {
      return "";
    }
    var first = first(history);
    return first.source() + "/" + first.epoch();
  }

  /** Its issue, or its first event as long as that has not come. */
  static TicketMove first(TicketHistory history) {
    for (var move : history.moves()) {
      if (move.kind() == EventKind.TICKET_ISSUED) {
        return move;
      }
    }
    return history.moves().get(0);
  }

  Change take(TicketMove move) {
    boolean mayChangeSource = ticket.issue() == null || move.kind() == EventKind.TICKET_ISSUED;
    writtenBy = NOT_WRITTEN;
    history = history.with(move);
    ticket = ticket.after(history);
    if (mayChangeSource) {
      source = sourceOf(history);
    }
    history = history.lookingAt(Math.min(history.lookAt(), due(move.time())));
    return follow(move);
  }

  private Change follow(TicketMove move) {
    int last = history.moves().size() - 1;
    if (history.moves().get(last) == move) {
      int known = trace.marks().size();
      trace.take(ticket, last);
      return new Change(List.of(), trace.marks().subList(known, trace.marks().size()));
    }
    var before = trace.marks();
    trace = TicketTrace.of(ticket, days);
    var gone = new ArrayList<>(before);
    gone.removeAll(trace.marks());
    var come = new ArrayList<>(trace.marks());
    come.removeAll(before);
    return new Change(gone, come);
  }

  /** When the change that an event made is to be written. */
  private long due(long eventTime) {
    long settled = ticket.isOver() ? ticket.since() : dayEnd();
    long due = Math.max(settled, eventTime);
    for (int i = 0; i < history.moves().size(); i++) {
      if (isUnlisted(i)) {
        due = Math.min(due, history.moves().get(i).time());
      }
    }
    return due;
  }

  /** Whether the list of refused events says something else about a move than its verdict. */
  boolean isUnlisted(int place) {
    return (ticket.refusal(place) != null) != (history.moves().get(place).listed() % 2 == 1);
  }

  /** Notes that the verdict on the move at that place was written once more. */
  void list(int place) {
    history = history.listing(place);
    ticket = ticket.marked(history);
  }

  /** Notes that its row has that digest, by the reference data as they are. */
  void write(long digest, Reference reference) {
    if (digest != history.written()) {
      history = history.writing(digest);
    }
    writtenBy = ticket.isOver() ? reference.changes() : NOT_WRITTEN;
  }

  /** Notes that the rows of its ratings have that digest. */
  void rate(long digest) {
    history = history.rating(digest);
  }

  /** Notes what it stands for in the books of counters and queues. */
  void count(List<Counted> counted) {
    history = history.counting(counted);
  }

  /** Whether its day is over, so that a no-show is final. */
  boolean isDayOver() {
    return history.dropAt() != NEVER;
  }

  /** To be looked at by a time though nothing happened to it. */
  void lookBy(long time) {
    writtenBy = NOT_WRITTEN;
    history = history.lookingAt(Math.min(history.lookAt(), time));
  }

  /** Whether its row cannot have changed: of a ticket that is over, time changes nothing. */
  boolean isWrittenBy(Reference reference) {
    return writtenBy == reference.changes();
  }

  /** Whether there is a row to write by a time. */
  boolean isSettled(long time) {
    return ticket.issue() != null
        && (time >= dayEnd() || ticket.isOver() && time >= ticket.since());
  }

  /**
   * Plans when to look again.
   *
   * @param nextDue when time alone will change what its ratings stand for
   * @param lastDue when it did or will for the last time
   * @param retention microseconds after its day, the last remark on it or the last card that may
   *     fall due for which corrections are taken
   */
  void lookAgain(long time, long nextDue, long lastDue, long retention) {
    long next = time < dayEnd() ? dayEnd() : NEVER;
    next = Math.min(next, nextDue);
    for (int i = 0; i < history.moves().size(); i++) {
      long at = history.moves().get(i).time();
      if (at > time && (isUnlisted(i) || ticket.isOver() || time >= dayEnd())) {
        next = Math.min(next, at);
      }
    }
    history = history.lookingAt(next);
    if (time >= dayEnd()) {
      long last = Math.max(lastDue, ticket.remarkedAt());
      history = history.droppingAt(Math.max(Math.max(dayEnd(), strayEnd()), last) + retention);
    }
  }

  /** When the day has ended after which nothing more happens to the ticket by itself. */
  long dayEnd() {
    long day = day();
    return days.end(
        ticket.status() == TicketStatus.NO_SHOW ? Math.max(day, days.of(ticket.since())) : day);
  }

  /**
   * When the day of the newest event of a ticket has ended that was not issued, as far as is known:
   * its issue may still come, and takes in all that was said before.
   */
  private long strayEnd() {
    return ticket.issue() == null ? days.end(days.of(history.latest())) : Long.MIN_VALUE;
  }

  private long day() {
    return days.of(first(history).time());
  }

  String id() {
    return history.ticketId();
  }

  TicketHistory history() {
    return history;
  }

  Ticket ticket() {
    return ticket;
  }

  String source() {
    return source;
  }
}
