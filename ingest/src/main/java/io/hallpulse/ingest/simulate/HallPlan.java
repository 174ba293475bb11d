package io.hallpulse.ingest.simulate;

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
      for (int shift = 0; shift < 3; shift++) {
        if (shift == 0 && !desk.night() || shift == 2 && !desk.evening()) {
          continue;
        }
        int turn = (int) Math.floorMod(date.toEpochDay() + shift, (long) desk.staff().size());
        sessions.add(
            new Session(
                i, desk.staff().get(turn), shift * SHIFT_MINUTES, (shift + 1) * SHIFT_MINUTES));
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

  private static String clock(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
