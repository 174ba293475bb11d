package io.hallpulse.domain.hall;

import io.hallpulse.domain.forecast.WaitForecast;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.live.LiveTicketStatus;
import io.hallpulse.schemas.reference.Queue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tickets of a hall that wait or are called: shows each that has changed, and that it goes. */
final class LiveTickets {
  /** A restart may have come between a ticket's end and the telling of it. */
  private static final long UNTOLD = TimeUnit.MINUTES.toMicros(10);

  private final String hallId;
  private final Reference reference;
  private final Map<String, Ticket> live = new HashMap<>();
  private final Map<String, Integer> shownAhead = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private long today = Long.MIN_VALUE;

  /**
   * What is known of a waiting ticket.
   *
   * @param ahead -1 if it is not in the line
   * @param at when it was forecast, microseconds
   */
  record Prospect(int ahead, @Nullable WaitForecast forecast, long at) {}

  LiveTickets(String hallId, Reference reference) {
    this.hallId = hallId;
    this.reference = reference;
  }

  /** A ticket is now as it says. */
  void change(String id, Ticket ticket) {
    if (isLive(ticket)) {
      live.put(id, ticket);
      changed.add(id);
      gone.remove(id);
    } else if (live.remove(id) != null) {
      end(id);
    }
  }

  /** After a restart, in which nothing of what was shown is known. */
  void restored(String id, Ticket ticket, long hallTime) {
    change(id, ticket);
    if (!isLive(ticket) && ticket.since() > hallTime - UNTOLD) {
      gone.add(id);
    }
  }

  private void end(String id) {
    changed.remove(id);
    if (shownAhead.remove(id) != null) {
      gone.add(id);
    }
  }

  private static boolean isLive(Ticket ticket) {
    return ticket.issue() != null
        && (ticket.status() == TicketStatus.WAITING || ticket.status() == TicketStatus.CALLED);
  }

  /** Whether it waits or is called, today. */
  boolean isLive(String id) {
    return live.containsKey(id);
  }

  /** There is a new forecast of it. */
  void touch(String id) {
    if (live.containsKey(id)) {
      changed.add(id);
    }
  }

  /** So many are ahead of it. */
  void stands(String id, int ahead) {
    var shown = shownAhead.get(id);
    if (shown != null && shown != ahead) {
      changed.add(id);
    }
  }

  /** Nobody waits from one day to the next. */
  void passTo(long day, LocalDays days) {
    if (day == today) {
      return;
    }
    today = day;
    var old =
        live.entrySet().stream()
            .filter(entry -> isOlder(entry.getValue(), days))
            .map(Map.Entry::getKey)
            .toList();
    for (var id : old) {
      live.remove(id);
      end(id);
    }
  }

  private boolean isOlder(Ticket ticket, LocalDays days) {
    return days.of(Objects.requireNonNull(ticket.issue()).time()) < today;
  }

  /**
   * @param version events of the hall folded so far
   */
  void show(
      Function<String, Prospect> prospects,
      long version,
      long hallTime,
      LocalDays days,
      HallOutput out) {
    for (var id : changed) {
      var ticket = Objects.requireNonNull(live.get(id), id);
      if (!isOlder(ticket, days)) {
        var prospect = prospects.apply(id);
        out.liveTicket(record(id, ticket, prospect, version, hallTime));
        shownAhead.put(id, prospect.ahead());
      }
    }
    changed.clear();
    gone.forEach(out::ticketGone);
    gone.clear();
  }

  private LiveTicket record(
      String id, Ticket ticket, Prospect prospect, long version, long hallTime) {
    boolean waits = ticket.status() == TicketStatus.WAITING;
    var leg = ticket.legs().get(ticket.legs().size() - 1);
    var forecast = waits ? prospect.forecast() : null;
    return LiveTicket.newBuilder()
        .setHallId(hallId)
        .setTicketId(id)
        .setTicketNo(Objects.requireNonNull(ticket.issue()).ticketNo())
        .setQueueId(leg.queueId())
        .setUnitId(reference.queue(leg.queueId(), hallTime).map(Queue::unitId).orElse(null))
        .setVersion(version)
        .setHallTime(hallTime)
        .setStatus(waits ? LiveTicketStatus.WAITING : LiveTicketStatus.CALLED)
        .setWaitingSince(leg.start())
        .setAhead(waits && prospect.ahead() >= 0 ? prospect.ahead() : null)
        .setP50Seconds(forecast == null ? null : (int) Math.round(forecast.p50()))
        .setP90Seconds(forecast == null ? null : (int) Math.round(forecast.p90()))
        .setForecastAt(forecast == null ? null : prospect.at())
        .setCounterId(waits ? null : ticket.counterId())
        .setCalledAt(waits ? null : ticket.since())
        .build();
  }
}
