package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A counter over one day: who sits there, whether it is open, and whom it calls. */
final class Desk {
  private static final long FETCHED_AFTER = 8 * Agenda.MINUTE;

  private final Floor floor;
  private final DeskPlan plan;
  private final String standInId;
  private final Calling calling;
  private @Nullable String clerk;
  private @Nullable String successor;
  private @Nullable String pauseCover;
  private boolean open;
  private boolean paused;
  private boolean away;
  private boolean leaving;
  private long pauseUntil;
  private long awayFor;
  private long awaySince;
  private boolean awayCloses;
  private int stints;
  private long watchedUntil;
  private Runnable presenceChanged = () -> {};

  /**
   * @param standInId who takes the post when its clerk does not come, or pauses
   */
  Desk(Floor floor, DeskPlan plan, String standInId) {
    this.floor = floor;
    this.plan = plan;
    this.standInId = standInId;
    this.calling = new Calling(floor, this);
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
    return calling.isBusy();
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

  String standInId() {
    return standInId;
  }

  boolean isStaffedBy(String staffId) {
    return staffId.equals(clerk);
  }

  /** Whether a clerk works here: the counter is open and its clerk is at the post. */
  boolean isOnDuty() {
    return open && isAttended();
  }

  /** Whether no other counter serves one of its lines now. */
  boolean isAlone() {
    return lines().stream()
        .anyMatch(
            line ->
                floor.desks.stream()
                    .noneMatch(
                        other ->
                            other != this && other.isOnDuty() && other.lines().contains(line)));
  }

  /** From and until when a camera has reason to look, whoever is there. */
  void watch(long from, long until) {
    floor.agenda.at(from, () -> watchedUntil = until);
  }

  void signIn(String staffId) {
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
      if (isStaffedBy(standInId)) {
        leaving = true;
        idle();
      }
    }
  }

  /**
   * Another clerk takes an empty post until then, or until its own clerk comes; false if it is not
   * empty.
   */
  boolean standIn(long until) {
    if (clerk != null || floor.closing()) {
      return false;
    }
    signIn(standInId);
    int stint = stints;
    floor.agenda.at(
        until,
        () -> {
          if (stint == stints) {
            endShift(standInId);
          }
        });
    return true;
  }

  private void take(String staffId) {
    clerk = staffId;
    stints++;
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

  void endShift(String staffId) {
    if (staffId.equals(clerk)) {
      leaving = true;
      idle();
    } else if (staffId.equals(successor)) {
      successor = null; // the one before was busy all that time
      writeSignOut(staffId);
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
    writeSignOut(clerkId());
    clerk = null;
    leaving = false;
    paused = false;
    away = false;
    pauseUntil = 0;
    pauseCover = null;
    awayFor = 0;
    presenceChanged.run();
  }

  private void writeSignOut(String staffId) {
    floor.journal.write(
        floor
            .journal
            .event(EventKind.STAFF_SIGNED_OUT)
            .setStaffId(staffId)
            .setCounterId(plan.counterId()));
  }

  /** The clerk pauses as soon as nobody is at the counter; a cover, if named, takes over. */
  void wishPause(String staffId, long until, @Nullable String cover) {
    if (staffId.equals(clerk)) {
      pauseUntil = until;
      pauseCover = cover;
      idle();
    }
  }

  /** The clerk leaves the post as soon as nobody is at the counter, with or without closing it. */
  void wishAway(String staffId, long length, boolean closing) {
    if (staffId.equals(clerk)) {
      awayFor = length;
      awayCloses = closing;
      idle();
    }
  }

  /** Fetches the clerk who has been away for some minutes; false if there is none. */
  boolean comeBack() {
    if (!away || floor.agenda.now() - awaySince < FETCHED_AFTER) {
      return false;
    }
    endAbsence();
    return true;
  }

  /** What the clerk does when nobody is at the counter. */
  void idle() {
    if (calling.isBusy() || paused || away || !open || clerk == null) {
      return;
    }
    if (leaving) {
      leave();
    } else if (pauseUntil > floor.agenda.now()) {
      var cover = pauseCover;
      if (cover == null) {
        pause(clerkId());
      } else {
        handOver(clerkId(), cover);
      }
    } else if (awayFor > 0) {
      goAway();
    } else if (!floor.closing()) {
      calling.callNext();
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

  private void handOver(String staffId, String cover) {
    long until = pauseUntil;
    signOut();
    signIn(cover);
    floor.agenda.at(
        until,
        () -> {
          if (clerk == null || isStaffedBy(cover)) {
            signIn(staffId);
          }
        });
  }

  private void goAway() {
    away = true;
    awaySince = floor.agenda.now();
    if (awayCloses) {
      post(EventKind.COUNTER_CLOSED, null);
      open = false;
    }
    presenceChanged.run();
    int stint = stints;
    floor.agenda.in(
        awayFor,
        () -> {
          if (away && stint == stints) {
            endAbsence();
          }
        });
    awayFor = 0;
  }

  private void endAbsence() {
    away = false;
    presenceChanged.run();
    if (!open) {
      post(EventKind.COUNTER_OPENED, null);
      open = true;
    }
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
