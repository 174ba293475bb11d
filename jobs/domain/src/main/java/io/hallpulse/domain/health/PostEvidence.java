package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All that tells whether a counter's post is attended.
 *
 * @param marks in their order; observations of too little confidence left out
 * @param serving when a ticket was being served there
 * @param pauses approved for the counter, covered or not
 */
public record PostEvidence(List<Mark> marks, List<Span> serving, List<Span> pauses) {

  boolean isPaused(long time) {
    return isIn(pauses, time);
  }

  private static boolean isIn(List<Span> spans, long time) {
    for (var span : spans) {
      if (span.contains(time)) {
        return true;
      }
    }
    return false;
  }

  /** Walks through the marks once; instants asked for must not go back. */
  final class Walk {
    private final long evidenceMicros;
    private int next;
    private long observedAt = Long.MIN_VALUE;
    private boolean seen;
    private long actionAt = Long.MIN_VALUE;
    private boolean hasLeft;

    Walk(RuleSet.Absent rules) {
      evidenceMicros = TimeUnit.SECONDS.toMicros(rules.evidenceSeconds());
    }

    Presence at(long time) {
      while (next < marks.size() && marks.get(next).time() <= time) {
        take(marks.get(next++));
      }
      boolean isObserved = isRecent(observedAt, time);
      boolean isActive = !hasLeft && isRecent(actionAt, time);
      if (isObserved && seen || isActive || isIn(serving, time)) {
        return Presence.ATTENDED;
      }
      return isObserved ? Presence.UNATTENDED : Presence.UNKNOWN;
    }

    private boolean isRecent(long markedAt, long time) {
      return markedAt != Long.MIN_VALUE && time - markedAt <= evidenceMicros;
    }

    private void take(Mark mark) {
      if (mark.isObservation()) {
        observedAt = mark.time();
        seen = mark.kind() == Mark.Kind.SEEN;
      } else if (mark.isAction()) {
        actionAt = mark.time();
        hasLeft = false;
      } else {
        hasLeft = true;
      }
    }
  }
}
