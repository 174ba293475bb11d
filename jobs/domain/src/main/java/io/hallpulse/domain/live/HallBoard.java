package io.hallpulse.domain.live;

import io.hallpulse.domain.live.CounterBoard.Busy;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hall as it is now, kept up to date ticket by ticket: what a ticket said before is taken out,
 * what it says now is put in. Never stored: it is built anew from the tickets' histories.
 */
public final class HallBoard {
  private static final QueueForecast NO_FORECAST =
      new QueueForecast(null, null, null, 0, null, null);

  private final String hallId;
  private final Reference reference;
  private final int liveMinutes;
  private final long servedWithin;
  private final Map<String, QueueBoard> queues = new HashMap<>();
  private final Map<String, CounterBoard> counters = new HashMap<>();
  private final Map<String, QueueNow> shownQueues = new HashMap<>();
  private final Map<String, CounterNow> shownCounters = new HashMap<>();
  private final Map<String, CounterNow> countersNow = new HashMap<>();
  private LocalDays days = new LocalDays(ZoneOffset.UTC);
  private long hallTime = Long.MIN_VALUE / 2;
  private long today = Long.MIN_VALUE;
  private long observedFor;
  private long referenceChanges = -1;
  private int serving;
  private int tickets;
  private int served;

  /**
   * @param liveMinutes that calls are looked back on
   * @param servedWithin wait in microseconds that the service level allows
   */
  public HallBoard(String hallId, Reference reference, int liveMinutes, long servedWithin) {
    this.hallId = hallId;
    this.reference = reference;
    this.liveMinutes = liveMinutes;
    this.servedWithin = servedWithin;
  }

  /**
   * Takes a ticket out as it was, and in as it is; null for a ticket that was or is not there. What
   * it says as before is left where it is.
   */
  public void replace(String ticketId, @Nullable Ticket before, @Nullable Ticket after) {
    var was = issued(before);
    var is = issued(after);
    replaceLegs(ticketId, legs(was), legs(is));
    replaceWaiting(ticketId, was, is);
    replaceAtCounter(ticketId, was, is);
    replaceServices(services(was), services(is));
    tickets += countToday(is) - countToday(was);
  }

  private static @Nullable Ticket issued(@Nullable Ticket ticket) {
    return ticket == null || ticket.issue() == null ? null : ticket;
  }

  private static List<Leg> legs(@Nullable Ticket ticket) {
    return ticket == null ? List.of() : ticket.legs();
  }

  private static List<Service> services(@Nullable Ticket ticket) {
    return ticket == null ? List.of() : ticket.services();
  }

  private int countToday(@Nullable Ticket ticket) {
    return ticket != null && issueDay(ticket) == today ? 1 : 0;
  }

  private long issueDay(Ticket ticket) {
    return days.of(Objects.requireNonNull(ticket.issue()).time());
  }

  private void replaceLegs(String ticketId, List<Leg> was, List<Leg> is) {
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      var gone = i < was.size() ? was.get(i) : null;
      var come = i < is.size() ? is.get(i) : null;
      if (gone != null && come != null && gone.queueId().equals(come.queueId())) {
        queue(come.queueId()).replace(ticketId, i, gone, come, hallTime);
        continue;
      }
      if (gone != null) {
        queue(gone.queueId()).replace(ticketId, i, gone, null, hallTime);
      }
      if (come != null) {
        queue(come.queueId()).replace(ticketId, i, null, come, hallTime);
      }
    }
  }

  private void replaceWaiting(String ticketId, @Nullable Ticket was, @Nullable Ticket is) {
    var left = waitingLeg(was);
    var joined = waitingLeg(is);
    if (left != null && left != joined) {
      queue(left.queueId()).stopWaiting(ticketId);
    }
    if (is != null && joined != null && left != joined && issueDay(is) >= today) {
      queue(joined.queueId()).startWaiting(ticketId, joined.start(), issueDay(is));
    }
  }

  private static @Nullable Leg waitingLeg(@Nullable Ticket ticket) {
    return ticket == null || ticket.status() != TicketStatus.WAITING
        ? null
        : ticket.legs().get(ticket.legs().size() - 1);
  }

  private void replaceAtCounter(String ticketId, @Nullable Ticket was, @Nullable Ticket is) {
    var left = busyCounter(was);
    var taken = busyCounter(is);
    if (left != null && !left.equals(taken)) {
      counter(left).release(ticketId);
    }
    if (is != null && taken != null) {
      var number = Objects.requireNonNull(is.issue()).ticketNo();
      counter(taken)
          .engage(
              ticketId,
              new Busy(is.status(), is.since(), days.of(is.since()), is.staffId(), number));
    }
    serving += countServing(is) - countServing(was);
  }

  private @Nullable String busyCounter(@Nullable Ticket ticket) {
    if (ticket == null || days.of(ticket.since()) < today) {
      return null;
    }
    return switch (ticket.status()) {
      case CALLED, SERVING, HELD -> ticket.counterId();
      default -> null;
    };
  }

  private int countServing(@Nullable Ticket ticket) {
    return ticket != null && ticket.status() == TicketStatus.SERVING && busyCounter(ticket) != null
        ? 1
        : 0;
  }

  private void replaceServices(List<Service> was, List<Service> is) {
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      var gone = i < was.size() ? was.get(i) : null;
      var come = i < is.size() ? is.get(i) : null;
      if (gone != come) {
        countService(gone, -1);
        countService(come, 1);
      }
    }
  }

  private void countService(@Nullable Service service, int times) {
    if (service != null && service.isEnded() && days.of(service.endedAt()) == today) {
      counter(service.counterId()).served(times);
      served += times;
    }
  }

  public void post(String counterId, CounterPost post) {
    counter(counterId).post(post, days.of(post.stateAt()), days.of(post.staffAt()));
  }

  /**
   * Lets time pass.
   *
   * @return whether the local day has changed, so that all tickets must be put in anew
   */
  public boolean passTo(long time, String district) {
    days = reference.days(district);
    observedFor =
        TimeUnit.SECONDS.toMicros(reference.rules(district, time).absent().evidenceSeconds());
    hallTime = time;
    long day = days.of(time);
    boolean newDay = day != today;
    today = day;
    if (newDay) {
      // Kept by name, so that what was shown of each is corrected.
      queues.replaceAll((id, board) -> new QueueBoard(liveMinutes, servedWithin));
      counters.replaceAll((id, board) -> new CounterBoard());
      serving = 0;
      tickets = 0;
      served = 0;
    }
    queues.values().forEach(queue -> queue.passTo(time, day));
    return newDay;
  }

  /** Whether something that has ended by a time says nothing any more. */
  public boolean isPast(long time) {
    return days.of(time) < today && time <= hallTime - TimeUnit.MINUTES.toMicros(liveMinutes);
  }

  /**
   * Shows every queue and counter that has changed since it was shown last.
   *
   * @param forecasts what is forecast in a queue, null for nothing
   */
  public void show(
      long version,
      Function<String, @Nullable QueueForecast> forecasts,
      Consumer<LiveQueue> queueOut,
      Consumer<LiveCounter> counterOut) {
    nameAll();
    counters.forEach(
        (id, board) -> {
          var now = board.now(hallTime, today, observedFor);
          countersNow.put(id, now);
          if (!now.equals(shownCounters.put(id, now))) {
            counterOut.accept(liveCounter(id, now, version));
          }
        });
    var open = openByQueue();
    queues.forEach(
        (id, board) -> {
          var now = board.now(hallTime, open.getOrDefault(id, 0), forecasts.apply(id));
          if (!now.equals(shownQueues.put(id, now))) {
            queueOut.accept(liveQueue(id, now, version));
          }
        });
  }

  /** Every queue as it was shown last. */
  public Map<String, QueueNow> queuesNow() {
    return Collections.unmodifiableMap(shownQueues);
  }

  /** The hall's own numbers; call it after {@link #show}. */
  public HallNow now() {
    var waits = new WaitSketch();
    int waiting = 0;
    Long longest = null;
    int inTime = 0;
    int arrivals = 0;
    int calls = 0;
    for (var entry : queues.entrySet()) {
      waits.addAll(entry.getValue().waits());
      var queue = shownQueues.get(entry.getKey());
      if (queue == null) {
        continue;
      }
      waiting += queue.waiting();
      inTime += queue.calledInTime();
      arrivals += queue.arrivals();
      calls += queue.calls();
      if (queue.longestWaitSince() != null
          && (longest == null || queue.longestWaitSince() < longest)) {
        longest = queue.longestWaitSince();
      }
    }
    int open = (int) countersNow.values().stream().filter(CounterNow::isOpen).count();
    return new HallNow(
        new QueueNow(
            waiting,
            longest,
            waits.quantile(0.5),
            waits.quantile(0.9),
            waits.size(),
            inTime,
            arrivals,
            calls,
            open,
            null),
        serving,
        tickets,
        served);
  }

  private Map<String, Integer> openByQueue() {
    var open = new HashMap<String, Integer>();
    countersNow.forEach(
        (id, counter) -> {
          if (counter.isOpen()) {
            reference
                .counter(id, hallTime)
                .ifPresent(
                    known -> known.queueIds().forEach(queue -> open.merge(queue, 1, Integer::sum)));
          }
        });
    return open;
  }

  /** Queues and counters that nothing has happened to yet belong on the screens too. */
  private void nameAll() {
    if (referenceChanges != reference.changes()) {
      reference.queuesOf(hallId).forEach(this::queue);
      reference.countersOf(hallId).forEach(this::counter);
      referenceChanges = reference.changes();
    }
  }

  private QueueBoard queue(String queueId) {
    var known = queues.get(queueId); // at half of what computeIfAbsent costs
    return known != null
        ? known
        : queues.computeIfAbsent(queueId, id -> new QueueBoard(liveMinutes, servedWithin));
  }

  private CounterBoard counter(String counterId) {
    var known = counters.get(counterId);
    return known != null ? known : counters.computeIfAbsent(counterId, id -> new CounterBoard());
  }

  private LiveQueue liveQueue(String id, QueueNow now, long version) {
    var forecast = now.forecast() == null ? NO_FORECAST : now.forecast();
    return LiveQueue.newBuilder()
        .setHallId(hallId)
        .setQueueId(id)
        .setUnitId(reference.queue(id, hallTime).map(queue -> queue.unitId()).orElse(null))
        .setVersion(version)
        .setHallTime(hallTime)
        .setWaiting(now.waiting())
        .setLongestWaitSince(now.longestWaitSince())
        .setP50WaitSeconds(now.p50())
        .setP90WaitSeconds(now.p90())
        .setCalled60m(now.called())
        .setServiceLevel(now.serviceLevel())
        .setArrivals5m(now.arrivals())
        .setCalls5m(now.calls())
        .setOpenCounters(now.openCounters())
        .setForecastP50Seconds(forecast.p50())
        .setForecastP90Seconds(forecast.p90())
        .setForecastAt(forecast.at())
        .setWithinP50Rate(forecast.withinP50Rate())
        .setWithinP90Rate(forecast.withinP90Rate())
        .setForecastsChecked(forecast.checked())
        .build();
  }

  private LiveCounter liveCounter(String id, CounterNow now, long version) {
    return LiveCounter.newBuilder()
        .setHallId(hallId)
        .setCounterId(id)
        .setUnitId(reference.counter(id, hallTime).map(ServiceCounter::unitId).orElse(null))
        .setVersion(version)
        .setHallTime(hallTime)
        .setStatus(now.status())
        .setSince(now.since())
        .setStaffId(now.staffId())
        .setTicketNo(now.ticketNo())
        .setPresent(now.present())
        .setObservedAt(now.observedAt())
        .setServedToday(now.servedToday())
        .build();
  }
}
