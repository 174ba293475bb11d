package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.MINUTE;

import io.hallpulse.domain.Times;
import io.hallpulse.domain.hall.NaiveHall.Span;
import io.hallpulse.domain.live.WaitSketch;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rows of hall.queue_5m as plainly as they can be said: every five minutes asks all legs. */
final class NaiveQueues {
  private static final long SLOT = 5 * MINUTE;

  private final List<Event> events;
  private final Map<String, List<Span>> legs = new HashMap<>();

  NaiveQueues(Collection<Event> all) {
    events =
        all.stream()
            .distinct()
            .sorted(NaiveHall.FOLD_ORDER)
            .filter(event -> event.getKind() != EventKind.UNKNOWN)
            .filter(event -> EventFields.missing(event).isEmpty())
            .toList();
    for (var visit : new NaiveHall(all).tickets.values()) {
      for (var leg : visit.legs) {
        legs.computeIfAbsent(leg.place, first -> new ArrayList<>()).add(leg);
      }
    }
  }

  Map<String, String> rows() {
    var rows = new TreeMap<String, String>();
    legs.forEach(
        (queue, ofQueue) -> {
          var days = new HashSet<Long>();
          for (var leg : ofQueue) {
            days.add(Times.days().of(leg.from));
            days.add(Times.days().of(leg.until == null ? leg.from : leg.until));
          }
          for (long day : days) {
            for (long from = Times.days().start(day); from < Times.days().end(day); from += SLOT) {
              row(queue, ofQueue, from, rows);
            }
          }
        });
    return rows;
  }

  private void row(String queue, List<Span> ofQueue, long from, Map<String, String> rows) {
    long until = from + SLOT;
    int arrivals = 0;
    int inTime = 0;
    int cancelled = 0;
    int waiting = 0;
    long oldest = Long.MAX_VALUE;
    var waits = new WaitSketch();
    for (var leg : ofQueue) {
      boolean comes = leg.until == null || day(leg.until) >= day(leg.from);
      arrivals += comes && leg.from >= from && leg.from < until ? 1 : 0;
      if (leg.until != null && leg.until >= from && leg.until < until) {
        cancelled += leg.called ? 0 : 1;
        if (leg.called) {
          long waited = Math.max(0, leg.length());
          waits.add(waited / 1_000_000);
          inTime += waited <= 15 * MINUTE ? 1 : 0;
        }
      }
      boolean waits1 = leg.from < until && (leg.until == null || leg.until >= until);
      if (waits1 && day(leg.from) == day(from)) {
        waiting++;
        oldest = Math.min(oldest, leg.from);
      }
    }
    if (arrivals + waits.size() + cancelled + waiting > 0) {
      rows.put(
          queue + " " + EventJson.instant(from),
          "%d came, %d called in %s (%s, %s), %d in time, %d cancelled, %d wait for %s, %d open"
              .formatted(
                  arrivals,
                  waits.size(),
                  waits.text(),
                  waits.quantile(0.5),
                  waits.quantile(0.9),
                  inTime,
                  cancelled,
                  waiting,
                  waiting == 0 ? null : (until - oldest) / 1_000_000,
                  NaiveHealth.servers(queue).stream().filter(c -> isOpen(c, until)).count()));
    }
  }

  private static long day(long time) {
    return Times.days().of(time);
  }

  /** By what was said of it on that day before that time. */
  private boolean isOpen(String counter, long time) {
    Set<String> staff = new HashSet<>();
    int pauses = 0;
    for (var event : events) {
      if (!counter.equals(event.getCounterId())) {
        continue;
      }
      if (event.getKind() == EventKind.PAUSE_APPROVED
          && event.getFrom() < time
          && event.getUntil() > event.getFrom()
          && event.getUntil() >= time) {
        pauses++;
      }
      if (event.getTime() >= time || day(event.getTime()) != day(time - 1)) {
        continue;
      }
      switch (event.getKind()) {
        case STAFF_SIGNED_IN -> staff.add(event.getStaffId());
        case STAFF_SIGNED_OUT -> staff.remove(event.getStaffId());
        case COUNTER_CLOSED -> staff.clear();
        default -> {
          // It opens and closes nothing.
        }
      }
    }
    return !staff.isEmpty() && pauses == 0;
  }
}
