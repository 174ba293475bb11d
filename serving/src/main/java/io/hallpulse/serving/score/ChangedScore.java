package io.hallpulse.serving.score;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A score that was final and has been corrected.
 *
 * @param shiKnown as it was known then
 * @param shi as it is now
 * @param revisions since then
 * @param reason kind of the event that brought the newest
 */
@Schema(name = "ChangedScore")
record ChangedScore(
    String scope,
    String scopeId,
    String district,
    @Nullable String hallId,
    LocalDate localDate,
    @Nullable Double shiKnown,
    @Nullable String categoryKnown,
    @Nullable Double shi,
    @Nullable String category,
    long revisions,
    String reason,
    @Nullable Instant recorded) {}
