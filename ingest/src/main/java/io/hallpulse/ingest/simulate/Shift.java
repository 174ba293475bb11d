package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * A rostered session as it goes: most clerks come in time, some late, a few never; they take the
 * approved pause, and leave the post now and then.
 */
final class Shift {
  private static final int LONGEST_ABSENCE_MINUTES = 35;

  private final Floor floor;
  private final Desk desk;
  private final HallPlan.Session session;
  private final long start;
  private final long end;

  Shift(Floor floor, HallPlan.Session session) {
    this.floor = floor;
    this.desk = floor.desks.get(session.desk());
    this.session = session;
    this.start = floor.at(session.startMinute() * 60);
    this.end = floor.at(session.endMinute() * 60);
  }

  void plan() {
    var troubles = floor.hall.troubles();
    var chance = floor.chance;
    desk.watch(start, end);
    if (chance.in(troubles.absentClerks())) {
      floor.agenda.at(start + chance.seconds(500, 1_700), () -> desk.standIn(end));
      return;
    }
    boolean late = chance.in(troubles.lateClerks());
    long delay = late ? chance.seconds(20, 1_300) : -chance.seconds(15, 480);
    floor.agenda.at(Math.max(floor.start(), start + delay), () -> desk.signIn(session.staffId()));
    floor.agenda.at(end, () -> desk.endShift(session.staffId()));
    planPause();
    planAbsences();
    if (chance.in(troubles.closures())) {
      long at = start + chance.seconds(3_600, 6 * 3_600);
      long length = chance.seconds(10 * 60, 35 * 60);
      floor.agenda.at(at, () -> desk.wishAway(session.staffId(), length, true));
    }
  }

  /** Clerks of a unit pause one after another; where nobody else serves the line, a cover comes. */
  private void planPause() {
    long from = start + (180 + 30 * (session.desk() % 4)) * Agenda.MINUTE;
    long until = from + 30 * Agenda.MINUTE;
    floor.agenda.at(
        from - 5 * Agenda.MINUTE,
        () -> {
          if (desk.isStaffedBy(session.staffId())) {
            var cover = desk.isAlone() || floor.chance.in(0.15) ? desk.standInId() : null;
            approve(from, until, cover);
            floor.agenda.at(from, () -> desk.wishPause(session.staffId(), until, cover));
          }
        });
  }

  private void approve(long from, long until, @Nullable String cover) {
    floor.journal.write(
        floor
            .journal
            .event(EventKind.PAUSE_APPROVED)
            .setCounterId(desk.plan().counterId())
            .setStaffId(session.staffId())
            .setFrom(from)
            .setUntil(until)
            .setCoverStaffId(cover));
  }

  private void planAbsences() {
    var chance = floor.chance;
    for (long at = start; at < end; ) {
      at += 20 * Agenda.MINUTE + (long) (chance.exponential(260) * Agenda.MINUTE);
      double minutes = Math.min(LONGEST_ABSENCE_MINUTES, chance.lognormal(7, 0.8));
      long length = (long) (minutes * Agenda.MINUTE);
      if (at + length < end - 10 * Agenda.MINUTE) {
        floor.agenda.at(at, () -> desk.wishAway(session.staffId(), length, false));
      }
    }
  }
}
