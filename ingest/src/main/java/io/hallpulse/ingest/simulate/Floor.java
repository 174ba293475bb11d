package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A hall's visitors over one day: they come, wait in lines, lose patience, and are called. */
final class Floor {
  private static final long LAST_ARRIVAL = 30 * Agenda.MINUTE;
  private static final long LAST_CALL = 4 * Agenda.MINUTE;
  private static final long CLEARING = 30 * Agenda.SECOND;

  final Agenda agenda;
  final Journal journal;
  final Chance chance;
  final HallPlan hall;
  final List<Desk> desks = new ArrayList<>();
  private final long start;
  private final long end;
  private final List<PriorityQueue<Visit>> lines = new ArrayList<>();
  private final int[] issued;
  private long visits;
  private boolean closing;

  Floor(HallPlan hall, Agenda agenda, Journal journal, Chance chance, long start, long end) {
    this.hall = hall;
    this.agenda = agenda;
    this.journal = journal;
    this.chance = chance;
    this.start = start;
    this.end = end;
    this.issued = new int[hall.lines().size()];
    hall.lines().forEach(line -> lines.add(new PriorityQueue<>(Visit.CALL_ORDER)));
    hall.desks().forEach(plan -> desks.add(new Desk(this, plan)));
  }

  /** Plans the day: visitors, cases, and its end. */
  void open(CaseBook cases, LocalDate date) {
    planNextArrival();
    for (var plan : cases.opened(date)) {
      agenda.at(start + plan.openedSecond() * Agenda.SECOND, () -> comeForCase(plan, true));
    }
    for (var due : cases.due(date)) {
      agenda.at(start + due.move().second() * Agenda.SECOND, () -> caseMoves(due));
    }
    agenda.at(end - LAST_CALL, () -> closing = true);
    agenda.at(end - CLEARING, this::clear);
  }

  long start() {
    return start;
  }

  boolean closing() {
    return closing;
  }

  /** A service that begins now lasts until then at most. */
  long latestEnd() {
    return end - CLEARING - 15 * Agenda.SECOND;
  }

  int waiting() {
    int waiting = 0;
    for (int line = 0; line < lines.size(); line++) {
      for (var visit : lines.get(line)) {
        waiting += visit.waitsIn(line) ? 1 : 0;
      }
    }
    return waiting;
  }

  /** Takes the visitor who is next in those lines, null if nobody waits. */
  @Nullable Visit next(List<Integer> places) {
    @Nullable Visit best = null;
    for (int place : places) {
      var head = head(place);
      if (head != null && (best == null || Visit.CALL_ORDER.compare(head, best) < 0)) {
        best = head;
      }
    }
    if (best != null) {
      lines.get(best.line).poll();
    }
    return best;
  }

  /** Another line that somebody serves now, -1 if there is none. */
  int transferTarget(Visit visit) {
    var open =
        desks.stream()
            .filter(Desk::isOpen)
            .flatMap(desk -> desk.lines().stream())
            .filter(line -> line != visit.line)
            .distinct()
            .toList();
    return open.isEmpty() ? -1 : chance.one(open);
  }

  void join(Visit visit, int line, long legStart) {
    visit.state = Visit.State.WAITING;
    visit.line = line;
    visit.legStart = legStart;
    lines.get(line).add(visit);
    for (var desk : desks) {
      if (desk.lines().contains(line)) {
        agenda.in(chance.seconds(2, 12), desk::idle);
      }
    }
  }

  void writeTransfer(Visit visit, int line, String reason) {
    journal.write(
        journal
            .event(EventKind.TICKET_TRANSFERRED)
            .setTicketId(visit.ticketId)
            .setToQueueId(hall.lines().get(line).queueId())
            .setReason(reason));
  }

  private @Nullable Visit head(int place) {
    var line = lines.get(place);
    while (!line.isEmpty() && !line.element().waitsIn(place)) {
      line.poll(); // left meanwhile
    }
    return line.peek();
  }

  /** A Poisson process that follows the day's curve, by thinning. */
  private void planNextArrival() {
    double rate = hall.arrivalsPerMinute() * DayCurve.PEAK;
    agenda.in(
        (long) (chance.exponential(1 / rate) * Agenda.MINUTE),
        () -> {
          double curve = DayCurve.at((agenda.now() - start) / (double) Agenda.SECOND);
          if (agenda.now() < end - LAST_ARRIVAL) {
            if (chance.in(curve / DayCurve.PEAK)) {
              come();
            }
            planNextArrival();
          }
        });
  }

  private void come() {
    int line = chosenLine();
    var item = chance.one(hall.lines().get(line).items());
    issue(line, item, null, false);
  }

  private int chosenLine() {
    double total = hall.lines().stream().mapToDouble(LinePlan::share).sum();
    double place = chance.fraction() * total;
    for (int line = 0; line < hall.lines().size(); line++) {
      place -= hall.lines().get(line).share();
      if (place < 0) {
        return line;
      }
    }
    return hall.lines().size() - 1;
  }

  private void comeForCase(CasePlan plan, boolean opens) {
    issue(plan.line(), plan.item(), plan, opens);
  }

  private void issue(int line, ItemPlan item, @Nullable CasePlan plan, boolean opensCase) {
    long now = agenda.now();
    var channel = channel();
    boolean appointed = channel.equals("APPOINTMENT");
    long legStart = appointed ? Math.max(now, now + chance.seconds(-600, 900)) : now;
    var visit =
        new Visit(
            Tickets.id(now, chance),
            visits++,
            chance.in(0.05) ? 1 : 0,
            plan,
            opensCase,
            item,
            line,
            legStart);
    var issue =
        journal
            .event(EventKind.TICKET_ISSUED)
            .setTicketId(visit.ticketId)
            .setTicketNo("%s%03d".formatted(hall.lines().get(line).letter(), ++issued[line]))
            .setQueueId(hall.lines().get(line).queueId())
            .setItemCode(item.code())
            .setUnitId(item.unitId())
            .setChannel(channel)
            .setPriority(visit.priority)
            .setVisitorToken(Tickets.visitorToken(hall.district(), chance));
    if (appointed) {
      issue.setAppointmentTime(legStart);
    }
    if (plan != null) {
      issue.setCaseId(plan.caseId());
    }
    journal.write(issue);
    join(visit, line, legStart);
    planDeparture(visit);
  }

  private String channel() {
    double part = chance.fraction();
    if (part < 0.45) {
      return "FACE";
    }
    if (part < 0.75) {
      return "ID_CARD";
    }
    if (part < 0.86) {
      return "QR";
    }
    return part < 0.92 ? "COUNTER" : "APPOINTMENT";
  }

  private void planDeparture(Visit visit) {
    if (visit.casePlan != null) {
      return; // whoever comes for a case waits for it
    }
    if (chance.in(0.006)) {
      agenda.in(chance.seconds(40, 240), () -> moveToRightLine(visit));
    }
    if (chance.in(0.25)) {
      long patience = (long) (chance.lognormal(40, 0.6) * Agenda.MINUTE);
      agenda.at(visit.legStart + patience, () -> leave(visit));
    }
  }

  private void moveToRightLine(Visit visit) {
    int target = visit.state == Visit.State.WAITING && !closing ? transferTarget(visit) : -1;
    if (target >= 0) {
      writeTransfer(visit, target, "WRONG_QUEUE");
      lines.get(visit.line).remove(visit);
      visit.item = chance.one(hall.lines().get(target).items());
      join(visit, target, visit.legStart);
    }
  }

  private void leave(Visit visit) {
    if (visit.state == Visit.State.WAITING) {
      cancel(visit, chance.in(0.94) ? "VISITOR" : "CLERK");
    }
  }

  private void cancel(Visit visit, String by) {
    visit.state = Visit.State.GONE;
    journal.write(
        journal.event(EventKind.TICKET_CANCELLED).setTicketId(visit.ticketId).setCancelledBy(by));
  }

  private void caseMoves(CaseBook.Due due) {
    var plan = due.plan();
    if (due.move().kind() == EventKind.TICKET_ISSUED) {
      comeForCase(plan, false);
      return;
    }
    var clerks = hall.desks().stream().filter(desk -> desk.lines().contains(plan.line())).toList();
    var move =
        journal
            .event(due.move().kind())
            .setCaseId(plan.caseId())
            .setItemCode(plan.item().code())
            .setUnitId(plan.item().unitId())
            .setStaffId(chance.one(chance.one(clerks).staff()))
            .setStep(due.move().step());
    var result = due.move().result();
    if (result != null) {
      move.setCaseResult(result);
    }
    var entityId = plan.entityId();
    if (entityId != null && "APPROVED".equals(result)) {
      move.setEntityId(entityId);
    }
    journal.write(move);
  }

  /** The local day ends: who still waits is cancelled, counters close, clerks sign out. */
  private void clear() {
    for (int line = 0; line < lines.size(); line++) {
      for (var visit = head(line); visit != null; visit = head(line)) {
        lines.get(line).poll();
        cancel(visit, "DAY_END");
      }
    }
    desks.forEach(Desk::closeForTheDay);
  }
}
