package io.hallpulse.domain.hall;

import static io.hallpulse.domain.ticket.TicketHistory.NEVER;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.TicketCards;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.ClosedTicket;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.ticket.Names;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.ReferenceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tickets of a hall: folds their events and writes their facts when they are due. */
final class TicketDesk {
  /** Reason of what a rating brings that nobody put right in time. */
  private static final String OVERDUE = "RECTIFICATION_OVERDUE";

  private static final Set<ReferenceType> JUDGING =
      Set.of(
          ReferenceType.RULESET,
          ReferenceType.BASELINE,
          ReferenceType.ITEM,
          ReferenceType.CALENDAR);

  /**
   * After a restart reference data may be other than when a row was written. Whether it still is
   * right is asked of one ticket after the other, once the hall has caught up: the wall waits.
   */
  private static final long FIRST_LOOK = TimeUnit.MINUTES.toMicros(2);

  private static final long LOOKS_APART = TimeUnit.MILLISECONDS.toMicros(20);

  /** Before all time: for what no time brings. */
  private static final long EVER = Long.MIN_VALUE;

  private final HallRules rules;
  private final Reference reference;
  private final HallMemory memory;
  private final HallBoard board;
  private final HealthDesk health;
  private final TicketFacts facts;
  private final TicketCases cases;
  private final PlaceBooks books;
  private final QueueDesk queues;
  private final ForecastDesk forecasts;
  private final long revisionsFrom;
  private final Names names = new Names();
  private final Schedule looks = new Schedule();

  /** When corrections of a settled ticket are no longer taken, in its source's own time. */
  private final Schedule drops = new Schedule();

  /** Tickets not yet settled; any other is folded from its history when it is needed. */
  private final Map<String, FoldedTicket> open = new HashMap<>();

  /** Those of them that are not over: few, where a day's tickets are many. */
  private final Map<String, FoldedTicket> underWay = new HashMap<>();

  /** The reference data by which tickets were counted. */
  private int judgedBy;

  TicketDesk(
      String hallId,
      HallRules rules,
      Reference reference,
      HallMemory memory,
      HallBoard board,
      HealthDesk health,
      TicketFacts facts,
      PlaceBooks books,
      QueueDesk queues,
      ForecastDesk forecasts,
      long revisionsFrom) {
    this.rules = rules;
    this.reference = reference;
    this.memory = memory;
    this.board = board;
    this.health = health;
    this.facts = facts;
    this.cases = new TicketCases(hallId, revisionsFrom);
    this.books = books;
    this.queues = queues;
    this.forecasts = forecasts;
    this.judgedBy = reference.changes();
    this.revisionsFrom = revisionsFrom;
  }

  /**
   * After a restart: folds what is not settled and what the board may still look back on; of the
   * many tickets of the days before, only the drop is planned.
   */
  void restore(String district, long hallTime) {
    var days = reference.days(district);
    long onBoard = days.of(hallTime - TimeUnit.MINUTES.toMicros(rules.liveMinutes()));
    var shown = new ArrayList<TicketHistory>();
    for (var entry : memory.closed().entries()) {
      var closed = entry.getValue();
      if (days.of(closed.latest()) >= onBoard) {
        shown.add(closed.history(entry.getKey()));
      } else {
        drops.plan(closed.dropAt(), entry.getKey(), closed.source());
      }
    }
    long later = hallTime + FIRST_LOOK;
    shown.forEach(history -> memory.closed().remove(history.ticketId()));
    memory.tickets().entries().forEach(entry -> shown.add(entry.getValue()));
    for (var read : shown) {
      var history = read.sharing(names);
      memory.tickets().put(history.ticketId(), history);
      var folded = fold(history, days);
      boolean isWritten = folded.ticket().isOver() && history.written() != 0;
      folded.lookBy(isWritten ? later : history.moves().get(0).time());
      later += LOOKS_APART;
      open(folded);
      plan(folded);
    }
  }

  private void plan(FoldedTicket folded) {
    var history = folded.history();
    if (history.lookAt() != NEVER) {
      looks.plan(history.lookAt(), folded.id(), folded.source());
    } else {
      drops.plan(history.dropAt(), folded.id(), folded.source());
    }
  }

  /** Puts all unsettled tickets on the board, which has forgotten them. */
  void putAll() {
    open.forEach((id, folded) -> board.replace(id, null, folded.ticket()));
  }

  private void open(FoldedTicket folded) {
    open.put(folded.id(), folded);
    follow(folded);
  }

  private void follow(FoldedTicket folded) {
    if (folded.ticket().isOver()) {
      underWay.remove(folded.id());
    } else {
      underWay.put(folded.id(), folded);
    }
  }

  /** Tells tickets that may still be on their day, and are not over. */
  void underWay(Consumer<Ticket> out) {
    underWay.values().forEach(folded -> out.accept(folded.ticket()));
  }

  /** The same by their ids. */
  Map<String, Ticket> openById() {
    var tickets = new HashMap<String, Ticket>();
    open.forEach((id, folded) -> tickets.put(id, folded.ticket()));
    return tickets;
  }

  /** What they lost. */
  List<Counted> losses() {
    return open.values().stream()
        .flatMap(folded -> folded.history().counted().stream())
        .filter(HealthDesk::isLoss)
        .toList();
  }

  /**
   * Takes an event of a ticket in; false if the ticket's state was dropped long ago.
   *
   * @param now server's clock
   */
  boolean take(Event event, SourceState source, long hallTime, long now, HallOutput out) {
    var id = event.getTicketId();
    var days = reference.days(event.getDistrict());
    var folded = open.get(id);
    if (folded == null) {
      folded = remembered(id, days);
      memory.closed().remove(id);
      if (folded == null && days.of(event.getTime()) <= source.droppedThrough()) {
        return false;
      }
      folded = folded == null ? fold(TicketHistory.of(id, revisionsFrom), days) : folded;
      open(folded);
    }
    var before = folded.ticket();
    var move = TicketMove.of(event, revisionsFrom, names);
    take(move, folded, event.getDistrict());
    follow(folded);
    board.replace(id, before, folded.ticket());
    queues.follow(before, folded.ticket(), event, source.progress());
    forecasts.follow(id, before, folded.ticket(), event, hallTime, now);
    cases.tell(event, id, before, folded.ticket(), days, out);
    if (move.kind() == EventKind.RATING_SUBMITTED
        && RatingBursts.isLookedAt(move)
        && !health.isClosed(move.time(), event.getDistrict())) {
      flag(move, folded, event.getDistrict());
    }
    return true;
  }

  private void take(TicketMove move, FoldedTicket folded, String district) {
    long planned = folded.history().lookAt();
    var source = folded.source();
    var cause = cause(move);
    var change = folded.take(move);
    change.gone().forEach(at -> health.unhear(at, district, cause));
    change.come().forEach(at -> health.hear(at, district, cause));
    count(folded, move.kind() == EventKind.RATING_TAMPERED ? move.time() : EVER, district, cause);
    if (folded.history().lookAt() != planned || !folded.source().equals(source)) {
      plan(folded);
    }
    keep(folded);
  }

  private static Cause cause(TicketMove move) {
    return new Cause(move.source() + "/" + move.epoch(), move.time(), move.kind().name());
  }

  /**
   * Puts into the books of counters and queues what the ticket stands for now.
   *
   * @param asOf time that has come, for what time alone brings
   */
  private void count(FoldedTicket folded, long asOf, String district, Cause cause) {
    var ticket = folded.ticket();
    if (ticket.issue() == null) {
      return;
    }
    var days = reference.days(district);
    var known = folded.history().counted();
    var stands = new Standing(district, reference, bursts(folded, district));
    var counted =
        stands.of(
            ticket, folded.isDayOver() || asOf >= folded.dayEnd(), cardsAsOf(known, asOf, days));
    if (folded.isDayOver()) {
      asFarAsBooked(folded, counted, district);
    }
    if (!counted.equals(known)) {
      health.count(known, counted, district, cause);
      folded.count(counted);
    }
  }

  /** A card that has fallen due is not taken back because its source has since come back late. */
  private static long cardsAsOf(List<Counted> known, long asOf, LocalDays days) {
    long latest = asOf;
    for (var counted : known) {
      if (Cards.of(counted.factor()) != null) {
        latest = Math.max(latest, days.end(days.of(counted.time())));
      }
    }
    return latest;
  }

  /** Leaves what it stands for in books that are gone as it was. */
  private void asFarAsBooked(FoldedTicket folded, List<Counted> counted, String district) {
    var known = folded.history().counted();
    var source = memory.sources().get(folded.source());
    long reached = source == null ? EVER : source.progress();
    var gone = known.stream().filter(was -> !health.isBooked(was, district)).toList();
    gone.forEach(counted::remove);
    counted.removeIf(
        more -> !known.contains(more) && !health.isKept(more.time(), reached, district));
    counted.addAll(gone);
  }

  /** Tells ratings of a burst, also when what was said around them is no longer kept. */
  private Predicate<TicketMove> bursts(FoldedTicket folded, String district) {
    var bursts = new RatingBursts(district, reference, books);
    var known = folded.history().counted();
    return move ->
        bursts.isFlagged(move)
            || bursts.isForgotten(move) && known.contains(Standing.flagged(move));
  }

  /** A rating may show that others before it were nobody's opinion. */
  private void flag(TicketMove rating, FoldedTicket rated, String district) {
    var days = reference.days(district);
    var cause = cause(rating);
    var counter = Place.counter(Objects.requireNonNull(rating.counterId()));
    health.expectAt(counter, rating.time(), district, cause);
    for (var id : new RatingBursts(district, reference, books).hear(rating, rated.id())) {
      var known = open.get(id);
      var folded = known == null ? remembered(id, days) : known;
      if (folded == null) {
        continue; // of a ticket that is not known
      }
      open(folded);
      memory.closed().remove(id);
      count(folded, EVER, district, cause);
      folded.lookBy(rating.time());
      plan(folded);
      keep(folded);
    }
  }

  private void keep(FoldedTicket folded) {
    var history = folded.history();
    if (history.lookAt() != NEVER) {
      memory.tickets().put(folded.id(), history);
      return;
    }
    long first = FoldedTicket.first(history).time();
    memory.tickets().remove(folded.id());
    memory.closed().put(folded.id(), ClosedTicket.of(history, folded.source(), first));
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
    var days = reference.days(district);
    judgeAnew(district, days);
    looks.takeDue(
        timeOf,
        (id, source, planned, time) -> {
          var known = open.get(id);
          var folded = known == null ? remembered(id, days) : known;
          // Unless it is looked at by now, settles with another source, or is gone.
          if (folded != null
              && folded.history().lookAt() == planned
              && folded.source().equals(source)) {
            refused[0] += settle(folded, time, district, out);
          }
        });
    drops.takeDue(
        ownTimeOf,
        (id, source, planned, time) -> {
          var closed = memory.closed().get(id);
          // One that has something to write is not closed; then the drop is planned again.
          if (closed != null && closed.dropAt() == planned && closed.source().equals(source)) {
            drop(id, closed, days, dropping);
          }
        });
    return refused[0];
  }

  private long settle(FoldedTicket folded, long time, String district, HallOutput out) {
    long refused = 0;
    var moves = folded.history().moves();
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i).time() <= time && folded.isUnlisted(i)) {
        var reason = folded.ticket().refusal(i);
        out.refused(facts.refused(folded.id(), moves.get(i), reason, district));
        refused += reason == null ? -1 : 1;
        folded.list(i);
      }
    }
    if (time >= folded.dayEnd() && folded.ticket().status() == TicketStatus.NO_SHOW) {
      count(folded, time, district, new Cause(folded.source(), folded.dayEnd(), "TICKET_NO_SHOW"));
    }
    if (folded.ticket().isRemarked()) {
      count(folded, time, district, new Cause(folded.source(), time, OVERDUE));
    }
    if (folded.isSettled(time)) {
      if (!folded.isWrittenBy(reference)) {
        facts.write(folded, bursts(folded, district), district, time, out);
      }
      if (folded.ticket().isRemarked()) {
        facts.rate(folded, bursts(folded, district), district, time, out);
      }
    }
    lookAgain(folded, time, district);
    if (time >= folded.dayEnd()) {
      open.remove(folded.id());
      underWay.remove(folded.id());
    }
    keep(folded);
    plan(folded);
    return refused;
  }

  private void lookAgain(FoldedTicket folded, long time, String district) {
    long retention = TimeUnit.DAYS.toMicros(rules.retentionDays());
    if (!folded.ticket().isRemarked() || folded.ticket().issue() == null) {
      folded.lookAgain(time, NEVER, EVER, retention);
      return;
    }
    var cards = new TicketCards(district, reference, bursts(folded, district));
    var ticket = folded.ticket();
    folded.lookAgain(time, cards.nextDue(ticket, time), cards.lastDue(ticket), retention);
  }

  /** Counts anew what changed reference data may judge otherwise. */
  private void judgeAnew(String district, LocalDays days) {
    if (judgedBy == reference.changes()) {
      return;
    }
    long from = reference.changedSince(judgedBy, JUDGING);
    judgedBy = reference.changes();
    if (from == Long.MAX_VALUE) {
      return;
    }
    var cause = Cause.ofHall(Long.MIN_VALUE, "REFERENCE");
    for (var folded : List.copyOf(open.values())) {
      countAnew(folded, district, cause);
    }
    var others = new ArrayList<TicketHistory>();
    for (var entry : memory.tickets().entries()) {
      if (!open.containsKey(entry.getKey())) {
        others.add(entry.getValue());
      }
    }
    long retention = TimeUnit.DAYS.toMicros(rules.retentionDays());
    for (var entry : memory.closed().entries()) {
      var closed = entry.getValue();
      if (Math.max(closed.latest(), closed.dropAt() - retention) >= from) {
        others.add(closed.history(entry.getKey()));
      }
    }
    others.forEach(history -> countAnew(fold(history, days), district, cause));
  }

  private void countAnew(FoldedTicket folded, String district, Cause cause) {
    var before = folded.history();
    count(folded, EVER, district, cause);
    if (folded.ticket().isRemarked()) {
      folded.lookBy(EVER); // deadlines may have moved
      memory.closed().remove(folded.id());
      plan(folded);
    }
    if (folded.history() != before) {
      keep(folded);
    }
  }

  private void drop(
      String id, ClosedTicket closed, LocalDays days, BiConsumer<String, Long> dropping) {
    memory.closed().remove(id);
    if (!board.isPast(closed.latest())) {
      board.replace(id, fold(closed.history(id), days).ticket(), null);
    }
    dropping.accept(closed.source(), days.of(closed.first()));
  }

  /** A ticket as it is known, null if it is not. */
  @Nullable Ticket find(String id, String district) {
    var known = open.get(id);
    var folded = known == null ? remembered(id, reference.days(district)) : known;
    return folded == null ? null : folded.ticket();
  }

  private @Nullable FoldedTicket remembered(String id, LocalDays days) {
    var history = memory.tickets().get(id);
    if (history != null) {
      return fold(history, days);
    }
    var closed = memory.closed().get(id);
    return closed == null ? null : fold(closed.history(id), days);
  }

  private FoldedTicket fold(TicketHistory history, LocalDays days) {
    return new FoldedTicket(history, days, rules.maxCalls());
  }
}
