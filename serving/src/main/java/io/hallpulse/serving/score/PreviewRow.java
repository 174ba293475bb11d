package io.hallpulse.serving.score;

import io.hallpulse.refold.Preview.Beside;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A score beside what other rules would have made of the same day.
 *
 * @param stored null if there would be a new one
 * @param candidate null if there would be none
 * @param difference candidate's index less the stored one; null if either is missing
 */
@Schema(name = "Preview")
record PreviewRow(@Nullable Score stored, @Nullable Score candidate, @Nullable Double difference) {

  static PreviewRow of(Beside beside) {
    var was = beside.stored() == null ? null : Score.of(beside.stored());
    var is = beside.candidate() == null ? null : Score.of(beside.candidate());
    var known = was == null ? null : was.shi();
    var other = is == null ? null : is.shi();
    return new PreviewRow(was, is, known == null || other == null ? null : other - known);
  }
}
