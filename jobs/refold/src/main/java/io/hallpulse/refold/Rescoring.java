package io.hallpulse.refold;

import io.hallpulse.domain.health.DistrictDay;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.fact.HealthDailyFact;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Scores a scope's day anew by some reference data, with all that it is made of. */
final class Rescoring {
  private final StoredFacts facts;
  private final Refold refold;

  Rescoring(LakeQuery lake) {
    this.facts = new StoredFacts(lake);
    this.refold = new Refold(lake);
  }

  /** Told of each hall that was folded again. */
  interface OfHall {
    void take(String hallId, RefoldedDay again) throws SQLException;
  }

  /**
   * A counter's or unit's with those of its whole hall, a district's or subdistrict's with those of
   * all its halls.
   */
  List<HealthDailyFact> of(HealthDailyFact stored, DayReach day, Reference reference, OfHall ofHall)
      throws SQLException {
    var scores = new ArrayList<HealthDailyFact>();
    var totals = new ArrayList<HallTotals>();
    for (var hallId : halls(stored, day, reference)) {
      var again = refold.of(hallId, stored.district(), day, reference, Long.MAX_VALUE);
      ofHall.take(hallId, again);
      scores.addAll(again.scores());
      again.totals().ifPresent(totals::add);
    }
    if (stored.hallId() == null && !totals.isEmpty()) {
      boolean isFinal = totals.stream().allMatch(HallTotals::isFinal);
      DistrictDay.scores(totals, reference).stream()
          .map(score -> score.fact(0, isFinal, ""))
          .filter(score -> isOf(stored, score))
          .forEach(scores::add);
    }
    return scores;
  }

  /** Of a subdistrict's halls alone there is no district's score. */
  private static boolean isOf(HealthDailyFact stored, HealthDailyFact score) {
    return stored.scope().equals("district")
        || score.scope().equals(stored.scope()) && score.scopeId().equals(stored.scopeId());
  }

  private List<String> halls(HealthDailyFact stored, DayReach day, Reference reference)
      throws SQLException {
    if (stored.hallId() != null) {
      return List.of(stored.hallId());
    }
    return facts.halls(stored.district(), day.date()).stream()
        .map(HealthDailyFact::scopeId)
        .filter(
            hallId ->
                stored.scope().equals("district")
                    || reference
                        .hall(hallId, day.start())
                        .filter(hall -> stored.scopeId().equals(hall.subdistrict()))
                        .isPresent())
        .toList();
  }
}
