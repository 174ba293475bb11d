package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hall over one day: its lines, who waits in them and who is called, and its counters. */
final class Floor {
  private static final long LAST_CALL = 4 * Agenda.MINUTE;
  private static final long CLEARING = 30 * Agenda.SECOND;
  private static final long PREFERRING = 10 * Agenda.MINUTE;

  final Agenda agenda;
  final Journal journal;
  final Chance chance;
  final HallPlan hall;
  final List<Desk> desks = new ArrayList<>();
  private final long start;
  private final long end;
  private final List<List<Visit>> lines = new ArrayList<>();
  private boolean closing;

  Floor(HallPlan hall, Agenda agenda, Journal journal, Chance chance, LocalDate date) {
    this.hall = hall;
    this.agenda = agenda;
    this.journal = journal;
    this.chance = chance;
    this.start = agenda.now();
    this.end = agenda.end();
    hall.lines().forEach(line -> lines.add(new ArrayList<>()));
    hall.desks().forEach(plan -> desks.add(new Desk(this, plan, plan.standIn(date))));
    agenda.at(end - LAST_CALL, () -> closing = true);
    agenda.at(end - CLEARING, this::clear);
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** The time at a second of the local day. */
  long at(int second) {
    return start + second * Agenda.SECOND;
  }

  boolean closing() {
    return closing;
  }

  /** A service that begins now lasts until then at most. */
  long latestEnd() {
    return end - CLEARING - 15 * Agenda.SECOND;
  }

  int waiting() {
    return lines.stream().mapToInt(List::size).sum();
  }

  /** How long the first of a line waits, 0 if nobody does. */
  long longestWait(int line) {
    long waited = 0;
    for (var visit : lines.get(line)) {
      waited = Math.max(waited, agenda.now() - visit.legStart);
    }
    return waited;
  }

  /** Takes the visitor whom a clerk calls next in those lines, null if nobody waits. */
  @Nullable Visit next(List<Integer> places, String clerk) {
    @Nullable Visit best = null;
    for (int place : places) {
      for (var visit : lines.get(place)) {
        if ((best == null || Visit.CALL_ORDER.compare(visit, best) < 0)
            && !waitsForAnother(visit, clerk)) {
          best = visit;
        }
      }
    }
    if (best != null) {
      lines.get(best.line).remove(best);
    }
    return best;
  }

  /** Somebody who is on duty for a line, or may be later. */
  String someClerkOf(int line) {
    var serving = desks.stream().filter(desk -> desk.lines().contains(line)).toList();
    var now = serving.stream().filter(Desk::isOnDuty).toList();
    return now.isEmpty()
        ? chance.one(chance.one(serving).plan().staff())
        : chance.one(now).clerkId();
  }

  void join(Visit visit, int line, long legStart) {
    visit.state = Visit.State.WAITING;
    visit.line = line;
    visit.legStart = legStart;
    lines.get(line).add(visit);
    callSoon(line);
    if (visit.preferred != null) {
      agenda.at(legStart + PREFERRING, () -> callSoon(line));
    }
  }

  /** A visitor of the wrong line goes to another; the wait goes on. */
  void moveToRightLine(Visit visit) {
    int target = visit.state == Visit.State.WAITING && !closing ? transferTarget(visit) : -1;
    if (target >= 0) {
      writeTransfer(visit, target, "WRONG_QUEUE");
      lines.get(visit.line).remove(visit);
      visit.item = chance.one(hall.lines().get(target).items());
      join(visit, target, visit.legStart);
    }
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

  void writeTransfer(Visit visit, int line, String reason) {
    journal.write(
        journal
            .event(EventKind.TICKET_TRANSFERRED)
            .setTicketId(visit.ticketId)
            .setToQueueId(hall.lines().get(line).queueId())
            .setReason(reason));
  }

  /** A visitor loses patience, if still waiting. */
  void leave(Visit visit) {
    if (visit.state == Visit.State.WAITING) {
      lines.get(visit.line).remove(visit);
      cancel(visit, chance.in(0.94) ? "VISITOR" : "CLERK");
    }
  }

  private boolean waitsForAnother(Visit visit, String clerk) {
    return visit.preferred != null
        && !visit.preferred.equals(clerk)
        && agenda.now() - visit.legStart < PREFERRING
        && desks.stream()
            .anyMatch(
                desk ->
                    desk.isOnDuty()
                        && desk.clerkId().equals(visit.preferred)
                        && desk.lines().contains(visit.line));
  }

  private void callSoon(int line) {
    for (var desk : desks) {
      if (desk.lines().contains(line)) {
        agenda.in(chance.seconds(2, 12), desk::idle);
      }
    }
  }

  private void cancel(Visit visit, String by) {
    visit.state = Visit.State.GONE;
    journal.write(
        journal.event(EventKind.TICKET_CANCELLED).setTicketId(visit.ticketId).setCancelledBy(by));
  }

  /** The local day ends: who still waits is cancelled, counters close, clerks sign out. */
  private void clear() {
    for (var line : lines) {
      line.sort(Visit.CALL_ORDER);
      line.forEach(visit -> cancel(visit, "DAY_END"));
      line.clear();
    }
    desks.forEach(Desk::closeForTheDay);
  }
}
