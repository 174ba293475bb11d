package io.hallpulse.domain.hall;

import static io.hallpulse.domain.ticket.TicketHistory.NEVER;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.cases.CaseUpdate.CaseTicket;
import io.hallpulse.domain.cases.CaseUpdate.Visit;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketRow;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDay;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tickets of a hall: folds their events and writes their facts when they are due. */
final class TicketDesk {
  private final String hallId;
  private final HallRules rules;
  private final Reference reference;
  private final HallMemory memory;
  private final HallBoard board;
  private final Schedule schedule = new Schedule();

  /** When corrections of a settled ticket are no longer taken, in its source's own time. */
  private final Schedule drops = new Schedule();

  /** Tickets not yet settled, folded; any other is folded from its history when it is needed. */
  private final Map<String, Ticket> open = new HashMap<>();

  TicketDesk(
      String hallId, HallRules rules, Reference reference, HallMemory memory, HallBoard board) {
    this.hallId = hallId;
    this.rules = rules;
    this.reference = reference;
    this.memory = memory;
    this.board = board;
  }

  /**
   * After a restart: folds what is not settled and what the board may still look back on; of the
   * many tickets of the days before, only the drop is planned.
   */
  void restore(String district, long hallTime) {
    var zone = reference.zone(district);
    long onBoard = LocalDay.of(hallTime - TimeUnit.MINUTES.toMicros(rules.liveMinutes()), zone);
    for (var entry : memory.tickets().entries()) {
      var history = entry.getValue();
      plan(history);
      if (history.lookAt() != NEVER || LocalDay.of(history.latest(), zone) >= onBoard) {
        open.put(history.ticketId(), fold(history, zone));
        schedule.at(history.moves().get(0).time(), history.ticketId(), sourceOf(history));
      }
    }
  }

  private void plan(TicketHistory history) {
    var source = sourceOf(history);
    if (history.lookAt() != NEVER) {
      schedule.at(history.lookAt(), history.ticketId(), source);
    }
    if (history.dropAt() != NEVER) {
      drops.at(history.dropAt(), history.ticketId(), source);
    }
  }

  /** Puts all unsettled tickets on the board, which has forgotten them. */
  void putAll() {
    open.forEach((id, ticket) -> board.replace(id, null, ticket));
  }

  /** Takes an event of a ticket in; false if the ticket's state was dropped long ago. */
  boolean take(Event event, SourceState source, HallOutput out) {
    var id = event.getTicketId();
    var zone = reference.zone(event.getDistrict());
    var known = memory.tickets().get(id);
    if (known == null && LocalDay.of(event.getTime(), zone) <= source.droppedThrough()) {
      return false;
    }
    var before = known == null ? null : folded(known, zone);
    var history = (known == null ? TicketHistory.of(id) : known).with(TicketMove.of(event));
    var after = fold(history, zone);
    history = history.lookingAt(Math.min(history.lookAt(), due(after, event, zone)));
    memory.tickets().put(id, history);
    open.put(id, after);
    board.replace(id, before, after);
    tellCase(event, id, before, after, zone, out);
    plan(history);
    return true;
  }

  /** When the change that an event made is to be written. */
  private static long due(Ticket ticket, Event event, ZoneId zone) {
    long settled = ticket.isOver() ? ticket.since() : dayEnd(ticket, zone);
    long due = Math.max(settled, event.getTime());
    for (int i = 0; i < ticket.moves().size(); i++) {
      if (isUnlisted(ticket, i)) {
        due = Math.min(due, ticket.moves().get(i).time());
      }
    }
    return due;
  }

  /** Whether the list of refused events says something else about a move than its verdict. */
  private static boolean isUnlisted(Ticket ticket, int place) {
    return (ticket.refusal(place) != null) != (ticket.moves().get(place).listed() % 2 == 1);
  }

  private void tellCase(
      Event event, String id, @Nullable Ticket before, Ticket after, ZoneId zone, HallOutput out) {
    var left = before == null ? null : caseOf(before);
    var joined = caseOf(after);
    if (left != null && !left.equals(joined)) {
      var gone = CaseTicket.withdrawn(id, after.moves().size());
      out.caseUpdate(new CaseUpdate(left, event.getDistrict(), hallId, null, gone));
    }
    if (joined == null) {
      return;
    }
    var told = caseTicket(id, after, zone);
    if (before == null
        || !joined.equals(left)
        || !told.saysTheSameAs(caseTicket(id, before, zone))) {
      out.caseUpdate(new CaseUpdate(joined, event.getDistrict(), hallId, null, told));
    }
  }

  private static @Nullable String caseOf(Ticket ticket) {
    var issue = ticket.issue();
    return issue == null ? null : issue.caseId();
  }

  private CaseTicket caseTicket(String id, Ticket ticket, ZoneId zone) {
    return new CaseTicket(
        id,
        ticket.legs().get(0).start(),
        ticket.services().stream()
            .map(Service::startedAt)
            .map(time -> new Visit(hallId, LocalDay.of(time, zone), time))
            .toList(),
        ticket.moves().size());
  }

  /**
   * Writes what is due.
   *
   * @param timeOf the time of a source
   * @param ownTimeOf how far a source itself has come; its tickets are kept by that
   * @param dropping told the source and local day of each ticket whose state is dropped
   * @return by how much the number of refused events has changed
   */
  long settle(
      ToLongFunction<String> timeOf,
      ToLongFunction<String> ownTimeOf,
      String district,
      BiConsumer<String, Long> dropping,
      HallOutput out) {
    var refused = new long[1];
    schedule.takeDue(timeOf, (id, time) -> refused[0] += settle(id, time, district, out));
    drops.takeDue(ownTimeOf, (id, time) -> drop(id, reference.zone(district), dropping));
    return refused[0];
  }

  private long settle(String id, long time, String district, HallOutput out) {
    var history = memory.tickets().get(id);
    if (history == null) {
      return 0;
    }
    var zone = reference.zone(district);
    var ticket = fold(history, zone);
    long refused = 0;
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      boolean illegal = ticket.refusal(i) != null;
      if (move.time() <= time && isUnlisted(ticket, i)) {
        history = history.listing(i);
        out.refused(fact(id, move, ticket.refusal(i), district));
        refused += illegal ? 1 : -1;
      }
    }
    long dayEnd = dayEnd(ticket, zone);
    if (ticket.issue() != null && (time >= dayEnd || ticket.isOver() && time >= ticket.since())) {
      history = written(history, ticket, district, time, out);
    }
    keep(history, refused == 0 ? ticket : fold(history, zone), zone, time);
    return refused;
  }

  private TicketHistory written(
      TicketHistory history, Ticket ticket, String district, long time, HallOutput out) {
    long digest = Digest.of(LakeTables.TICKETS, row(history, ticket, district, time, 0));
    if (digest == history.written()) {
      return history;
    }
    var next = history.writing(digest);
    out.ticket(row(next, ticket, district, time, next.revision()));
    return next;
  }

  private TicketFact row(
      TicketHistory history, Ticket ticket, String district, long time, long revision) {
    return TicketRow.of(history.ticketId(), ticket, district, hallId, reference, time, revision);
  }

  /** Looks again when there is more to say, and once corrections are no longer taken. */
  private void keep(TicketHistory history, Ticket ticket, ZoneId zone, long time) {
    var id = history.ticketId();
    long dayEnd = dayEnd(ticket, zone);
    var next = history.lookingAt(nextLook(ticket, time, dayEnd));
    if (time >= dayEnd) {
      open.remove(id);
      next = next.droppingAt(dayEnd + TimeUnit.DAYS.toMicros(rules.retentionDays()));
    } else {
      open.put(id, ticket);
    }
    memory.tickets().put(id, next);
    plan(next);
  }

  /** The next time at which there may be more to write. */
  private static long nextLook(Ticket ticket, long time, long dayEnd) {
    long next = dayEnd > time ? dayEnd : NEVER;
    for (int i = 0; i < ticket.moves().size(); i++) {
      long at = ticket.moves().get(i).time();
      if (at > time && (isUnlisted(ticket, i) || ticket.isOver())) {
        next = Math.min(next, at);
      }
    }
    return next;
  }

  private void drop(String id, ZoneId zone, BiConsumer<String, Long> dropping) {
    var history = memory.tickets().get(id);
    if (history == null || schedule.has(id)) {
      return; // What is due is written first; then the drop is set again.
    }
    var ticket = folded(history, zone);
    memory.tickets().remove(id);
    board.replace(id, ticket, null);
    open.remove(id);
    dropping.accept(sourceOf(history), day(ticket, zone));
  }

  /** When the day has ended after which nothing more happens to the ticket by itself. */
  private static long dayEnd(Ticket ticket, ZoneId zone) {
    long day = day(ticket, zone);
    return LocalDay.end(
        ticket.status() == TicketStatus.NO_SHOW
            ? Math.max(day, LocalDay.of(ticket.since(), zone))
            : day,
        zone);
  }

  /** The local day of its issue, or of its first event as long as that has not come. */
  private static long day(Ticket ticket, ZoneId zone) {
    var issue = ticket.issue();
    return LocalDay.of((issue == null ? ticket.moves().get(0) : issue).time(), zone);
  }

  private Ticket folded(TicketHistory history, ZoneId zone) {
    var known = open.get(history.ticketId());
    return known == null ? fold(history, zone) : known;
  }

  private Ticket fold(TicketHistory history, ZoneId zone) {
    return Ticket.fold(history, zone, rules.maxCalls());
  }

  /** The source in whose time a ticket settles: the one that issued it, else of its first event. */
  private static String sourceOf(TicketHistory history) {
    List<TicketMove> moves = history.moves();
    var first = moves.get(0);
    for (var move : moves) {
      if (move.kind() == EventKind.TICKET_ISSUED) {
        first = move;
        break;
      }
    }
    return first.source() + "/" + first.epoch();
  }

  private RefusedFact fact(String id, TicketMove move, @Nullable String reason, String district) {
    return new RefusedFact(
        move.source(),
        move.epoch(),
        move.seq(),
        district,
        hallId,
        EventJson.instant(move.time()),
        move.kind().name(),
        id,
        reason == null ? "an earlier event arrived that makes it legal" : reason,
        reason == null,
        LocalDay.date(move.time(), reference.zone(district)),
        move.listed() + 1);
  }

  RefusedFact fact(Refusal refusal, String district) {
    return new RefusedFact(
        refusal.source(),
        refusal.epoch(),
        refusal.seq(),
        district,
        hallId,
        EventJson.instant(refusal.time()),
        refusal.kind(),
        refusal.subjectId(),
        refusal.reason(),
        false,
        LocalDay.date(refusal.time(), reference.zone(district)),
        1);
  }
}
