package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.reference.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Scores the days of a hall: whenever something of one has changed, and at 06:00 of the next. */
final class ScoreDesk {
  /** Begins the keys of days that are closed. */
  private static final String CLOSED = "closed@";

  private static final long FINAL_AFTER = TimeUnit.HOURS.toMicros(6);

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final long revisionsFrom;
  private final Schedule finals = new Schedule();

  /** Days and sources of them, so that each is planned once. */
  private final Set<String> expected = new HashSet<>();

  /** Local days of which something was written, and why. */
  private final Map<Long, Cause> changed = new TreeMap<>();

  ScoreDesk(
      String hallId, Reference reference, HallMemory memory, PlaceBooks books, long revisionsFrom) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.books = books;
    this.revisionsFrom = revisionsFrom;
  }

  /** Plans the final scores of a day, in the time of a source. */
  void expect(long day, String district, String source) {
    if (!HallScores.isFinal(hallId, day, memory) && expected.add(day + "@" + source)) {
      finals.plan(morning(day, district), Long.toString(day), source);
    }
  }

  /** To be scored by the latest time at which it has changed. */
  void change(long day, Cause cause) {
    changed.merge(day, cause, (known, more) -> more.time() > known.time() ? more : known);
  }

  boolean isFinal(long day, long time, String district) {
    return time >= morning(day, district);
  }

  private long morning(long day, String district) {
    return reference.days(district).end(day) + FINAL_AFTER;
  }

  /** Writes the scores that are due. */
  void settle(ToLongFunction<String> timeOf, String district, HallOutput out) {
    finals.takeDue(
        timeOf,
        (day, source, planned, time) -> {
          expected.remove(day + "@" + source);
          change(Long.parseLong(day), new Cause(source, time, "FINAL"));
        });
    changed.forEach((day, cause) -> score(day, district, cause, out));
    changed.clear();
  }

  private void score(long day, String district, Cause cause, HallOutput out) {
    if (memory.scores().get(CLOSED + day) != null) {
      return;
    }
    boolean isFinal = isFinal(day, cause.time(), district);
    var places = placesOf(day);
    if (isFinal) {
      var days = reference.days(district);
      places.stream()
          .filter(place -> place.lookAt() == PlaceDay.NEVER)
          .forEach(place -> books.bind(Place.of(place.place()), day, days));
    }
    new HallScores(hallId, district, day, reference, memory, books, revisionsFrom)
        .write(
            places.stream().map(place -> Place.of(place.place())).toList(),
            isFinal,
            cause.reason(),
            out);
    if (!isFinal) {
      expect(day, district, cause.source()); // who comes late may bring a day's first row
    }
  }

  /** Leaves a day to back-fills, for ever. */
  void close(long day) {
    memory.scores().put(CLOSED + day, new Written(0, 0, true));
  }

  /** Days that are left to back-fills. */
  Set<Long> closed() {
    var days = new HashSet<Long>();
    for (var entry : memory.scores().entries()) {
      if (entry.getKey().startsWith(CLOSED)) {
        days.add(PlaceDay.dayOf(entry.getKey()));
      }
    }
    return days;
  }

  private List<PlaceDay> placesOf(long day) {
    var places = new ArrayList<PlaceDay>();
    for (var entry : memory.placeDays().entries()) {
      if (entry.getValue().day() == day) {
        places.add(entry.getValue());
      }
    }
    return places;
  }

  /** Forgets what was written of days of which a book is gone, when the last one is. */
  void forget(Set<Long> days) {
    if (days.isEmpty()) {
      return;
    }
    memory.placeDays().entries().forEach(entry -> days.remove(entry.getValue().day()));
    var gone = new ArrayList<String>();
    for (var entry : memory.scores().entries()) {
      if (days.contains(PlaceDay.dayOf(entry.getKey())) && !entry.getKey().startsWith(CLOSED)) {
        gone.add(entry.getKey());
      }
    }
    gone.forEach(memory.scores()::remove);
  }
}
