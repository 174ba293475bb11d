package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.Visit.State;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A counter over one day: who sits there, whether it is open, and whom it calls. */
final class Desk {
  private static final int MOST_CALLS = 3;

  private final Floor floor;
  private final DeskPlan plan;
  private final Service service;
  private final ArrayDeque<Visit> returned = new ArrayDeque<>();
  private @Nullable String clerk;
  private @Nullable String successor;
  private boolean open;
  private boolean busy;
  private boolean paused;
  private boolean away;
  private boolean leaving;
  private long pauseUntil;
  private long awayFor;
  private long watchedUntil;
  private Runnable presenceChanged = () -> {};

  Desk(Floor floor, DeskPlan plan) {
    this.floor = floor;
    this.plan = plan;
    this.service = new Service(floor, this);
  }

  DeskPlan plan() {
    return plan;
  }

  List<Integer> lines() {
    return plan.lines();
  }

  boolean isOpen() {
    return open;
  }

  boolean isServing() {
    return busy;
  }

  /** Whether somebody sits at the post. */
  boolean isAttended() {
    return clerk != null && !paused && !away;
  }

  /** Whether a camera has reason to look: a session is rostered, or somebody is there. */
  boolean isWatched() {
    return clerk != null || floor.agenda.now() < watchedUntil;
  }

  void onPresenceChange(Runnable action) {
    presenceChanged = action;
  }

  String clerkId() {
    if (clerk == null) {
      throw new IllegalStateException("Nobody is at " + plan.counterId());
    }
    return clerk;
  }

  /** Plans a rostered session: most come in time, some late, a few never. */
  void roster(HallPlan.Session session) {
    var agenda = floor.agenda;
    var chance = floor.chance;
    long start = floor.start() + session.startMinute() * Agenda.MINUTE;
    long end = floor.start() + session.endMinute() * Agenda.MINUTE;
    agenda.at(start, () -> watchedUntil = end);
    boolean late = chance.in(0.07);
    long delay = late ? chance.seconds(20, 1_300) : -chance.seconds(15, 480);
    if (chance.in(0.006)) {
      return;
    }
    agenda.at(Math.max(floor.start(), start + delay), () -> signIn(session.staffId()));
    agenda.at(end, () -> endShift(session.staffId()));
    planPause(session, start);
    for (long at = start; at < end; ) {
      at += 20 * Agenda.MINUTE + (long) (chance.exponential(260) * Agenda.MINUTE);
      long length = (long) (Math.min(55, chance.lognormal(7, 0.8)) * Agenda.MINUTE);
      if (at + length < end - 10 * Agenda.MINUTE) {
        agenda.at(at, () -> wishAway(session.staffId(), length));
      }
    }
  }

  private void planPause(HallPlan.Session session, long start) {
    long from = start + (180 + 30 * (session.desk() % 4)) * Agenda.MINUTE;
    long until = from + 30 * Agenda.MINUTE;
    floor.agenda.at(
        from - 5 * Agenda.MINUTE,
        () -> {
          if (session.staffId().equals(clerk)) {
            floor.journal.write(
                floor
                    .journal
                    .event(EventKind.PAUSE_APPROVED)
                    .setCounterId(plan.counterId())
                    .setStaffId(session.staffId())
                    .setFrom(from)
                    .setUntil(until));
            floor.agenda.at(from, () -> wishPause(session.staffId(), until));
          }
        });
  }

  private void signIn(String staffId) {
    floor.journal.write(
        floor
            .journal
            .event(EventKind.STAFF_SIGNED_IN)
            .setStaffId(staffId)
            .setCounterId(plan.counterId()));
    if (clerk == null) {
      take(staffId);
    } else {
      successor = staffId;
    }
  }

  private void take(String staffId) {
    clerk = staffId;
    successor = null;
    leaving = false;
    presenceChanged.run();
    floor.agenda.in(
        floor.chance.seconds(5, 40),
        () -> {
          if (staffId.equals(clerk) && !open) {
            post(EventKind.COUNTER_OPENED, null);
            open = true;
          }
          idle();
        });
  }

  private void endShift(String staffId) {
    if (staffId.equals(clerk)) {
      leaving = true;
      idle();
    }
  }

  private void leave() {
    var next = successor;
    if (next == null) {
      post(EventKind.COUNTER_CLOSED, "SHIFT_END");
      open = false;
    }
    signOut();
    if (next != null) {
      take(next);
    }
  }

  private void signOut() {
    floor.journal.write(
        floor
            .journal
            .event(EventKind.STAFF_SIGNED_OUT)
            .setStaffId(clerkId())
            .setCounterId(plan.counterId()));
    clerk = null;
    leaving = false;
    paused = false;
    away = false;
    pauseUntil = 0;
    awayFor = 0;
    presenceChanged.run();
  }

  private void wishPause(String staffId, long until) {
    if (staffId.equals(clerk)) {
      pauseUntil = until;
      idle();
    }
  }

  private void wishAway(String staffId, long length) {
    if (staffId.equals(clerk)) {
      awayFor = length;
      idle();
    }
  }

  /** What the clerk does when nobody is at the counter. */
  void idle() {
    if (busy || paused || away || !open || clerk == null) {
      return;
    }
    if (leaving) {
      leave();
    } else if (pauseUntil > floor.agenda.now()) {
      pause(clerkId());
    } else if (awayFor > 0) {
      goAway(clerkId());
    } else if (!floor.closing()) {
      callNext();
    }
  }

  private void pause(String staffId) {
    paused = true;
    post(EventKind.COUNTER_PAUSED, "APPROVED_PAUSE");
    presenceChanged.run();
    floor.agenda.at(
        pauseUntil,
        () -> {
          if (paused && staffId.equals(clerk)) {
            paused = false;
            pauseUntil = 0;
            presenceChanged.run();
            post(EventKind.COUNTER_OPENED, null);
            idle();
          }
        });
  }

  private void goAway(String staffId) {
    away = true;
    presenceChanged.run();
    floor.agenda.in(
        awayFor,
        () -> {
          if (away && staffId.equals(clerk)) {
            away = false;
            presenceChanged.run();
            idle();
          }
        });
    awayFor = 0;
  }

  private void callNext() {
    var visit = returned.poll();
    if (visit == null) {
      visit = floor.next(plan.lines());
    }
    if (visit != null) {
      busy = true;
      call(visit);
    }
  }

  private void call(Visit visit) {
    var chance = floor.chance;
    visit.state = State.CALLED;
    visit.calls++;
    floor.journal.write(
        floor
            .journal
            .event(EventKind.TICKET_CALLED)
            .setTicketId(visit.ticketId)
            .setCounterId(plan.counterId())
            .setStaffId(clerkId())
            .setAttempt(visit.calls));
    boolean longWait = floor.agenda.now() - visit.legStart > 30 * Agenda.MINUTE;
    double missing = visit.casePlan != null ? 0 : longWait ? 0.10 : 0.045;
    if (!chance.in(visit.calls == 1 ? missing : 0.5)) {
      floor.agenda.in(chance.seconds(6, 60), () -> service.begin(visit));
    } else if (visit.calls < 2 && !floor.closing()) {
      floor.agenda.in(chance.seconds(40, 70), () -> call(visit));
    } else {
      floor.agenda.in(chance.seconds(40, 70), () -> noShow(visit));
    }
  }

  private void noShow(Visit visit) {
    visit.state = State.NO_SHOW;
    floor.journal.write(
        floor
            .journal
            .event(EventKind.TICKET_NO_SHOW)
            .setTicketId(visit.ticketId)
            .setCounterId(plan.counterId()));
    if (visit.calls < MOST_CALLS && floor.chance.in(0.3)) {
      floor.agenda.in(
          floor.chance.seconds(60, 700),
          () -> {
            returned.add(visit);
            idle();
          });
    }
    free();
  }

  /** The visitor has left; after a moment the next may come. */
  void release() {
    floor.agenda.in(floor.chance.seconds(6, 30), this::free);
  }

  private void free() {
    busy = false;
    idle();
  }

  void closeForTheDay() {
    if (open) {
      post(EventKind.COUNTER_CLOSED, "DAY_END");
      open = false;
    }
    if (clerk != null) {
      signOut();
    }
    var waits = successor;
    if (waits != null) {
      clerk = waits;
      successor = null;
      signOut();
    }
  }

  private void post(EventKind kind, @Nullable String reason) {
    var event = floor.journal.event(kind).setCounterId(plan.counterId());
    if (reason != null) {
      event.setReason(reason);
    }
    floor.journal.write(event);
  }
}
