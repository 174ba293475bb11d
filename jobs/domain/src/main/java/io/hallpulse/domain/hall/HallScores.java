package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.DayReadings;
import io.hallpulse.domain.health.DayScore;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Scope;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A local day of a hall scored: its counters, its units and itself, by the books of the places. */
final class HallScores {
  private static final Digest<HealthDailyFact> DIGEST = new Digest<>(LakeTables.HEALTH_DAILY);

  private final String hallId;
  private final String district;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final long revisionsFrom;
  private final LocalDate date;
  private final long midnight;
  private final RuleSet rules;
  private final DayReadings all = new DayReadings();
  private final Map<String, DayReadings> counters = new TreeMap<>();
  private final Map<String, DayReadings> units = new TreeMap<>();
  private final Map<String, List<Scored>> countersOf = new TreeMap<>();
  private final Map<String, Cards> cardsOfCounters = new TreeMap<>();
  private final Map<String, Cards> cardsOfUnits = new TreeMap<>();
  private Cards cards = Cards.NONE;

  HallScores(
      String hallId,
      String district,
      long day,
      Reference reference,
      HallMemory memory,
      PlaceBooks books,
      long revisionsFrom) {
    this.hallId = hallId;
    this.district = district;
    this.reference = reference;
    this.memory = memory;
    this.books = books;
    this.revisionsFrom = revisionsFrom;
    this.date = LocalDate.ofEpochDay(day);
    this.midnight = reference.days(district).start(day);
    this.rules = reference.rules(district, midnight);
  }

  /** Writes the rows that have changed; places are those of which something is known that day. */
  void write(List<Place> places, boolean isFinal, String reason, HallOutput out) {
    places.forEach(this::read);
    if (all.isEmpty()) {
      tellCards(reason, out);
      return;
    }
    write(isFinal || isFinal(hallId, date.toEpochDay(), memory), reason, out);
  }

  /** Whether a hall's day has been final. */
  static boolean isFinal(String hallId, long day, HallMemory memory) {
    var written = memory.scores().get(PlaceDay.key(Scope.hall(hallId, "").key(), day));
    return written != null && written.isFinal();
  }

  private void write(boolean isFinal, String reason, HallOutput out) {
    var scored = new ArrayList<Scored>();
    counters.forEach(
        (id, readings) -> {
          var of = cardsOfCounters.getOrDefault(id, Cards.NONE);
          var score = score(Scope.counter(id, district, hallId), readings, of, List.of());
          write(score, isFinal, reason, out);
          if (score.score().index() != null) {
            var counter = new Scored(id, score.score().index());
            scored.add(counter);
            var unit = SlotRow.unit(Place.counter(id), midnight, reference);
            countersOf.computeIfAbsent(unit, first -> new ArrayList<>()).add(counter);
          }
        });
    units.forEach(
        (id, readings) -> {
          var of = cardsOfUnits.getOrDefault(id, Cards.NONE);
          var from = countersOf.getOrDefault(id, List.of());
          write(score(Scope.unit(id, district, hallId), readings, of, from), isFinal, reason, out);
        });
    if (write(score(Scope.hall(hallId, district), all, cards, scored), isFinal, reason, out)) {
      out.hallTotals(totals(scored, isFinal, reason));
    }
  }

  /** What fell due counts in the scopes above, though the hall has no row of the day. */
  private void tellCards(String reason, HallOutput out) {
    var key = PlaceDay.key("cards/" + hallId, date.toEpochDay());
    var known = memory.scores().get(key);
    long digest = Objects.hash(cards.warnings(), cards.yellow(), cards.red());
    boolean isNews = known == null ? !cards.equals(Cards.NONE) : known.digest() != digest;
    if (isNews) {
      memory.scores().put(key, new Written(digest, 0, true));
      out.hallTotals(totals(List.of(), true, reason));
    }
  }

  private void read(Place place) {
    var of = memory.cards().get(PlaceDay.key(place.key(), date.toEpochDay()));
    if (of != null) {
      cards = cards.plus(of);
      cardsOfCounters.put(place.id(), of);
      var unit = SlotRow.unit(place, midnight, reference);
      cardsOfUnits.merge(unit, of, Cards::plus);
    }
    books
        .books(place, date.toEpochDay(), reference.days(district))
        .forEach(
            (slot, book) -> {
              if (book.revision() > revisionsFrom) { // its rows stand there, if now with nothing
                read(place, slot, book.written());
              }
            });
  }

  private void read(Place place, long slot, Readings written) {
    all.add(slot, written);
    var unit = SlotRow.unit(place, slot, reference);
    if (!unit.isEmpty()) {
      units.computeIfAbsent(unit, first -> new DayReadings()).add(slot, written);
    }
    if (!place.isQueue()) {
      counters.computeIfAbsent(place.id(), first -> new DayReadings()).add(slot, written);
    }
  }

  private DayScore score(Scope scope, DayReadings readings, Cards of, List<Scored> from) {
    var expected = readings.expected(hallId, date, midnight, rules, reference);
    return DayScore.of(scope, date, readings.total(), expected, of, rules, from);
  }

  private String key(Scope scope) {
    return PlaceDay.key(scope.key(), date.toEpochDay());
  }

  private boolean write(DayScore score, boolean isFinal, String reason, HallOutput out) {
    var key = key(score.scope());
    var known = memory.scores().get(key);
    long digest = DIGEST.of(score.fact(0, isFinal, ""));
    if (known != null && known.digest() == digest) {
      return false;
    }
    long revision = (known == null ? revisionsFrom : known.revision()) + 1;
    out.healthDaily(score.fact(revision, isFinal, reason));
    memory.scores().put(key, new Written(digest, revision, isFinal));
    return true;
  }

  private HallTotals totals(List<Scored> scored, boolean isFinal, String reason) {
    return new HallTotals(
        district,
        reference.hall(hallId, midnight).map(Hall::subdistrict).orElse(null),
        hallId,
        date.toEpochDay(),
        all.total(),
        all.expected(hallId, date, midnight, rules, reference),
        cards,
        scored,
        isFinal,
        reason,
        all.isEmpty());
  }
}
