package io.hallpulse.domain.health;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.GenuineRating;
import io.hallpulse.domain.ticket.Rectification;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * The cards that one ticket brings: for bad ratings that nobody put right in time, and for ratings
 * tampered with (domain.md, section 4).
 */
public final class TicketCards {
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
    for (var rated : bad(ticket)) {
      long closed = Rectification.closedAt(ticket, rated.move());
      for (var due : dues(rated.move())) {
        if (due.end() <= asOf && due.end() <= closed) {
          dated.add(new Dated(rated.service().counterId(), due.date(), due.cards()));
        }
      }
    }
    if (!ticket.services().isEmpty()) {
      tampering(ticket, asOf, dated);
    }
    return dated;
  }

  /**
   * When time alone will next bring a card or make a rectification overdue, {@link
   * Rectification#NEVER} if it will not.
   */
  public long nextDue(Ticket ticket, long after) {
    return deadlines(ticket).filter(end -> end > after).min().orElse(Rectification.NEVER);
  }

  /** When time alone will do so, or did, for the last time; far in the past if never. */
  public long lastDue(Ticket ticket) {
    return deadlines(ticket).max().orElse(Long.MIN_VALUE);
  }

  private LongStream deadlines(Ticket ticket) {
    return bad(ticket).stream().flatMapToLong(rated -> deadlines(ticket, rated.move()));
  }

  private LongStream deadlines(Ticket ticket, TicketMove rating) {
    var putRight = Rectification.of(ticket, rating, district, reference);
    return LongStream.concat(
            LongStream.of(putRight.closeDue()), dues(rating).stream().mapToLong(Due::end))
        .filter(end -> end <= putRight.closedAt());
  }

  private List<GenuineRating> bad(Ticket ticket) {
    return GenuineRating.of(ticket, district, reference, isBurst).stream()
        .filter(rated -> Rectification.isBad(rated.move()))
        .toList();
  }

  /** A card that a rating brings if it is not put right by the end of a date. */
  private record Due(LocalDate date, long end, Cards cards) {}

  private List<Due> dues(TicketMove rating) {
    var rules = reference.rules(district, rating.time()).cards();
    var ratedOn = days.date(rating.time());
    return List.of(
        due(ratedOn, rules.warningDays(), Cards.WARNING),
        due(ratedOn, rules.yellowDays(), Cards.YELLOW),
        due(ratedOn, rules.redDays(), Cards.RED));
  }

  private Due due(LocalDate ratedOn, int workingDays, Cards cards) {
    var date = reference.workingDayAfter(ratedOn, workingDays);
    return new Due(date, days.end(date.toEpochDay()), cards);
  }

  private void tampering(Ticket ticket, long asOf, List<Dated> dated) {
    var counter = ticket.services().get(ticket.services().size() - 1).counterId();
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      if (move.kind() == EventKind.RATING_TAMPERED
          && move.time() <= asOf
          && ticket.refusal(i) == null) {
        dated.add(new Dated(counter, days.date(move.time()), Cards.RED));
      }
    }
  }
}
