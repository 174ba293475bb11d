package io.hallpulse.domain.hall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * When to look at which ticket, in the time of the source that issued it. Many tickets share a
 * time, the end of their day. What was planned and is no longer meant is told as well: the ticket
 * knows.
 */
final class Schedule {
  private final Map<String, TreeMap<Long, List<String>>> bySource = new HashMap<>();

  /** Gets a ticket that was planned, when for, and the time that its source has come to. */
  interface Look {
    void at(String ticketId, String source, long planned, long time);
  }

  void plan(long time, String ticketId, String source) {
    bySource
        .computeIfAbsent(source, name -> new TreeMap<>())
        .computeIfAbsent(time, at -> new ArrayList<>())
        .add(ticketId);
  }

  /**
   * Takes out all that is due, also what is planned meanwhile.
   *
   * @param timeOf the time of a source
   */
  void takeDue(ToLongFunction<String> timeOf, Look look) {
    for (var source : List.copyOf(bySource.keySet())) {
      long time = timeOf.applyAsLong(source);
      var planned = bySource.getOrDefault(source, new TreeMap<>());
      for (var due = planned.firstEntry();
          due != null && due.getKey() <= time;
          due = planned.firstEntry()) {
        planned.pollFirstEntry();
        for (var ticketId : due.getValue()) {
          look.at(ticketId, source, due.getKey(), time);
        }
      }
      if (planned.isEmpty()) {
        bySource.remove(source);
      }
    }
  }
}
