package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.TicketMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Finds ratings that equal others at their counter within seconds: three or more active ones of the
 * same level and the same reasons are nobody's opinion (domain.md, section 4). Every active rating
 * that names a counter is looked at, whether or not its ticket is known.
 */
final class RatingBursts {
  private final String district;
  private final Reference reference;
  private final HallMemory.Table<SlotRatings> heard;

  RatingBursts(String district, Reference reference, HallMemory.Table<SlotRatings> heard) {
    this.district = district;
    this.reference = reference;
    this.heard = heard;
  }

  static boolean isLookedAt(TicketMove move) {
    return move.active() && move.counterId() != null;
  }

  /** Takes a rating in; gives the tickets that are flagged for it, its own among them. */
  List<String> hear(TicketMove move, String ticketId) {
    var key = key(move, move.time());
    var known = heard.get(key);
    var given = new SlotRatings.Given(move.time(), move.level(), move.reasons(), ticketId);
    heard.put(key, (known == null ? SlotRatings.NONE : known).with(given));
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

  /** Ratings that say the same at its counter, so near that both may be of one burst. */
  private List<SlotRatings.Given> equal(TicketMove move) {
    long span =
        TimeUnit.SECONDS.toMicros(reference.rules(district, move.time()).bad().burstSeconds());
    var keys = new TreeSet<String>();
    keys.add(key(move, move.time() - span));
    keys.add(key(move, move.time() + span));
    var equal = new ArrayList<SlotRatings.Given>();
    for (var key : keys) {
      var known = heard.get(key);
      if (known == null) {
        continue;
      }
      for (var given : known.ratings()) {
        if (Math.abs(given.time() - move.time()) <= span
            && given.level() == move.level()
            && Objects.equals(given.reasons(), move.reasons())) {
          equal.add(given);
        }
      }
    }
    return equal;
  }

  private String key(TicketMove move, long time) {
    var place = Place.counter(Objects.requireNonNull(move.counterId()));
    return PlaceDay.key(place.key(), Slots.start(time, reference.days(district)));
  }
}
