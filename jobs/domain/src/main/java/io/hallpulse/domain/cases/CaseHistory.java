package io.hallpulse.domain.cases;

import io.hallpulse.domain.cases.CaseUpdate.CaseMove;
import io.hallpulse.domain.cases.CaseUpdate.CaseTicket;
import io.hallpulse.domain.cases.CaseUpdate.Visit;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.CaseFact;
import io.hallpulse.schemas.live.LiveCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case. The order in which updates arrive makes no difference.
 *
 * @param moves the case's events in fold order
 * @param tickets what each ticket adds, by ticket
 * @param revision revision of the row written last, or the one to go on from
 * @param written that row's digest
 */
public record CaseHistory(
    String caseId,
    String district,
    String hallId,
    List<CaseMove> moves,
    List<CaseTicket> tickets,
    long revision,
    long written) {

  private static final Comparator<CaseMove> FOLD_ORDER =
      Comparator.comparingLong(CaseMove::time)
          .thenComparing(CaseMove::source)
          .thenComparingLong(CaseMove::epoch)
          .thenComparingLong(CaseMove::seq);

  /** A case of which nothing is known but its name. */
  public static CaseHistory of(String caseId) {
    return new CaseHistory(caseId, "", "", List.of(), List.of(), 0, 0);
  }

  public CaseHistory with(CaseUpdate update) {
    var known = revision < update.revisionsFrom() ? goingOnFrom(update.revisionsFrom()) : this;
    if (update.move() != null) {
      return known.withMove(update.move(), update);
    }
    return update.ticket() == null ? known : known.withTicket(update.ticket());
  }

  private CaseHistory goingOnFrom(long revisionsFrom) {
    return new CaseHistory(caseId, district, hallId, moves, tickets, revisionsFrom, written);
  }

  private CaseHistory withMove(CaseMove move, CaseUpdate update) {
    var more = new ArrayList<>(moves);
    more.add(move);
    more.sort(FOLD_ORDER);
    boolean first = more.get(0) == move;
    return new CaseHistory(
        caseId,
        first ? update.district() : district,
        first ? update.hallId() : hallId,
        more,
        tickets,
        revision,
        written);
  }

  private CaseHistory withTicket(CaseTicket ticket) {
    var more = new ArrayList<CaseTicket>(tickets.size() + 1);
    for (var known : tickets) {
      if (!known.ticketId().equals(ticket.ticketId())) {
        more.add(known);
      } else if (known.version() >= ticket.version()) {
        return this;
      }
    }
    more.add(ticket);
    return new CaseHistory(caseId, district, hallId, moves, more, revision, written);
  }

  public CaseHistory writing(long digest) {
    return new CaseHistory(caseId, district, hallId, moves, tickets, revision + 1, digest);
  }

  /** The row, empty while no event of the case has come. */
  public Optional<CaseFact> fact(LocalDays days, long revision) {
    if (moves.isEmpty()) {
      return Optional.empty();
    }
    var first = moves.get(0);
    var last = moves.get(moves.size() - 1);
    var closing = closing();
    long plannedEnd = moves.stream().mapToLong(CaseMove::plannedEnd).reduce(0, CaseHistory::newer);
    return Optional.of(
        new CaseFact(
            caseId,
            district,
            hallId,
            latest(CaseMove::unitId),
            latest(CaseMove::itemCode),
            latest(CaseMove::channel),
            EventJson.instant(first.time()),
            closing.map(move -> EventJson.instant(move.time())).orElse(null),
            plannedEnd == 0 ? null : EventJson.instant(plannedEnd),
            (last.time() - first.time()) / 1_000_000,
            moves.size(),
            plannedEnd == 0 ? null : closing.map(move -> move.time() > plannedEnd).orElse(null),
            firstTicket(),
            visits(closing.map(CaseMove::time).orElse(Long.MAX_VALUE)),
            latest(CaseMove::entityId),
            latest(CaseMove::result),
            days.date(first.time()),
            revision));
  }

  private Optional<CaseMove> closing() {
    return moves.stream().filter(move -> move.kind() == EventKind.CASE_CLOSED).findFirst();
  }

  /** The case as the market job hears of it, empty while it is open. */
  public Optional<LiveCase> closed(long version) {
    return closing()
        .map(
            move ->
                new LiveCase(
                    caseId,
                    district,
                    latest(CaseMove::itemCode),
                    move.time(),
                    move.result(),
                    tickets.stream()
                        .filter(CaseTicket::counts)
                        .map(CaseTicket::waitingFrom)
                        .min(Long::compare)
                        .orElse(null),
                    visits(move.time()),
                    version));
  }

  private static long newer(long before, long now) {
    return now == 0 ? before : now;
  }

  private @Nullable String latest(Function<CaseMove, @Nullable String> attribute) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      var value = attribute.apply(moves.get(i));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable Instant firstTicket() {
    return tickets.stream()
        .filter(CaseTicket::counts)
        .map(CaseTicket::waitingFrom)
        .min(Long::compare)
        .map(EventJson::instant)
        .orElse(null);
  }

  private int visits(long until) {
    var places = new HashSet<String>();
    for (var ticket : tickets) {
      for (Visit visit : ticket.visits()) {
        if (visit.time() <= until) {
          places.add(visit.hallId() + "/" + visit.day());
        }
      }
    }
    return places.size();
  }
}
