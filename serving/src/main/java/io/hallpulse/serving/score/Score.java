package io.hallpulse.serving.score;

import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A scope's index on a day, itemised.
 *
 * @param hallId null of a district or subdistrict
 * @param shi 0 to 100; null while too little is known
 * @param coverage percent of the weights that was observed
 * @param lowEvidence whether it rests on few exposures
 * @param parts points that each factor and the cards take off, with losses, exposures and rates
 * @param ruleset version of the rules
 * @param isFinal whether the day was over; what changed after that is a correction
 * @param reason kind of the event that brought this revision
 * @param recorded when this revision was written
 */
@Schema(name = "Score")
record Score(
    String scope,
    String scopeId,
    @Nullable String hallId,
    LocalDate localDate,
    @Nullable Double shi,
    @Nullable Double intervalLow,
    @Nullable Double intervalHigh,
    double coverage,
    @Nullable String category,
    boolean lowEvidence,
    HealthParts parts,
    String ruleset,
    long revision,
    boolean isFinal,
    String reason,
    @Nullable Instant recorded) {

  static Score of(HealthDailyFact fact) {
    return new Score(
        fact.scope(),
        fact.scopeId(),
        fact.hallId(),
        fact.localDate(),
        fact.shi(),
        fact.intervalLow(),
        fact.intervalHigh(),
        fact.coverage(),
        fact.category(),
        fact.lowEvidence(),
        HealthParts.read(fact.parts()),
        fact.ruleset(),
        fact.revision(),
        fact.isFinal(),
        fact.reason(),
        fact.recorded());
  }
}
