package io.hallpulse.domain.hall;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.sentence.RefusalSentence;
import org.jspecify.annotations.Nullable;

/** Makes the rows of {@code hall.refused} of a hall. */
record RefusedRow(String hallId, String district, Reference reference) {

  /**
   * @param reason why it is refused, null if it no longer is
   */
  RefusedFact of(
      String source,
      long epoch,
      long seq,
      long time,
      String kind,
      @Nullable String subjectId,
      @Nullable String reason,
      long revision) {
    return new RefusedFact(
        source,
        epoch,
        seq,
        district,
        hallId,
        EventJson.instant(time),
        kind,
        subjectId,
        reason == null ? RefusalSentence.LEGAL_NOW.of() : reason,
        reason == null,
        reference.days(district).date(time),
        revision);
  }
}
