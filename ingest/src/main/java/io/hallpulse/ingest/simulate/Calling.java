package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.Visit.State;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayDeque;

/** How a counter calls: one visitor at a time, again those who did not come. */
final class Calling {
  private static final int MOST_CALLS = 3;

  private final Floor floor;
  private final Desk desk;
  private final Service service;
  private final ArrayDeque<Visit> returned = new ArrayDeque<>();
  private boolean busy;

  Calling(Floor floor, Desk desk) {
    this.floor = floor;
    this.desk = desk;
    this.service = new Service(floor, desk, this);
  }

  /** Whether a visitor is called or served. */
  boolean isBusy() {
    return busy;
  }

  /** Calls whoever is next, if anybody waits. */
  void callNext() {
    var visit = returned.poll();
    if (visit == null) {
      visit = floor.next(desk.lines(), desk.clerkId());
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
            .setCounterId(desk.plan().counterId())
            .setStaffId(desk.clerkId())
            .setAttempt(visit.calls));
    boolean longWait = floor.agenda.now() - visit.legStart > 30 * Agenda.MINUTE;
    double missing = visit.errand.isPlanned() ? 0 : longWait ? 0.10 : 0.045;
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
            .setCounterId(desk.plan().counterId()));
    if (visit.calls < MOST_CALLS && floor.chance.in(0.3)) {
      floor.agenda.in(
          floor.chance.seconds(60, 700),
          () -> {
            returned.add(visit);
            desk.idle();
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
    desk.idle();
  }
}
