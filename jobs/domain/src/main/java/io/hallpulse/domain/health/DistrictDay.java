package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.domain.reference.Reference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A day of a district and its subdistricts: the readings of their halls added up and scored. */
public final class DistrictDay {
  private DistrictDay() {}

  /**
   * The district's score first, then those of its subdistricts; only of those of which more is
   * known than cards.
   *
   * @param halls of one district and day, at least one
   */
  public static List<DayScore> scores(Collection<HallTotals> halls, Reference reference) {
    // In the order of their ids, so that the same halls give the same bits.
    var sorted = halls.stream().sorted(Comparator.comparing(HallTotals::hallId)).toList();
    var scores = new ArrayList<DayScore>();
    var district = sorted.get(0).district();
    add(Scope.district(district), sorted, reference, scores);
    var bySubdistrict = new TreeMap<String, List<HallTotals>>();
    for (var hall : sorted) {
      if (hall.subdistrict() != null) {
        bySubdistrict.computeIfAbsent(hall.subdistrict(), id -> new ArrayList<>()).add(hall);
      }
    }
    bySubdistrict.forEach((id, of) -> add(Scope.subdistrict(id, district), of, reference, scores));
    return scores;
  }

  private static void add(
      Scope scope, List<HallTotals> halls, Reference reference, List<DayScore> scores) {
    if (!halls.stream().allMatch(HallTotals::cardsOnly)) {
      scores.add(score(scope, halls, reference));
    }
  }

  private static DayScore score(Scope scope, List<HallTotals> halls, Reference reference) {
    var readings = Readings.NONE;
    var expected = Expected.NOTHING;
    var cards = Cards.NONE;
    var counters = new ArrayList<Scored>();
    for (var hall : halls) {
      readings = readings.plus(hall.readings());
      expected = expected.plus(hall.expected());
      cards = cards.plus(hall.cards());
      counters.addAll(hall.counters());
    }
    long day = halls.get(0).day();
    var rules = reference.rules(scope.district(), reference.days(scope.district()).start(day));
    return DayScore.of(
        scope, LocalDate.ofEpochDay(day), readings, expected, cards, rules, counters);
  }
}
