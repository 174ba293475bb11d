package io.hallpulse.domain.hall;

import io.hallpulse.domain.forecast.HallForecaster;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.forecast.WaitForecast;
import io.hallpulse.domain.hall.LiveTickets.Prospect;
import io.hallpulse.domain.hall.QueueStays.Outcome;
import io.hallpulse.domain.live.QueueForecast;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts the waits of a hall while it runs: for each ticket when it is issued, again while it
 * waits, and for whoever would take one now. A lookahead costs as much as some dozens of events, so
 * a hall makes a bounded number a second: first for who has just come, then where the last one is
 * the oldest. What was learnt is kept in memory; the rest is told anew after a restart.
 */
final class ForecastDesk {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  /** A forecast is made again after so long; sooner if something happened in its queue. */
  private static final long STALE = 60 * SECOND;

  private static final long STALE_IN_MOTION = 30 * SECOND;

  /** What is told so much later than the hall's time moves no line of now. */
  private static final long TOO_LATE = 600 * SECOND;

  private final HallRules rules;
  private final Reference reference;
  private final HallMemory memory;
  private final String hallId;
  private final HallForecaster forecaster;
  private final Allowance allowance;
  private final QueueDesk queues;
  private final LiveTickets shown;
  private final Map<String, Told> tickets = new HashMap<>();
  private final Map<String, Told> newcomers = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final Set<String> moved = new HashSet<>();
  private boolean hasLearnt;
  private int assignedBy = -1;
  private long sweptAt = Long.MIN_VALUE / 2;
  private long today = Long.MIN_VALUE;

  /**
   * @param at when it was said, microseconds
   */
  private record Said(WaitForecast forecast, long at) {}

  /**
   * A ticket that waits, or whoever would join a queue.
   *
   * @param first what was said when the ticket joined the queue, null if nothing was
   * @param last what was said last, null if nothing was
   * @param plannedAt when it is asked next
   */
  private record Told(String queueId, @Nullable Said first, @Nullable Said last, long plannedAt) {
    static Told nothing(String queueId) {
      return new Told(queueId, null, null, Long.MAX_VALUE);
    }

    Told planned(long next) {
      return new Told(queueId, first, last, next);
    }

    Told saying(@Nullable Said said) {
      return new Told(queueId, first, said, plannedAt);
    }
  }

  /** When to ask for a ticket, or for a queue's newcomers. */
  private record Due(long at, boolean isQueue, String id) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(at, other.at);
    }
  }

  ForecastDesk(
      String hallId, HallRules rules, Reference reference, HallMemory memory, QueueDesk queues) {
    this.hallId = hallId;
    this.rules = rules;
    this.reference = reference;
    this.memory = memory;
    this.queues = queues;
    this.allowance = new Allowance(rules.forecastsPerSecond());
    var known = memory.learned().get(HallMemory.ONLY);
    // Memory's own is not changed: it may be on its way into a checkpoint.
    this.forecaster = new HallForecaster(known == null ? Learned.nothing() : known.copy());
    this.shown = new LiveTickets(hallId, reference);
  }

  private boolean isOff() {
    return rules.forecastsPerSecond() == 0;
  }

  /**
   * After a restart: who waits and what counters do.
   *
   * @param open tickets that are not settled
   */
  void restore(Map<String, Ticket> open, String district, long hallTime) {
    if (isOff()) {
      return;
    }
    passTo(hallTime, district);
    var past = new ForecastPast(forecaster);
    var days = reference.days(district);
    open.forEach(
        (id, ticket) -> {
          if (ticket.issue() != null && days.of(ticket.issue().time()) >= today) {
            past.add(id, ticket);
            ticket.legs().forEach(leg -> meet(leg.queueId(), hallTime));
            shown.restored(id, ticket, hallTime);
            if (waiting(ticket) != null) {
              tickets.put(id, Told.nothing(ticket.queueId()));
              plan(id, false, hallTime);
            }
          }
        });
    memory.counters().entries().forEach(entry -> past.add(entry.getKey(), entry.getValue()));
    forecaster.remember(past::tell);
  }

  /** Follows a ticket from what it was to what an event made of it. */
  void follow(String id, Ticket before, Ticket after, Event event, long hallTime, long now) {
    if (isOff()) {
      return;
    }
    shown.change(id, after);
    if (event.getTime() < hallTime - TOO_LATE) {
      tickets.remove(id);
      forecaster.leave(id, event.getTime());
      return;
    }
    var was = waiting(before);
    var is = waiting(after);
    if (was != null && !was.equals(is)) {
      endWait(id, was, before, after, event);
    } else if (after.status() == TicketStatus.CALLED
        && after.counterId() != null
        && (before.status() != TicketStatus.CALLED || before.since() != after.since())) {
      forecaster.call(id, after.counterId(), after.since());
    }
    if (isAtCounter(before) && !isAtCounter(after)) {
      if (after.status() == TicketStatus.NO_SHOW) {
        forecaster.miss(id, event.getTime());
      } else {
        forecaster.free(id, event.getTime());
      }
    }
    if (is != null && !is.equals(was)) {
      join(id, is, after, event, Math.max(hallTime, event.getTime()), now);
    }
  }

  private static @Nullable Leg waiting(Ticket ticket) {
    return ticket.issue() == null || ticket.status() != TicketStatus.WAITING
        ? null
        : ticket.legs().get(ticket.legs().size() - 1);
  }

  private static boolean isAtCounter(Ticket ticket) {
    return switch (ticket.status()) {
      case CALLED, SERVING, HELD -> true;
      default -> false;
    };
  }

  private void endWait(String id, Leg was, Ticket before, Ticket after, Event event) {
    int place = before.legs().size() - 1;
    var leg = after.legs().size() > place ? after.legs().get(place) : null;
    var told = tickets.remove(id);
    moved.add(was.queueId());
    if (leg == null || leg.counterId() == null) {
      forecaster.leave(id, event.getTime());
      return;
    }
    if (told != null && told.first() != null) {
      check(told.queueId(), told.first(), leg.calledAt(), event.getDistrict());
    }
    forecaster.call(id, leg.counterId(), leg.calledAt());
    hasLearnt = true;
  }

  private void check(String queueId, Said said, long calledAt, String district) {
    double waited = (calledAt - said.at()) / 1e6;
    boolean isWithinP50 = waited <= said.forecast().p50();
    boolean isWithinP90 = waited <= said.forecast().p90();
    forecaster.check(queueId, isWithinP50, isWithinP90);
    queues.check(queueId, new Outcome(calledAt, isWithinP50, isWithinP90), district);
  }

  private void join(String id, Leg leg, Ticket ticket, Event event, long time, long now) {
    var issue = Objects.requireNonNull(ticket.issue());
    var item = event.getKind() == EventKind.TICKET_ISSUED ? issue.itemCode() : null;
    long at = event.getTime();
    moved.add(leg.queueId());
    meet(leg.queueId(), time);
    if (!allowance.take(now, 0)) {
      forecaster.joinUnasked(id, leg.queueId(), leg.start(), issue.priority(), item, at);
      tickets.put(id, Told.nothing(leg.queueId()));
      plan(id, false, time);
      return;
    }
    var forecast = forecaster.join(id, leg.queueId(), leg.start(), issue.priority(), item, at);
    var said = new Said(forecast, at);
    tickets.put(id, new Told(leg.queueId(), said, said, Long.MAX_VALUE));
    plan(id, false, time + STALE);
  }

  private void meet(String queueId, long time) {
    if (newcomers.putIfAbsent(queueId, Told.nothing(queueId)) == null) {
      plan(queueId, true, time);
    }
  }

  private void plan(String id, boolean isQueue, long time) {
    var asked = isQueue ? newcomers : tickets;
    var told = asked.get(id);
    if (told != null && time != told.plannedAt()) {
      asked.put(id, told.planned(time));
      due.add(new Due(time, isQueue, id));
    }
  }

  /** Takes in an event about a counter. */
  void hear(Event event, long hallTime) {
    if (isOff() || event.getTime() < hallTime - TOO_LATE) {
      return;
    }
    var counter = event.getCounterId();
    long time = event.getTime();
    switch (event.getKind()) {
      case COUNTER_OPENED -> forecaster.open(counter, time);
      case COUNTER_PAUSED, COUNTER_CLOSED -> forecaster.shut(counter, time);
      case STAFF_SIGNED_IN -> forecaster.signIn(counter, event.getStaffId(), time);
      case STAFF_SIGNED_OUT -> forecaster.signOut(counter, event.getStaffId(), time);
      case PAUSE_APPROVED -> {
        if (event.getCoverStaffId() == null) {
          forecaster.pause(counter, event.getFrom(), event.getUntil());
        }
      }
      case POST_OBSERVED -> {
        var absent = reference.rules(event.getDistrict(), time).absent();
        if (event.getConfidence() >= absent.leastConfidence()) {
          forecaster.see(counter, event.getPresent(), time);
        }
      }
      default -> {
        // Nothing else moves a line.
      }
    }
  }

  private void passTo(long hallTime, String district) {
    var days = reference.days(district);
    long day = days.of(hallTime);
    if (day != today) {
      today = day;
      shown.passTo(day, days);
      // Who still waits since yesterday will not be called.
      var gone = tickets.keySet().stream().filter(id -> !shown.isLive(id)).toList();
      for (var id : gone) {
        tickets.remove(id);
        forecaster.leave(id, hallTime);
      }
    }
    if (assignedBy != reference.changes()) {
      assignedBy = reference.changes();
      for (var counterId : reference.countersOf(hallId)) {
        reference
            .counter(counterId, hallTime)
            .ifPresent(counter -> forecaster.assign(counterId, Set.copyOf(counter.queueIds())));
      }
      reference.queuesOf(hallId).forEach(queueId -> meet(queueId, hallTime));
    }
  }

  /**
   * Makes the forecasts that are due, as far as the allowance goes, and shows what has changed.
   *
   * @param version events of the hall folded so far
   */
  void show(long hallTime, String district, long version, long now, HallOutput out) {
    if (isOff()) {
      return;
    }
    passTo(hallTime, district);
    if (now - sweptAt >= SECOND) {
      sweptAt = now;
      moved.forEach(queueId -> sweep(queueId, hallTime));
      moved.clear();
    }
    askWhatIsDue(hallTime, now);
    shown.show(this::prospect, version, hallTime, reference.days(district), out);
    if (hasLearnt) {
      hasLearnt = false;
      memory.learned().put(HallMemory.ONLY, forecaster.learned().copy());
    }
  }

  /** Something happened in a queue: its tickets stand elsewhere, and are asked about sooner. */
  private void sweep(String queueId, long hallTime) {
    int ahead = 0;
    for (var id : forecaster.line(queueId)) {
      shown.stands(id, ahead++);
      hasten(id, false, hallTime);
    }
    hasten(queueId, true, hallTime);
  }

  private void hasten(String id, boolean isQueue, long hallTime) {
    var told = (isQueue ? newcomers : tickets).get(id);
    if (told != null && told.last() != null) {
      long soon = Math.max(hallTime, told.last().at() + STALE_IN_MOTION);
      if (soon < told.plannedAt()) {
        plan(id, isQueue, soon);
      }
    }
  }

  private void askWhatIsDue(long hallTime, long now) {
    // Half of what may be saved up is left to who comes meanwhile.
    double kept = allowance.most() / 2;
    for (var next = due.peek(); next != null && next.at() <= hallTime; next = due.peek()) {
      var told = (next.isQueue() ? newcomers : tickets).get(next.id());
      if (told == null || told.plannedAt() != next.at()) {
        due.remove(); // it is over, or planned anew
        continue;
      }
      if (!allowance.take(now, kept)) {
        return;
      }
      due.remove();
      if (next.isQueue()) {
        askForNewcomer(told, hallTime);
      } else {
        askFor(next.id(), told, hallTime);
      }
      plan(next.id(), next.isQueue(), hallTime + STALE);
    }
  }

  private void askForNewcomer(Told told, long hallTime) {
    var queueId = told.queueId();
    var said =
        forecaster.isAlive(queueId, hallTime)
            ? new Said(forecaster.ofNewcomer(queueId, hallTime), hallTime)
            : null;
    newcomers.put(queueId, told.saying(said));
  }

  private void askFor(String id, Told told, long hallTime) {
    forecaster
        .of(id, hallTime)
        .ifPresent(
            forecast -> {
              tickets.put(id, told.saying(new Said(forecast, hallTime)));
              shown.touch(id);
            });
  }

  private Prospect prospect(String id) {
    var told = tickets.get(id);
    var last = told == null ? null : told.last();
    return new Prospect(
        forecaster.ahead(id), last == null ? null : last.forecast(), last == null ? 0 : last.at());
  }

  /** What is forecast in a queue now, null if nothing ever was. */
  @Nullable QueueForecast of(String queueId) {
    var told = newcomers.get(queueId);
    var checked = forecaster.learned().checkedOf(queueId);
    if (told == null && checked.forecasts() == 0) {
      return null;
    }
    double all = checked.forecasts();
    var last = told == null ? null : told.last();
    return new QueueForecast(
        last == null ? null : (Integer) (int) Math.round(last.forecast().p50()),
        last == null ? null : (Integer) (int) Math.round(last.forecast().p90()),
        last == null ? null : (Long) last.at(),
        checked.forecasts(),
        all == 0 ? null : (Double) (checked.withinP50() / all),
        all == 0 ? null : (Double) (checked.withinP90() / all));
  }
}
