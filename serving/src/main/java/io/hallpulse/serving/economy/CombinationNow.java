package io.hallpulse.serving.economy;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * Figures of cells of the ledger that are counted together.
 *
 * @param asOf when the newest of them was counted, null of past periods
 */
@Schema(name = "EconomyCombinationFigures")
record CombinationNow(
    String district, Combination combination, @Nullable Instant asOf, List<Figure> figures) {}
