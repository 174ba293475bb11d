package io.hallpulse.domain.health;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.GenuineRating;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cards that one ticket brings: for bad ratings that nobody put right in time, and for ratings
 * tampered with (domain.md, section 4).
 */
public final class TicketCards {
  private static final int BAD_LEVEL = 2;
  private static final Cards WARNING = new Cards(1, 0, 0);
  private static final Cards YELLOW = new Cards(0, 1, 0);
  private static final Cards RED = new Cards(0, 0, 1);

  private final String district;
  private final Reference reference;
  private final LocalDays days;
  private final Predicate<TicketMove> isBurst;

  /**
   * @param isBurst tells ratings that equal others at their counter within seconds
   */
  public TicketCards(String district, Reference reference, Predicate<TicketMove> isBurst) {
    this.district = district;
    this.reference = reference;
    this.days = reference.days(district);
    this.isBurst = isBurst;
  }

  /** A card of a counter, on the local date when it fell due. */
  public record Dated(String counterId, LocalDate date, Cards cards) {}

  /**
   * The cards that have fallen due by a time.
   *
   * @param ticket an issued one
   */
  public List<Dated> of(Ticket ticket, long asOf) {
    var dated = new ArrayList<Dated>();
    for (var rated : GenuineRating.of(ticket, district, reference, isBurst)) {
      if (rated.move().level() <= BAD_LEVEL) {
        overdue(ticket, rated, asOf, dated);
      }
    }
    if (!ticket.services().isEmpty()) {
      tampering(ticket, asOf, dated);
    }
    return dated;
  }

  private void overdue(Ticket ticket, GenuineRating rated, long asOf, List<Dated> dated) {
    var rating = rated.move();
    var cards = reference.rules(district, rating.time()).cards();
    var counter = rated.service().counterId();
    var closed = closed(ticket, rating);
    var ratedOn = days.date(rating.time());
    due(counter, ratedOn, cards.warningDays(), closed, asOf, WARNING, dated);
    due(counter, ratedOn, cards.yellowDays(), closed, asOf, YELLOW, dated);
    due(counter, ratedOn, cards.redDays(), closed, asOf, RED, dated);
  }

  private void due(
      String counter,
      LocalDate ratedOn,
      int workingDays,
      long closed,
      long asOf,
      Cards card,
      List<Dated> dated) {
    var date = reference.workingDayAfter(ratedOn, workingDays);
    long end = days.end(date.toEpochDay());
    if (end <= asOf && end <= closed) {
      dated.add(new Dated(counter, date, card));
    }
  }

  /** When a rating was put right, far in the future if it was not. */
  private static long closed(Ticket ticket, TicketMove rating) {
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      if (move.kind() == EventKind.RECTIFICATION_CLOSED
          && move.time() >= rating.time()
          && ticket.refusal(i) == null) {
        return move.time();
      }
    }
    return Long.MAX_VALUE;
  }

  private void tampering(Ticket ticket, long asOf, List<Dated> dated) {
    var counter = ticket.services().get(ticket.services().size() - 1).counterId();
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      if (move.kind() == EventKind.RATING_TAMPERED
          && move.time() <= asOf
          && ticket.refusal(i) == null) {
        dated.add(new Dated(counter, days.date(move.time()), RED));
      }
    }
  }
}
