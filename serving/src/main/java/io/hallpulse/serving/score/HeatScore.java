package io.hallpulse.serving.score;

import io.hallpulse.domain.health.Category;
import io.hallpulse.domain.health.HealthScore;
import io.hallpulse.domain.health.Heat;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The index of all half hours of a day that were as hot, without cards.
 *
 * @param halfHours how many
 * @param shi 0 to 100; null while too little is known
 * @param coverage percent of the weights that was observed
 * @param lowEvidence whether it rests on few exposures
 */
@Schema(name = "ScoreOfHeat")
record HeatScore(
    Heat heat,
    int halfHours,
    @Nullable Double shi,
    @Nullable Double intervalLow,
    @Nullable Double intervalHigh,
    double coverage,
    @Nullable Category category,
    boolean lowEvidence) {

  static HeatScore of(Heat heat, int halfHours, HealthScore score) {
    return new HeatScore(
        heat,
        halfHours,
        score.index(),
        score.low(),
        score.high(),
        score.coverage(),
        score.category(),
        score.isLowEvidence());
  }
}
