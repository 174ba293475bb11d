package io.hallpulse.domain.live;

import io.hallpulse.domain.ticket.Leg;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who waits in a queue, and the arrivals and calls of its last hour. */
final class QueueBoard {
  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;

  /** A source may be that far ahead of the hall's time; an appointment farther on has not come. */
  private static final long AHEAD = MINUTE;

  private final Map<String, Waiting> waiting = new HashMap<>();
  private final TreeSet<Moment> arrivals = new TreeSet<>();
  private final TreeSet<Moment> calls = new TreeSet<>();
  private final WaitSketch waits = new WaitSketch();
  private final long horizon;
  private final long servedWithin;
  private int calledInTime;

  private record Waiting(long since, long day) {}

  /** An arrival or a call of one leg; of a call also the microseconds waited. */
  private record Moment(long time, String ticketId, int leg, long waited)
      implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTime = Long.compare(time, other.time);
      if (byTime != 0) {
        return byTime;
      }
      int byTicket = ticketId.compareTo(other.ticketId);
      return byTicket != 0 ? byTicket : Integer.compare(leg, other.leg);
    }

    static Moment before(long time) {
      return new Moment(time, "", -1, 0);
    }
  }

  /**
   * @param minutes that calls and arrivals are looked back on
   * @param servedWithin wait in microseconds up to which the service level counts a call
   */
  QueueBoard(int minutes, long servedWithin) {
    this.horizon = minutes * MINUTE;
    this.servedWithin = servedWithin;
  }

  void startWaiting(String ticketId, long since, long day) {
    waiting.put(ticketId, new Waiting(since, day));
  }

  void stopWaiting(String ticketId) {
    waiting.remove(ticketId);
  }

  /** Takes a leg of a ticket out as it was, and in as it is. */
  void replace(String ticketId, int place, @Nullable Leg was, @Nullable Leg is, long hallTime) {
    if (was == null || is == null || was.start() != is.start()) {
      if (was != null) {
        arrivals.remove(new Moment(was.start(), ticketId, place, 0));
      }
      if (is != null && is.start() > hallTime - horizon) {
        arrivals.add(new Moment(is.start(), ticketId, place, 0));
      }
    }
    if (was == is) {
      return;
    }
    if (was != null && was.isCalled() && calls.remove(call(ticketId, place, was))) {
      count(was.waited(), -1);
    }
    if (is != null
        && is.isCalled()
        && is.calledAt() > hallTime - horizon
        && calls.add(call(ticketId, place, is))) {
      count(is.waited(), 1);
    }
  }

  private static Moment call(String ticketId, int place, Leg leg) {
    return new Moment(leg.calledAt(), ticketId, place, leg.waited());
  }

  /** Forgets what lies more than the horizon back, and who still waits since an earlier day. */
  void passTo(long hallTime, long day) {
    while (!arrivals.isEmpty() && arrivals.first().time() <= hallTime - horizon) {
      arrivals.pollFirst();
    }
    while (!calls.isEmpty() && calls.first().time() <= hallTime - horizon) {
      count(calls.pollFirst().waited(), -1);
    }
    waiting.values().removeIf(ticket -> ticket.day() < day);
  }

  private void count(long waited, int times) {
    if (times > 0) {
      waits.add(waited / SECOND);
    } else {
      waits.remove(waited / SECOND);
    }
    if (waited <= servedWithin) {
      calledInTime += times;
    }
  }

  QueueNow now(long hallTime, int openCounters, @Nullable QueueForecast forecast) {
    long recent = hallTime - 5 * MINUTE;
    return new QueueNow(
        waiting.size(),
        longestWaitSince(),
        waits.quantile(0.5),
        waits.quantile(0.9),
        waits.size(),
        calledInTime,
        arrivals.subSet(Moment.before(recent + 1), Moment.before(hallTime + AHEAD)).size(),
        calls.tailSet(Moment.before(recent + 1)).size(),
        openCounters,
        forecast);
  }

  WaitSketch waits() {
    return waits;
  }

  private @Nullable Long longestWaitSince() {
    Long longest = null;
    for (var ticket : waiting.values()) {
      if (longest == null || ticket.since() < longest) {
        longest = ticket.since();
      }
    }
    return longest;
  }
}
