package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Roster;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hall of the demo: what stands in it, and how many come. */
record HallPlan(
    String hallId,
    String name,
    String district,
    @Nullable String subdistrict,
    ZoneId zone,
    double arrivalsPerMinute,
    Troubles troubles,
    List<LinePlan> lines,
    List<DeskPlan> desks) {
  private static final int SHIFT_MINUTES = 8 * 60;

  HallPlan {
    lines = List.copyOf(lines);
    desks = List.copyOf(desks);
  }

  /** One clerk's shift at a counter, in minutes of the local day. */
  record Session(int desk, String staffId, int startMinute, int endMinute) {}

  /** Who is rostered where: three shifts of eight hours, fewer counters by evening and night. */
  List<Session> sessions(LocalDate date) {
    var sessions = new ArrayList<Session>();
    for (int i = 0; i < desks.size(); i++) {
      var desk = desks.get(i);
      for (int shift = 0; shift < DeskPlan.SHIFTS; shift++) {
        if (desk.isOpenIn(shift)) {
          sessions.add(
              new Session(
                  i, desk.clerk(date, shift), shift * SHIFT_MINUTES, (shift + 1) * SHIFT_MINUTES));
        }
      }
    }
    return sessions;
  }

  List<Roster> rosters(LocalDate date) {
    return sessions(date).stream()
        .map(
            session ->
                new Roster(
                    desks.get(session.desk()).counterId(),
                    session.staffId(),
                    date.toString(),
                    clock(session.startMinute()),
                    clock(session.endMinute())))
        .toList();
  }

  /** The same hall with other troubles. */
  HallPlan with(Troubles other) {
    return new HallPlan(
        hallId, name, district, subdistrict, zone, arrivalsPerMinute, other, lines, desks);
  }

  /** The line of a visitor by the lines' shares, for a number from 0 to 1. */
  int lineByShare(double fraction) {
    double place = fraction;
    for (int line = 0; line < lines.size(); line++) {
      place -= share(line);
      if (place < 0) {
        return line;
      }
    }
    return lines.size() - 1;
  }

  /** The part of the hall's visitors that comes to a line. */
  double share(int line) {
    double all = lines.stream().mapToDouble(LinePlan::share).sum();
    return lines.get(line).share() / all;
  }

  /** The time (microseconds since 1970) at a second of a local day. */
  long micros(LocalDate date, int second) {
    return EventJson.micros(date.atStartOfDay(zone).toInstant()) + second * Agenda.SECOND;
  }

  private static String clock(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
