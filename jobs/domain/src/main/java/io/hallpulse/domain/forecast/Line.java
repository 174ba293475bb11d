package io.hallpulse.domain.forecast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who waits in a queue, in the order of calling, and what its last calls were; microseconds. */
final class Line {
  /** Calls that the recent rate is taken of, and the span that it looks back on. */
  private static final int RECENT_CALLS = 200;

  private static final long RECENT = 3_600L * 1_000_000;

  private final List<Waiting> waiting = new ArrayList<>();
  private final ArrayDeque<Long> calls = new ArrayDeque<>();
  private final ArrayDeque<Waiting> arrivals = new ArrayDeque<>();
  private long firstSeen = Post.NEVER;
  private double lastWait;

  void join(Waiting ticket) {
    if (firstSeen == Post.NEVER) {
      firstSeen = ticket.joined();
    }
    int place = Collections.binarySearch(waiting, ticket, Waiting.CALL_ORDER);
    waiting.add(place < 0 ? -place - 1 : place, ticket);
    arrivals.add(ticket);
    if (arrivals.size() > RECENT_CALLS) {
      arrivals.remove();
    }
  }

  void leave(Waiting ticket) {
    waiting.remove(ticket);
  }

  /**
   * @param waited seconds
   */
  void called(long time, double waited) {
    lastWait = waited;
    calls.add(time);
    if (calls.size() > RECENT_CALLS) {
      calls.remove();
    }
  }

  List<Waiting> waiting() {
    return waiting;
  }

  int ahead(Waiting ticket) {
    int ahead = 0;
    for (var other : waiting) {
      if (Waiting.CALL_ORDER.compare(other, ticket) < 0) {
        ahead++;
      }
    }
    return ahead;
  }

  /** Seconds that the ticket called last had waited, 0 before the first call. */
  double lastWait() {
    return lastWait;
  }

  /** Calls a second over the last hour, or since the queue was first heard of; 0 if none. */
  double recentRate(long now) {
    while (calls.size() > 1 && calls.getFirst() < now - RECENT) {
      calls.remove();
    }
    if (calls.isEmpty()) {
      return 0;
    }
    long from = Math.max(firstSeen, Math.min(now - RECENT, calls.getFirst()));
    if (calls.size() == RECENT_CALLS) {
      from = calls.getFirst();
    }
    return calls.size() / Math.max(1, (now - from) / 1e6);
  }

  /** Tickets a second that joined in the last hour with more than that priority. */
  double arrivalRate(long now, int priority) {
    while (arrivals.size() > 1 && arrivals.getFirst().joined() < now - RECENT) {
      arrivals.remove();
    }
    if (arrivals.isEmpty()) {
      return 0;
    }
    long from = Math.max(firstSeen, now - RECENT);
    if (arrivals.size() == RECENT_CALLS) {
      from = arrivals.getFirst().joined();
    }
    int some = 0;
    for (var ticket : arrivals) {
      some += ticket.priority() > priority ? 1 : 0;
    }
    return some / Math.max(600, (now - from) / 1e6);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** When the first of those who wait could have been called, {@link Long#MAX_VALUE} if none. */
  long firstJoined() {
    long first = Long.MAX_VALUE;
    for (var ticket : waiting) {
      first = Math.min(first, ticket.joined());
    }
    return first;
  }
}
