package io.hallpulse.serving.score;

import io.hallpulse.domain.health.Category;
import io.hallpulse.domain.health.HealthScore;
import io.hallpulse.domain.health.Heat;
import io.hallpulse.domain.health.Load;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * The index of a half hour, without cards.
 *
 * @param shi 0 to 100; null while too little is known
 * @param coverage percent of the weights that was observed
 * @param lowEvidence whether it rests on few exposures
 * @param load arrivals per minute × mean handling minutes / open counters; null of a counter, and
 *     where it cannot be computed or no counter was open
 */
@Schema(name = "ScoreOfHalfHour")
record SlotScore(
    Instant slotStart,
    @Nullable Double shi,
    @Nullable Double intervalLow,
    @Nullable Double intervalHigh,
    double coverage,
    @Nullable Category category,
    boolean lowEvidence,
    @Nullable Double load,
    @Nullable Heat heat) {

  static SlotScore of(Instant start, HealthScore score, @Nullable Load load) {
    return new SlotScore(
        start,
        score.index(),
        score.low(),
        score.high(),
        score.coverage(),
        score.category(),
        score.isLowEvidence(),
        load == null || load.value().isEmpty() ? null : load.value().getAsDouble(),
        load == null ? null : load.heat().orElse(null));
  }
}
