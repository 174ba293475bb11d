package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.TicketMove;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Finds ratings that equal others at their counter within seconds: three or more active ones of the
 * same level and the same reasons are nobody's opinion (domain.md, section 4). Every active rating
 * that names a counter is looked at, whether or not its ticket is known.
 */
final class RatingBursts {
  /** Marks among what a ticket is counted for that a rating of it was flagged. */
  static final String FACTOR = "burst";

  private final String district;
  private final Reference reference;
  private final PlaceBooks books;

  RatingBursts(String district, Reference reference, PlaceBooks books) {
    this.district = district;
    this.reference = reference;
    this.books = books;
  }

  static boolean isLookedAt(TicketMove move) {
    return move.active() && move.counterId() != null;
  }

  /** Takes a rating in; gives the tickets that are flagged for it, its own among them. */
  List<String> hear(TicketMove move, String ticketId) {
    var given = new SlotRatings.Given(move.time(), move.level(), move.reasons(), ticketId);
    books.rate(place(move), given, reference.days(district));
    if (!isFlagged(move)) {
      return List.of();
    }
    return equal(move).stream().map(SlotRatings.Given::ticketId).distinct().toList();
  }

  /** Whether a rating is one of a burst. */
  boolean isFlagged(TicketMove move) {
    if (!isLookedAt(move)) {
      return false;
    }
    var rules = reference.rules(district, move.time()).bad();
    long span = TimeUnit.SECONDS.toMicros(rules.burstSeconds());
    var times = equal(move).stream().map(SlotRatings.Given::time).sorted().toList();
    for (int i = 0; i + rules.burstRatings() <= times.size(); i++) {
      long from = times.get(i);
      long until = times.get(i + rules.burstRatings() - 1);
      if (until - from <= span && from <= move.time() && move.time() <= until) {
        return true;
      }
    }
    return false;
  }

  /** Whether what was said around a rating is no longer kept. */
  boolean isForgotten(TicketMove move) {
    return isLookedAt(move) && equal(move).isEmpty();
  }

  /** Ratings that say the same at its counter, so near that both may be of one burst. */
  private List<SlotRatings.Given> equal(TicketMove move) {
    var days = reference.days(district);
    long span =
        TimeUnit.SECONDS.toMicros(reference.rules(district, move.time()).bad().burstSeconds());
    var near = books.ratings(place(move), move.time() - span, move.time() + span, days);
    return near.stream()
        .filter(given -> Math.abs(given.time() - move.time()) <= span)
        .filter(given -> given.level() == move.level())
        .filter(given -> Objects.equals(given.reasons(), move.reasons()))
        .toList();
  }

  private static Place place(TicketMove move) {
    return Place.counter(Objects.requireNonNull(move.counterId()));
  }
}
