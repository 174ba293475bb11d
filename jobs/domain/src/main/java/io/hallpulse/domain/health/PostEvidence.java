package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** All that tells whether a counter's post is attended on a local day. */
public final class PostEvidence {
  private final List<Mark> marks;
  private final Crowd serving;
  private final Crowd pauses;

  private PostEvidence(List<Mark> marks) {
    this.marks = marks;
    this.serving = Crowd.of(marks, Mark.Kind.SERVES, Mark.Kind.RESTS);
    this.pauses = Crowd.of(marks, Mark.Kind.PAUSES, Mark.Kind.GOES_ON);
  }

  /**
   * @param marks of a counter's day in any order; observations of too little confidence left out
   */
  public static PostEvidence of(List<Mark> marks) {
    var sorted = new ArrayList<>(marks);
    sorted.sort(Mark.ORDER);
    return new PostEvidence(sorted);
  }

  /** In fold order. */
  List<Mark> marks() {
    return marks;
  }

  /** When somebody was last seen, did something or was being served before a time. */
  OptionalLong lastSignOfLife(long time) {
    return marks.stream()
        .filter(mark -> mark.time() < time && mark.isSignOfLife())
        .mapToLong(Mark::time)
        .max();
  }

  /** Whether a pause is approved, covered or not. */
  boolean isPaused(long time) {
    return pauses.at(time) > 0;
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
      if (isObserved && seen || isActive || serving.at(time) > 0) {
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
      } else if (mark.isLeaving()) {
        hasLeft = true;
      }
    }
  }
}
