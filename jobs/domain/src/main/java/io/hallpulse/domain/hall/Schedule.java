package io.hallpulse.domain.hall;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** When to look at which ticket again, in the time of the source that issued it. */
final class Schedule {
  private final Map<String, PriorityQueue<Due>> bySource = new HashMap<>();
  private final Map<String, Due> byTicket = new HashMap<>();

  private record Due(long time, String ticketId, String source) {}

  /** At the time, or at the earlier one it already has. */
  void at(long time, String ticketId, String source) {
    var known = byTicket.get(ticketId);
    if (known != null && known.time() <= time && known.source().equals(source)) {
      return;
    }
    var due = new Due(time, ticketId, source);
    byTicket.put(ticketId, due);
    bySource
        .computeIfAbsent(source, name -> new PriorityQueue<>(Comparator.comparingLong(Due::time)))
        .add(due);
  }

  /** Whether a ticket is to be looked at again. */
  boolean has(String ticketId) {
    return byTicket.containsKey(ticketId);
  }

  /**
   * Takes out all that is due.
   *
   * @param timeOf the time of a source
   * @param action gets the ticket and its source's time
   */
  void takeDue(ToLongFunction<String> timeOf, BiConsumer<String, Long> action) {
    for (var entry : Map.copyOf(bySource).entrySet()) {
      long time = timeOf.applyAsLong(entry.getKey());
      var queue = entry.getValue();
      for (var due = queue.peek(); isDue(due, time); due = queue.peek()) {
        queue.poll();
        // An entry that was brought forward leaves its later one behind.
        if (due.equals(byTicket.get(due.ticketId()))) {
          byTicket.remove(due.ticketId());
          action.accept(due.ticketId(), time);
        }
      }
      if (queue.isEmpty()) {
        bySource.remove(entry.getKey());
      }
    }
  }

  private static boolean isDue(@Nullable Due due, long time) {
    return due != null && due.time() <= time;
  }
}
