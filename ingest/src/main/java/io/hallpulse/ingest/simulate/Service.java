package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.Visit.State;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.List;

/** What happens at a counter from the visitor's coming to the rating. */
final class Service {
  private static final List<String> BAD_REASONS =
      List.of("WAITED_TOO_LONG", "UNFRIENDLY", "UNCLEAR_ANSWER", "CAME_TWICE");
  private static final List<String> BAD_WORDS = List.of("等候时间太长", "解释不够清楚", "材料要求前后不一致", "态度需要改进");

  private final Floor floor;
  private final Desk desk;
  private final Calling calling;

  Service(Floor floor, Desk desk, Calling calling) {
    this.floor = floor;
    this.desk = desk;
    this.calling = calling;
  }

  void begin(Visit visit) {
    visit.state = State.SERVING;
    floor.journal.write(
        at(visit, EventKind.SERVICE_STARTED)
            .setStaffId(desk.clerkId())
            .setItemCode(visit.item.code()));
    var plan = visit.errand.casePlan();
    if (plan != null && visit.errand.opensCase()) {
      floor.agenda.in(floor.chance.seconds(20, 90), () -> openCase(plan));
    }
    plan(visit, duration(visit));
  }

  private long duration(Visit visit) {
    double minutes = floor.chance.lognormal(0.58 * visit.item.committedMinutes(), 0.5);
    long planned = (long) (Math.max(1.8, minutes) * Agenda.MINUTE);
    return Math.max(Agenda.SECOND, Math.min(planned, floor.latestEnd() - floor.agenda.now()));
  }

  /** Most services just end; some are held, some go on elsewhere, some lack materials. */
  private void plan(Visit visit, long duration) {
    var chance = floor.chance;
    boolean ample = floor.latestEnd() - floor.agenda.now() > duration + 20 * Agenda.MINUTE;
    var matter = visit.errand.matter();
    if (matter != null) {
      boolean lacks = !visit.errand.again() || matter.secondNoticeId() != null;
      floor.agenda.in(duration, lacks ? () -> giveNotice(visit) : () -> end(visit, "COMPLETED"));
      return;
    }
    double part = chance.fraction();
    if (ample && part < 0.02) {
      floor.agenda.in(duration / 2, () -> hold(visit, duration / 2));
    } else if (ample && part < 0.04 && !visit.errand.isPlanned()) {
      floor.agenda.in(duration, () -> transfer(visit));
    } else if (ample && part < 0.06 && !visit.errand.opensCase()) {
      floor.agenda.in(duration, () -> giveNotice(visit));
    } else if (part < 0.065) {
      floor.agenda.in(duration, () -> end(visit, "ABANDONED"));
    } else {
      floor.agenda.in(duration, () -> end(visit, "COMPLETED"));
    }
  }

  private void hold(Visit visit, long rest) {
    floor.journal.write(at(visit, EventKind.TICKET_HELD));
    floor.agenda.in(
        floor.chance.seconds(90, 600),
        () -> {
          floor.journal.write(at(visit, EventKind.TICKET_RESUMED));
          floor.agenda.in(rest, () -> end(visit, "COMPLETED"));
        });
  }

  private void transfer(Visit visit) {
    int target = floor.transferTarget(visit);
    if (target < 0) {
      end(visit, "COMPLETED");
      return;
    }
    if (floor.chance.in(0.5)) {
      moveOn(visit, target);
    } else {
      floor.journal.write(ended(visit, "TRANSFERRED"));
      floor.agenda.in(floor.chance.seconds(2, 8), () -> moveOn(visit, target));
    }
    calling.release();
  }

  private void moveOn(Visit visit, int target) {
    floor.writeTransfer(visit, target, "NEXT_UNIT");
    visit.calls = 0;
    visit.item = floor.chance.one(floor.hall.lines().get(target).items());
    floor.join(visit, target, floor.agenda.now());
  }

  private void giveNotice(Visit visit) {
    var chance = floor.chance;
    var matter = visit.errand.matter();
    var materials = visit.item.materials();
    var notice =
        matter == null
            ? new Notice(
                Tickets.id(floor.agenda.now(), chance),
                visit.ticketId,
                materials.subList(0, chance.between(1, materials.size())))
            : new Notice(
                matter.noticeId(visit.errand.again()),
                matter.matterId(),
                matter.missingMaterials());
    floor.journal.write(
        event(visit, EventKind.NOTICE_ISSUED, notice).setMissing(List.copyOf(notice.missing())));
    floor.agenda.in(
        chance.seconds(20, 60),
        () -> {
          floor.journal.write(event(visit, EventKind.NOTICE_SIGNED, notice));
          end(visit, "NOTICE_ISSUED");
        });
    if (chance.in(0.5)) {
      floor.agenda.in(chance.seconds(90, 7_200), () -> floor.journal.write(viewed(visit, notice)));
    }
  }

  private record Notice(String noticeId, String matterId, List<String> missing) {}

  private Event.Builder event(Visit visit, EventKind kind, Notice notice) {
    return at(visit, kind)
        .setNoticeId(notice.noticeId())
        .setMatterId(notice.matterId())
        .setStaffId(desk.clerkId())
        .setItemCode(visit.item.code());
  }

  /** The visitor reads the notice on the phone. */
  private Event.Builder viewed(Visit visit, Notice notice) {
    return floor
        .journal
        .event(EventKind.NOTICE_VIEWED)
        .setNoticeId(notice.noticeId())
        .setMatterId(notice.matterId())
        .setItemCode(visit.item.code());
  }

  private void end(Visit visit, String outcome) {
    visit.state = State.GONE;
    floor.journal.write(ended(visit, outcome));
    if (!outcome.equals("ABANDONED")) {
      planRating(visit, desk.clerkId());
    }
    calling.release();
  }

  private Event.Builder ended(Visit visit, String outcome) {
    return at(visit, EventKind.SERVICE_ENDED)
        .setStaffId(desk.clerkId())
        .setItemCode(visit.item.code())
        .setOutcome(outcome);
  }

  private void openCase(CasePlan plan) {
    floor.journal.write(Backlog.opened(floor.journal, plan, desk.clerkId()));
  }

  private void planRating(Visit visit, String staffId) {
    var chance = floor.chance;
    if (!chance.in(0.62)) {
      return;
    }
    boolean active = chance.in(0.93);
    int level = active ? level() : 5;
    boolean phone = chance.in(0.2);
    floor.agenda.in(
        phone ? chance.seconds(60, 3_600) : chance.seconds(2, 40),
        () -> rate(visit, staffId, active, level, phone ? "PHONE" : "WINDOW"));
  }

  private int level() {
    double part = floor.chance.fraction();
    if (part < 0.86) {
      return 5;
    }
    if (part < 0.965) {
      return 4;
    }
    if (part < 0.988) {
      return 3;
    }
    return part < 0.996 ? 2 : 1;
  }

  private void rate(Visit visit, String staffId, boolean active, int level, String channel) {
    boolean bad = level <= 2;
    var rating =
        at(visit, EventKind.RATING_SUBMITTED)
            .setStaffId(staffId)
            .setLevel(level)
            .setChannel(channel)
            .setActive(active);
    if (bad) {
      rating.setReasons(List.of(floor.chance.one(BAD_REASONS)));
      if (floor.chance.in(0.6)) {
        rating.setWords(floor.chance.one(BAD_WORDS));
      }
      planRectification(visit);
    }
    floor.journal.write(rating);
  }

  /**
   * Somebody calls the visitor and sees to it, or the clerk appeals with success, or nobody cares.
   */
  private void planRectification(Visit visit) {
    var chance = floor.chance;
    var troubles = floor.hall.troubles();
    double part = chance.fraction();
    if (part < troubles.appeals()) {
      write(EventKind.RATING_APPEAL_UPHELD, visit, chance.fraction());
    } else if (part < 1 - troubles.openRectifications()) {
      double contact = 0.5 * chance.fraction();
      write(EventKind.RECTIFICATION_CONTACTED, visit, contact);
      write(EventKind.RECTIFICATION_CLOSED, visit, contact + 0.1 + 0.4 * chance.fraction());
    }
  }

  /** Writes it within the next three hours, and on the same day. */
  private void write(EventKind kind, Visit visit, double part) {
    long rest = floor.latestEnd() - floor.agenda.now();
    long after = (long) (Math.min(180 * Agenda.MINUTE, rest) * part);
    floor.agenda.in(
        after, () -> floor.journal.write(floor.journal.event(kind).setTicketId(visit.ticketId)));
  }

  private Event.Builder at(Visit visit, EventKind kind) {
    return floor
        .journal
        .event(kind)
        .setTicketId(visit.ticketId)
        .setCounterId(desk.plan().counterId());
  }
}
