package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.TicketCards;
import io.hallpulse.domain.health.TicketLosses;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.ticket.JudgedRating;
import io.hallpulse.domain.ticket.JudgedRating.Flag;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What a ticket stands for in the books: its losses, its cards, its ratings that were flagged. */
record Standing(String district, Reference reference, Predicate<TicketMove> isBurst) {

  /**
   * All of it.
   *
   * @param isDayOver whether a no-show is final
   * @param asOf time by which cards have fallen due
   */
  List<Counted> of(Ticket ticket, boolean isDayOver, long asOf) {
    var counted = new ArrayList<Counted>();
    new TicketLosses(district, reference, isBurst)
        .tell(ticket, isDayOver ? Long.MAX_VALUE : Long.MIN_VALUE, new Counting(counted));
    if (ticket.isRemarked()) {
      for (var dated : new TicketCards(district, reference, isBurst).of(ticket, asOf)) {
        counted.add(card(dated.counterId(), dated.date(), dated.cards()));
      }
      for (var rating : JudgedRating.of(ticket, district, reference, isBurst)) {
        if (rating.flags().contains(Flag.BURST)) {
          counted.add(flagged(rating.move()));
        }
      }
    }
    return counted;
  }

  /** A card of a counter on a date. */
  Counted card(String counterId, LocalDate date, Cards card) {
    long midnight = reference.days(district).start(date.toEpochDay());
    return new Counted(Place.counter(counterId).key(), midnight, card.key(), 0);
  }

  /** That a rating is one of a burst, lest it be forgotten with those around it. */
  static Counted flagged(TicketMove rating) {
    var place = Place.counter(Objects.requireNonNull(rating.counterId()));
    return new Counted(place.key(), rating.time(), RatingBursts.FACTOR, 0);
  }
}
