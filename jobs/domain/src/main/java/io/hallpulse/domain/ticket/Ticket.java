package io.hallpulse.domain.ticket;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.sentence.RefusalSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its history tells: the life cycle, its legs and services, and which events are
 * illegal and why. An illegal event changes nothing. Once folded, a ticket does not change; one
 * more event gives another ticket, which shares with it what the event did not touch.
 */
public final class Ticket {
  private static final Set<String> CANCELLERS = Set.of("VISITOR", "CLERK", "DAY_END");
  private static final String TRANSFERRED = "TRANSFERRED";

  private static final @Nullable String[] NONE_REFUSED = {};
  private static final long UNREMARKED = Long.MIN_VALUE;

  private final LocalDays days;
  private final int maxCalls;
  private final List<TicketMove> moves;

  /** Of the moves up to the last refused one. */
  private @Nullable String[] refusals = NONE_REFUSED;

  private List<Leg> legs = List.of();
  private List<Service> services = List.of();
  private List<TicketMove> ratings = List.of();
  private TicketStatus status = TicketStatus.NONE;
  private long since;
  private @Nullable TicketMove issue;
  private @Nullable String counterId;
  private @Nullable String staffId;
  private @Nullable String itemCode;
  private @Nullable String word;
  private int callsOfLeg;
  private boolean appealed;
  private long remarkedAt = UNREMARKED;

  private Ticket(List<TicketMove> moves, LocalDays days, int maxCalls) {
    this.moves = moves;
    this.days = days;
    this.maxCalls = maxCalls;
  }

  private Ticket(List<TicketMove> moves, Ticket before) {
    this(moves, before.days, before.maxCalls);
    refusals = before.refusals;
    legs = before.legs;
    services = before.services;
    ratings = before.ratings;
    status = before.status;
    since = before.since;
    issue = before.issue;
    counterId = before.counterId;
    staffId = before.staffId;
    itemCode = before.itemCode;
    word = before.word;
    callsOfLeg = before.callsOfLeg;
    appealed = before.appealed;
    remarkedAt = before.remarkedAt;
  }

  /**
   * Folds a history.
   *
   * @param days of the district
   * @param maxCalls calls allowed in one leg
   */
  public static Ticket fold(TicketHistory history, LocalDays days, int maxCalls) {
    var ticket = new Ticket(history.moves(), days, maxCalls);
    for (int i = 0; i < ticket.moves.size(); i++) {
      ticket.judge(i);
    }
    return ticket;
  }

  /**
   * The same as {@link #fold} of a history that has one move more than this ticket's; folded is
   * only that one if it is the last.
   */
  public Ticket after(TicketHistory next) {
    int last = next.moves().size() - 1;
    if (last > 0 && next.moves().get(last - 1) != moves.get(last - 1)) {
      return fold(next, days, maxCalls);
    }
    var ticket = new Ticket(next.moves(), this);
    ticket.judge(last);
    return ticket;
  }

  /** The same, with the marks of a history that differs in nothing else. */
  public Ticket marked(TicketHistory same) {
    return new Ticket(same.moves(), this);
  }

  private void judge(int place) {
    var reason = take(moves.get(place));
    if (reason != null) {
      refusals = Arrays.copyOf(refusals, place + 1);
      refusals[place] = reason;
    }
  }

  /** Takes a move in, or says why it is refused. */
  private @Nullable String take(TicketMove move) {
    if (move.kind() == EventKind.TICKET_ISSUED) {
      return issued(move);
    }
    if (issue == null) {
      return RefusalSentence.TICKET_UNKNOWN.of();
    }
    return switch (move.kind()) {
      case TICKET_CALLED -> called(move);
      case TICKET_NO_SHOW ->
          status == TicketStatus.CALLED ? step(TicketStatus.NO_SHOW, move) : illegal(move);
      case SERVICE_STARTED -> started(move);
      case TICKET_HELD ->
          status == TicketStatus.SERVING ? step(TicketStatus.HELD, move) : illegal(move);
      case TICKET_RESUMED -> resumed(move);
      case SERVICE_ENDED -> ended(move);
      case TICKET_TRANSFERRED -> transferred(move);
      case TICKET_CANCELLED -> cancelled(move);
      case RATING_SUBMITTED -> rated(move);
      case RATING_APPEAL_UPHELD -> {
        appealed = true;
        yield remarked(move);
      }
      case RECTIFICATION_CONTACTED, RECTIFICATION_CLOSED, RATING_TAMPERED -> remarked(move);
      default -> throw new IllegalArgumentException(move.kind() + " is not about a ticket");
    };
  }

  private @Nullable String issued(TicketMove move) {
    if (issue != null) {
      return RefusalSentence.TICKET_ISSUED_BEFORE.of();
    }
    issue = move;
    itemCode = move.itemCode();
    legs = and(legs, Leg.begin(queueOf(move), Math.max(move.time(), move.appointment())));
    return enter(TicketStatus.WAITING, move.time());
  }

  private @Nullable String called(TicketMove move) {
    if (status == TicketStatus.NO_SHOW && days.of(move.time()) > days.of(since)) {
      return RefusalSentence.NO_SHOW_IS_FINAL.of();
    }
    if (status != TicketStatus.WAITING
        && status != TicketStatus.CALLED
        && status != TicketStatus.NO_SHOW) {
      return illegal(move);
    }
    if (callsOfLeg == maxCalls) {
      return RefusalSentence.CALLED_TOO_OFTEN.of(maxCalls);
    }
    callsOfLeg++;
    var leg = leg();
    if (!leg.isCalled()) {
      replaceLeg(leg.called(move.time(), move.counterId()));
    }
    return step(TicketStatus.CALLED, move);
  }

  private @Nullable String started(TicketMove move) {
    if (status != TicketStatus.CALLED) {
      return illegal(move);
    }
    var counter = move.counterId();
    services =
        and(
            services,
            Service.begin(
                counter == null ? "" : counter, move.itemCode(), move.staffId(), move.time()));
    if (move.itemCode() != null) {
      itemCode = move.itemCode();
    }
    return step(TicketStatus.SERVING, move);
  }

  private @Nullable String resumed(TicketMove move) {
    if (status != TicketStatus.HELD) {
      return illegal(move);
    }
    replaceService(service().heldFor(move.time() - since));
    return step(TicketStatus.SERVING, move);
  }

  private @Nullable String ended(TicketMove move) {
    if (move.word() == null
        || !move.word().equals(TRANSFERRED) && !TicketRow.SERVED.contains(move.word())) {
      return RefusalSentence.OUTCOME_UNKNOWN.of(move.word());
    }
    if (status != TicketStatus.SERVING) {
      return illegal(move);
    }
    replaceService(service().ended(move.time(), move.itemCode(), move.staffId()));
    if (move.itemCode() != null) {
      itemCode = move.itemCode();
    }
    if (move.word().equals("TRANSFERRED")) {
      return step(TicketStatus.TRANSFERRED, move);
    }
    word = move.word();
    return step(TicketStatus.ENDED, move);
  }

  private @Nullable String transferred(TicketMove move) {
    switch (status) {
      case WAITING -> {
        replaceLeg(leg().movedTo(queueOf(move)));
        return null;
      }
      case CALLED, TRANSFERRED, SERVING -> {
        if (status == TicketStatus.SERVING) {
          replaceService(service().ended(move.time(), null, move.staffId()));
        }
        legs = and(legs, Leg.begin(queueOf(move), move.time()));
        callsOfLeg = 0;
        return step(TicketStatus.WAITING, move);
      }
      default -> {
        return illegal(move);
      }
    }
  }

  private @Nullable String cancelled(TicketMove move) {
    if (move.word() == null || !CANCELLERS.contains(move.word())) {
      return RefusalSentence.CANCELLER_UNKNOWN.of(move.word());
    }
    if (status != TicketStatus.WAITING) {
      return illegal(move);
    }
    word = "CANCELLED_" + move.word();
    replaceLeg(leg().cancelled(move.time()));
    return step(TicketStatus.CANCELLED, move);
  }

  private @Nullable String rated(TicketMove move) {
    if (move.level() < 1 || move.level() > 5) {
      return RefusalSentence.LEVEL_OUTSIDE.of(move.level());
    }
    ratings = and(ratings, move);
    return remarked(move);
  }

  private @Nullable String remarked(TicketMove move) {
    remarkedAt = move.time();
    return null;
  }

  private String illegal(TicketMove move) {
    return RefusalSentence.ILLEGAL.of(move.kind(), status);
  }

  private @Nullable String step(TicketStatus to, TicketMove move) {
    if (move.counterId() != null) {
      counterId = move.counterId();
    }
    if (move.staffId() != null) {
      staffId = move.staffId();
    }
    return enter(to, move.time());
  }

  private @Nullable String enter(TicketStatus to, long time) {
    status = to;
    since = time;
    return null;
  }

  private static String queueOf(TicketMove move) {
    return move.queueId() == null ? "" : move.queueId();
  }

  private Leg leg() {
    return legs.get(legs.size() - 1);
  }

  private void replaceLeg(Leg leg) {
    legs = withLast(legs, leg);
  }

  private Service service() {
    return services.get(services.size() - 1);
  }

  private void replaceService(Service service) {
    services = withLast(services, service);
  }

  private static <T> List<T> and(List<T> some, T more) {
    if (some.isEmpty()) {
      return List.of(more);
    }
    var all = new ArrayList<T>(some.size() + 1);
    all.addAll(some);
    all.add(more);
    return all;
  }

  private static <T> List<T> withLast(List<T> some, T last) {
    if (some.size() == 1) {
      return List.of(last);
    }
    var all = new ArrayList<>(some);
    all.set(some.size() - 1, last);
    return all;
  }

  public TicketStatus status() {
    return status;
  }

  /** When it came to its status, microseconds. */
  public long since() {
    return since;
  }

  /** The legal issue, null while it has not come. */
  public @Nullable TicketMove issue() {
    return issue;
  }

  /** Counter last named by a legal event. */
  public @Nullable String counterId() {
    return counterId;
  }

  /** Clerk last named by a legal event. */
  public @Nullable String staffId() {
    return staffId;
  }

  /** Item of the last service, else of the issue. */
  public @Nullable String itemCode() {
    return itemCode;
  }

  /** What ended it, null while open; a no-show is not among them, for a call may follow it. */
  public @Nullable String word() {
    return word;
  }

  /** The queue it is or was last in; only of an issued one. */
  public String queueId() {
    return leg().queueId();
  }

  public List<Leg> legs() {
    return legs;
  }

  public List<Service> services() {
    return services;
  }

  List<TicketMove> ratings() {
    return ratings;
  }

  /** When a visitor or a manager last said something of how it was served. */
  public long remarkedAt() {
    return remarkedAt;
  }

  /** Whether anybody has: only such tickets bring ratings and cards. */
  public boolean isRemarked() {
    return remarkedAt != UNREMARKED;
  }

  boolean isAppealed() {
    return appealed;
  }

  public List<TicketMove> moves() {
    return moves;
  }

  /** Why the move at that place is refused, null if it is legal. */
  public @Nullable String refusal(int place) {
    return place < refusals.length ? refusals[place] : null;
  }

  /** Whether nothing but a correction can change it: ended or cancelled. */
  public boolean isOver() {
    return status == TicketStatus.ENDED || status == TicketStatus.CANCELLED;
  }
}
