package io.hallpulse.ingest.simulate;

import java.util.PriorityQueue;

/** What is going to happen, in the order of time and then of planning. */
final class Agenda {
  static final long SECOND = 1_000_000L;
  static final long MINUTE = 60 * SECOND;

  private record Entry(long time, long order, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private final long end;
  private long now;
  private long planned;

  /**
   * @param end the agenda's day ends here; what would happen later does not
   */
  Agenda(long start, long end) {
    this.now = start;
    this.end = end;
  }

  long end() {
    return end;
  }

  long now() {
    return now;
  }

  /** Plans something for a time, or for now if that has passed. */
  void at(long time, Runnable action) {
    if (time < end) {
      entries.add(new Entry(Math.max(time, now), planned++, action));
    }
  }

  void in(long micros, Runnable action) {
    at(now + micros, action);
  }

  /** Lets the next thing happen; false if nothing is left. */
  boolean step() {
    var next = entries.poll();
    if (next == null) {
      return false;
    }
    now = next.time();
    next.action().run();
    return true;
  }
}
