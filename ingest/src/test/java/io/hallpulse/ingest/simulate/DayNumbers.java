package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What visitors and the wall see of halls' days, counted from their events; minutes. */
final class DayNumbers {
  private final List<Double> waits = new ArrayList<>();
  private final Map<String, Long> waiting = new HashMap<>();
  private final Map<String, String> queues = new HashMap<>();
  private final Map<String, Long> quietSince = new HashMap<>();
  private final Map<String, Long> started = new HashMap<>();
  private final Map<String, Long> opened = new HashMap<>();
  private double served;
  private double open;
  private double longestQuiet;
  private int tickets;
  private int left;

  void add(List<Event> day) {
    day.forEach(this::take);
    long end = day.get(day.size() - 1).getTime();
    List.copyOf(opened.keySet()).forEach(counter -> shut(counter, end));
    quietSince.clear();
  }

  int tickets() {
    return tickets;
  }

  /** The wait that such a part of the legs do not exceed. */
  double quantile(double part) {
    var sorted = waits.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size()));
  }

  double longest() {
    return quantile(1.0);
  }

  long waitsBetween(double least, double most) {
    return waits.stream().filter(wait -> wait >= least && wait <= most).count();
  }

  /** Part of the visitors who left before they were called. */
  double left() {
    return left / (double) tickets;
  }

  /** Part of the counters' open time in which they served. */
  double utilisation() {
    return served / open;
  }

  /** For how long at most somebody waited in a queue and nobody of it was called. */
  double longestQuiet() {
    return longestQuiet;
  }

  private void take(Event event) {
    long time = event.getTime();
    var id = event.getTicketId();
    switch (event.getKind()) {
      case TICKET_ISSUED -> {
        tickets++;
        var appointment = event.getAppointmentTime();
        join(id, event.getQueueId(), Math.max(time, appointment == null ? 0 : appointment));
      }
      case TICKET_TRANSFERRED -> {
        end(id, time);
        var since = waiting.remove(id);
        join(id, event.getToQueueId(), since == null ? time : since);
      }
      case TICKET_CALLED -> waited(id, time);
      case TICKET_CANCELLED -> {
        waited(id, time);
        left++;
      }
      case SERVICE_STARTED -> started.put(id, time);
      case SERVICE_ENDED -> end(id, time);
      case COUNTER_OPENED -> opened.putIfAbsent(event.getCounterId(), time);
      case COUNTER_CLOSED, COUNTER_PAUSED -> shut(event.getCounterId(), time);
      default -> {}
    }
  }

  private void join(String id, String queue, long since) {
    if (!waiting.keySet().stream().anyMatch(other -> queue.equals(queues.get(other)))) {
      quietSince.put(queue, since);
    }
    waiting.put(id, since);
    queues.put(id, queue);
  }

  private void waited(String id, long time) {
    var since = waiting.remove(id);
    if (since != null) {
      waits.add(minutes(Math.max(0, time - since)));
      var queue = queues.get(id);
      longestQuiet = Math.max(longestQuiet, minutes(time - quietSince.get(queue)));
      quietSince.put(queue, time);
    }
  }

  private void end(String id, long time) {
    var since = started.remove(id);
    served += since == null ? 0 : minutes(time - since);
  }

  private void shut(String counter, long time) {
    var since = opened.remove(counter);
    open += since == null ? 0 : minutes(time - since);
  }

  private static double minutes(long micros) {
    return micros / (double) Agenda.MINUTE;
  }
}
