package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Attendance;
import io.hallpulse.domain.health.Crowd;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PostEvidence;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Session;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a counter's clerks lost on a day by coming late and by not being there. */
final class Attending {
  private final String counterId;
  private final long day;
  private final String district;
  private final Reference reference;
  private final PlaceBooks books;
  private final LocalDays days;

  Attending(String counterId, long day, String district, Reference reference, PlaceBooks books) {
    this.counterId = counterId;
    this.day = day;
    this.district = district;
    this.reference = reference;
    this.books = books;
    this.days = reference.days(district);
  }

  /** Who is rostered at a counter on a day. */
  static List<Session> sessions(String counterId, long day, Reference reference, LocalDays days) {
    var date = LocalDate.ofEpochDay(day);
    return reference.rosters(counterId, date).stream()
        .map(
            roster ->
                new Session(
                    counterId,
                    roster.staffId(),
                    days.at(date, roster.start()),
                    days.at(date, roster.end())))
        .toList();
  }

  /**
   * The losses that are known by a time, by the start of their half hour.
   *
   * @param crowds who waits in a queue that day
   */
  Map<Long, Readings> until(long time, Function<String, Crowd> crowds) {
    var lost = new HashMap<Long, Readings>();
    for (var attendance : attendances()) {
      var late = attendance.lateness(time);
      if (late != null) {
        lost.merge(
            Slots.start(attendance.session().start(), days),
            Readings.NONE.plus(Factor.LATE, late),
            Readings::plus);
      }
      for (var minute : attendance.minutes(time, instant -> waiting(instant, crowds))) {
        lost.merge(
            Slots.start(minute.start(), days),
            Readings.NONE.plus(Factor.ABSENT, minute.loss()),
            Readings::plus);
      }
    }
    return lost;
  }

  /** Each rostered session of the day with all that tells of it. */
  List<Attendance> attendances() {
    var sessions = sessions(counterId, day, reference, days);
    if (sessions.isEmpty()) {
      return List.of();
    }
    var evidence = evidence();
    return sessions.stream()
        .map(
            session ->
                new Attendance(
                    session, evidence, reference.rules(district, session.start()), days.start(day)))
        .toList();
  }

  /** Of the day, and what was seen and done just before it; services and pauses end with a day. */
  private PostEvidence evidence() {
    var place = Place.counter(counterId);
    long start = days.start(day);
    var marks = books.marks(place, day, start, days);
    books.marks(place, day - 1, start - Slots.LENGTH, days).stream()
        .filter(mark -> !mark.endsWithItsDay())
        .forEach(marks::add);
    return PostEvidence.of(marks);
  }

  int waiting(long time, Function<String, Crowd> crowds) {
    int waiting = 0;
    for (var queue :
        reference.counter(counterId, time).map(ServiceCounter::queueIds).orElse(List.of())) {
      waiting += crowds.apply(queue).at(time);
    }
    return waiting;
  }
}
