package io.hallpulse.ingest.simulate;

import java.time.LocalDate;
import java.util.ArrayDeque;

/**
 * A hall's line to the outside. Once it is cut, what is recorded waits in the spool, and drains in
 * order and at a bounded rate when the line is back.
 */
final class Uplink {
  /** 250 events a second. */
  private static final long DRAINING = 4_000;

  private final long cutFrom;
  private final long cutUntil;
  private final ArrayDeque<Long> spool = new ArrayDeque<>();
  private long last;

  Uplink(long cutFrom, long cutUntil) {
    this.cutFrom = cutFrom;
    this.cutUntil = cutUntil;
  }

  static Uplink of(HallPlan hall, LocalDate date, long seed) {
    var chance = Chance.of("uplink", seed, hall.hallId(), date);
    if (!chance.in(hall.troubles().offline())) {
      return new Uplink(0, 0);
    }
    long from = hall.micros(date, chance.between(2 * 3_600, 18 * 3_600));
    return new Uplink(from, from + chance.seconds(40 * 60, 180 * 60));
  }

  /** When an event that is recorded now leaves the hall. */
  long due(long now) {
    long free = now >= cutFrom && now < cutUntil ? cutUntil : now;
    last = last > now ? Math.max(free, last + DRAINING) : free;
    if (last > now) {
      spool.add(last);
    }
    return last;
  }

  /** How many recorded events have not left yet. */
  int spooled(long now) {
    while (!spool.isEmpty() && spool.element() <= now) {
      spool.remove();
    }
    return spool.size();
  }
}
