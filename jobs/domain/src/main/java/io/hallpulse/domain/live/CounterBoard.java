package io.hallpulse.domain.live;

import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.live.CounterStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tickets and its own events make of a counter. */
final class CounterBoard {
  private final Map<String, Busy> busy = new HashMap<>();
  private CounterPost post = CounterPost.unknown();
  private long postDay = Long.MIN_VALUE;
  private long staffDay = Long.MIN_VALUE;
  private int served;

  /** A ticket called to the counter or served there; the day is the one of its status. */
  record Busy(
      TicketStatus status,
      long since,
      long day,
      @Nullable String staffId,
      @Nullable String number) {}

  /**
   * @param day local day of the event that gave the state
   * @param signedInDay local day of the clerk's signing in or out
   */
  void post(CounterPost changed, long day, long signedInDay) {
    post = changed;
    postDay = day;
    staffDay = signedInDay;
  }

  void engage(String ticketId, Busy ticket) {
    busy.put(ticketId, ticket);
  }

  void release(String ticketId) {
    busy.remove(ticketId);
  }

  void served(int more) {
    served += more;
  }

  /**
   * @param observedFor microseconds for which what a camera saw holds
   */
  CounterNow now(long hallTime, long today, long observedFor) {
    var ticket = busiest();
    boolean observed = post.observedAt() > 0 && hallTime - post.observedAt() <= observedFor;
    var status = status(ticket, today);
    var staff = ticket == null || ticket.staffId() == null ? signedIn(today) : ticket.staffId();
    return new CounterNow(
        status,
        ticket == null
            ? (post.stateAt() == 0 ? null : (Long) post.stateAt())
            : (Long) ticket.since(),
        staff,
        ticket == null ? null : ticket.number(),
        observed ? (Boolean) post.present() : null,
        observed ? (Long) post.observedAt() : null,
        served);
  }

  private CounterStatus status(@Nullable Busy ticket, long today) {
    if (ticket != null && ticket.status() == TicketStatus.SERVING) {
      return CounterStatus.SERVING;
    }
    if (ticket != null && ticket.status() == TicketStatus.CALLED) {
      return CounterStatus.CALLING;
    }
    boolean isOfToday = postDay >= today;
    if (isOfToday && post.state() == CounterPost.State.PAUSED) {
      return CounterStatus.PAUSED;
    }
    if (isOfToday && post.state() == CounterPost.State.CLOSED) {
      return CounterStatus.CLOSED;
    }
    if (ticket != null) {
      return CounterStatus.HELD;
    }
    if (isOfToday || served > 0) {
      return CounterStatus.IDLE;
    }
    return post.state() == CounterPost.State.NEVER_HEARD
        ? CounterStatus.UNKNOWN
        : CounterStatus.CLOSED;
  }

  /** A clerk who forgot to sign out is gone at midnight. */
  private @Nullable String signedIn(long today) {
    return staffDay < today ? null : post.staffId();
  }

  /** The ticket that says most: served before called before held, then the newest. */
  private @Nullable Busy busiest() {
    Busy best = null;
    for (var ticket : busy.values()) {
      if (best == null
          || rank(ticket) > rank(best)
          || rank(ticket) == rank(best) && ticket.since() > best.since()) {
        best = ticket;
      }
    }
    return best;
  }

  private static int rank(Busy ticket) {
    return switch (ticket.status()) {
      case SERVING -> 3;
      case CALLED -> 2;
      default -> 1;
    };
  }
}
