package io.hallpulse.serving.quality;

import io.hallpulse.schemas.Topics;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;

/**
 * What a correction corrects.
 *
 * @param text of a dead letter, or hall/source/epoch/seq of a refused event
 */
record Origin(String text) {
  private static final int LONGEST = 300;
  private static final String OF_DEAD_LETTER = Topics.HALL_EVENTS.name() + "/";

  Origin {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "origin has 1 to %d characters".formatted(LONGEST));
    }
  }

  /** No hall's, like the list of them: what nobody can read may be of any. */
  boolean isDeadLetter() {
    return text.startsWith(OF_DEAD_LETTER);
  }

  boolean isOf(String hallId) {
    return !isDeadLetter() && text.startsWith(hallId + "/");
  }
}
