package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.fact.HealthParts.CounterScore;
import io.hallpulse.schemas.fact.HealthParts.FactorPart;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope's index on a day with what it is made of; makes the row of {@code hall.health_daily}.
 *
 * @param priors rates expected of the day
 * @param counters of the scope that have an index; empty for a counter
 */
public record DayScore(
    Scope scope,
    LocalDate date,
    HealthScore score,
    Cards cards,
    Priors priors,
    RuleSet rules,
    List<Scored> counters) {
  private static final int WORST = 3;

  public static DayScore of(
      Scope scope,
      LocalDate date,
      Readings readings,
      Expected expected,
      Cards cards,
      RuleSet rules,
      List<Scored> counters) {
    var weights =
        scope.level() == Scope.Level.COUNTER ? rules.counterWeights() : rules.scopeWeights();
    var priors = expected.priors(readings, rules);
    var score = HealthScore.of(readings, cards, weights, rules, priors);
    return new DayScore(scope, date, score, cards, priors, rules, counters);
  }

  /** The row, without when it is written. */
  public HealthDailyFact fact(long revision, boolean isFinal, String reason) {
    return new HealthDailyFact(
        scope.level().key(),
        scope.id(),
        scope.district(),
        scope.hallId(),
        date,
        score.index(),
        score.low(),
        score.high(),
        score.coverage(),
        score.category() == null ? null : score.category().name(),
        score.isLowEvidence(),
        parts().json(),
        rules.version(),
        revision,
        isFinal,
        reason,
        null);
  }

  HealthParts parts() {
    var byIndex =
        counters.stream()
            .sorted(Comparator.comparingDouble(Scored::index).thenComparing(Scored::counterId))
            .toList();
    return new HealthParts(
        score.parts().stream().map(this::part).toList(),
        score.cardPoints(),
        cards.warnings(),
        cards.yellow(),
        cards.red(),
        tenth(byIndex),
        byIndex.stream()
            .limit(WORST)
            .map(scored -> new CounterScore(scored.counterId(), scored.index()))
            .toList());
  }

  /** The index at the tenth percentile, by nearest rank. */
  private static @Nullable Double tenth(List<Scored> byIndex) {
    return byIndex.isEmpty() ? null : byIndex.get((byIndex.size() + 9) / 10 - 1).index();
  }

  private FactorPart part(HealthScore.Part part) {
    var loss = part.loss();
    return new FactorPart(
        part.factor().key(),
        loss.millionths(),
        loss.exposure(),
        loss.unknown(),
        loss.incidents(),
        part.weight(),
        priors.of(part.factor()),
        part.rate(),
        part.penalty(),
        part.points());
  }
}
