package io.hallpulse.domain.hall;

import io.hallpulse.domain.hall.LivePlace.Judged;
import io.hallpulse.domain.health.Category;
import io.hallpulse.domain.health.Crowd;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.domain.health.HourReadings;
import io.hallpulse.domain.health.LiveCategory;
import io.hallpulse.domain.health.LiveScore;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.OpenIncident;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Scope;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.health.TicketLosses;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The index of a hall, its units and its counters now: the trailing 60 whole minutes, the running
 * one, and what has not ended yet (domain.md, section 4). Built anew from tickets and books after a
 * restart.
 */
final class LiveIndex {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final long span;
  private final Map<Place, LivePlace> places = new LinkedHashMap<>();
  private final Map<String, LiveScore> shown = new HashMap<>();
  private final Map<String, Crowd> crowds = new HashMap<>();
  private long scoredAt = HallClock.UNSET;
  private int referenceChanges = -1;

  /**
   * @param minutes that are looked back on
   */
  LiveIndex(String hallId, int minutes, Reference reference, HallMemory memory, PlaceBooks books) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.books = books;
    this.span = TimeUnit.MINUTES.toMicros(minutes);
  }

  /** A ticket is counted at a place; with {@code times} of -1 no longer. */
  void count(Counted counted, int times) {
    if (scoredAt == HallClock.UNSET || counted.time() >= LivePlace.minute(scoredAt) - span) {
      place(Place.of(counted.place()))
          .count(counted.time(), Factor.of(counted.factor()), Loss.of(counted.millionths()), times);
    }
  }

  /** Something was said of a counter's post. */
  void touch(Place place) {
    place(place).touch();
  }

  private LivePlace place(Place place) {
    return places.computeIfAbsent(place, first -> new LivePlace());
  }

  /** Whether a second has passed since it was scored last. */
  boolean isDue(long hallTime) {
    return hallTime - scoredAt >= SECOND || scoredAt == HallClock.UNSET;
  }

  /**
   * Shows what has changed.
   *
   * @param tickets tells those of the day that are not over
   * @param version events of the hall folded so far
   */
  void show(
      Consumer<Consumer<Ticket>> tickets,
      String district,
      long version,
      long hallTime,
      HallOutput out) {
    boolean isNewMinute = LivePlace.minute(hallTime) != LivePlace.minute(scoredAt);
    scoredAt = hallTime;
    var days = reference.days(district);
    if (isNewMinute || referenceChanges != reference.changes()) {
      referenceChanges = reference.changes();
      pass(hallTime);
    }
    attend(district, hallTime, days);
    new Moment(district, version, hallTime, days).show(tickets, isNewMinute, out);
  }

  /** What is shown of every scope. */
  Collection<LiveScore> shown() {
    return shown.values();
  }

  /** For how many minutes nobody has been at a counter, 0 if somebody is or nobody knows. */
  int deserted(String counterId, long hallTime) {
    var place = places.get(Place.counter(counterId));
    return place == null ? 0 : place.deserted(hallTime);
  }

  private void pass(long hallTime) {
    reference.countersOf(hallId).forEach(id -> place(Place.counter(id)));
    long from = LivePlace.minute(hallTime) - span;
    places.values().forEach(place -> place.forgetBefore(from));
    places.values().forEach(LivePlace::touch);
  }

  /** Judges the attendance of every counter of which something new is known. */
  private void attend(String district, long hallTime, LocalDays days) {
    crowds.clear();
    long from = LivePlace.minute(hallTime) - span;
    places.forEach(
        (place, live) -> {
          if (!place.isQueue() && live.isStale()) {
            var judged = new ArrayList<Judged>();
            for (long day = days.of(from); day <= days.of(hallTime); day++) {
              judge(place, day, district, hallTime, days, judged);
            }
            live.attend(judged);
          }
        });
  }

  private void judge(
      Place place, long day, String district, long hallTime, LocalDays days, List<Judged> judged) {
    var attending = new Attending(place.id(), day, district, reference, books);
    for (var attendance : attending.attendances()) {
      var late = attendance.lateness(hallTime);
      if (late != null) {
        judged.add(new Judged(attendance.session().start(), Factor.LATE, late, null));
      }
      for (var minute :
          attendance.minutes(
              LivePlace.minute(hallTime) - 1,
              instant -> attending.waiting(instant, queue -> crowd(queue, day, days)))) {
        judged.add(new Judged(minute.start(), Factor.ABSENT, minute.loss(), minute));
      }
    }
  }

  private Crowd crowd(String queueId, long day, LocalDays days) {
    return crowds.computeIfAbsent(
        PlaceDay.key(queueId, day),
        key ->
            Crowd.of(
                books.marks(Place.queue(queueId), day, days.start(day), days),
                Mark.Kind.JOINS,
                Mark.Kind.LEAVES));
  }

  /** The hall at one time. */
  private final class Moment {
    private final String district;
    private final long version;
    private final long hallTime;
    private final LocalDays days;
    private final RuleSet rules;
    private final LocalDate date;
    private final TicketLosses losses;
    private final Map<Place, List<OpenIncident>> incidents = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final HourReadings all = new HourReadings();
    private final List<OpenIncident> ofAll = new ArrayList<>();
    private final Map<String, HourReadings> units = new TreeMap<>();
    private final Map<String, List<OpenIncident>> ofUnits = new HashMap<>();
    private final Map<String, List<Scored>> countersOf = new HashMap<>();
    private final List<Scored> scored = new ArrayList<>();

    Moment(String district, long version, long hallTime, LocalDays days) {
      this.district = district;
      this.version = version;
      this.hallTime = hallTime;
      this.days = days;
      this.rules = reference.rules(district, hallTime);
      this.date = days.date(hallTime);
      this.losses = new TicketLosses(district, reference, rating -> false);
    }

    void show(Consumer<Consumer<Ticket>> tickets, boolean isNewMinute, HallOutput out) {
      tickets.accept(this::look);
      incidents.keySet().forEach(LiveIndex.this::place);
      places.forEach((place, live) -> add(place, live, out));
      units.forEach(
          (id, readings) -> {
            var of = countersOf.getOrDefault(id, List.of());
            var open = ofUnits.getOrDefault(id, List.of());
            show(Scope.unit(id, district, hallId), readings, of, open, out);
          });
      boolean isNews = show(Scope.hall(hallId, district), all, scored, ofAll, out);
      if (isNews || isNewMinute) {
        out.liveTotals(totals());
      }
    }

    private void look(Ticket ticket) {
      var issue = ticket.issue();
      if (issue == null || days.of(issue.time()) < days.of(hallTime)) {
        return;
      }
      var incident = losses.open(ticket, hallTime);
      if (incident != null) {
        incidents.computeIfAbsent(incident.place(), first -> new ArrayList<>()).add(incident);
      }
      if (ticket.status() == TicketStatus.WAITING) {
        waiting.merge(ticket.legs().get(ticket.legs().size() - 1).queueId(), 1, Integer::sum);
      }
    }

    private void add(Place place, LivePlace live, HallOutput out) {
      var readings = new HourReadings();
      var unit = SlotRow.unit(place, hallTime, reference);
      if (!unit.isEmpty()) {
        units.computeIfAbsent(unit, first -> new HourReadings()); // shown with nothing, too
      }
      var open = new ArrayList<>(incidents.getOrDefault(place, List.of()));
      live.bySlot(hallTime, days).forEach((slot, lost) -> add(slot, lost, unit, readings));
      for (var incident : open) {
        var lost = Readings.NONE.plus(Factor.of(incident.factor()), incident.loss());
        add(Slots.start(hallTime, days), lost, unit, readings);
      }
      if (!place.isQueue()) {
        open.addAll(live.absence(place.id(), hallTime));
        var scope = Scope.counter(place.id(), district, hallId);
        show(scope, readings, List.of(), open, out);
        remember(place.id(), unit, Objects.requireNonNull(shown.get(scope.key())).index());
      }
      ofAll.addAll(open);
      ofUnits.computeIfAbsent(unit, first -> new ArrayList<>()).addAll(open);
    }

    private void remember(String counterId, String unit, @Nullable Double index) {
      if (index != null) {
        scored.add(new Scored(counterId, index));
        countersOf
            .computeIfAbsent(unit, first -> new ArrayList<>())
            .add(new Scored(counterId, index));
      }
    }

    private void add(long slot, Readings lost, String unit, HourReadings ofPlace) {
      ofPlace.add(slot, lost, days);
      all.add(slot, lost, days);
      if (!unit.isEmpty()) {
        units.computeIfAbsent(unit, first -> new HourReadings()).add(slot, lost, days);
      }
    }

    /** Whether there was something new to show. */
    private boolean show(
        Scope scope,
        HourReadings readings,
        List<Scored> of,
        Collection<OpenIncident> open,
        HallOutput out) {
      var expected = readings.expected(hallId, rules, reference, days);
      var score = LiveScore.of(scope, date, readings.total(), expected, rules, of, open);
      var now = score.shownAs(category(scope, score.index()));
      if (now.equals(shown.put(scope.key(), now))) {
        return false;
      }
      out.health(now.record(version, hallTime, 1, 0));
      return true;
    }

    private @Nullable Category category(Scope scope, @Nullable Double index) {
      var known = memory.categories().get(scope.key());
      var category =
          (known == null ? LiveCategory.unknown() : known)
              .with(index, hallTime, rules.categories());
      if (!category.equals(known)) {
        memory.categories().put(scope.key(), category);
      }
      if (scope.level() != Scope.Level.COUNTER) {
        return category.shown();
      }
      int deserted = place(Place.counter(scope.id())).deserted(hallTime);
      return LiveCategory.ofCounter(
          category.shown(), deserted, waitingFor(scope.id()), rules.categories());
    }

    private int waitingFor(String counterId) {
      return reference.counter(counterId, hallTime).map(ServiceCounter::queueIds).stream()
          .flatMap(List::stream)
          .mapToInt(queue -> waiting.getOrDefault(queue, 0))
          .sum();
    }

    private LiveTotals totals() {
      return new LiveTotals(
          district,
          reference.hall(hallId, hallTime).map(Hall::subdistrict).orElse(null),
          hallId,
          version,
          hallTime,
          all.total(),
          all.expected(hallId, rules, reference, days),
          scored,
          LiveScore.worst(ofAll));
    }
  }
}
