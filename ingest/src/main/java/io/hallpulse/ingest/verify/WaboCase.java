package io.hallpulse.ingest.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log says about a case, and the lake should too.
 *
 * @param overdue whether it closed after its planned end; null while open, when the answer depends
 *     on the time of asking
 */
record WaboCase(
    Instant openedAt,
    @Nullable Instant closedAt,
    long durationSeconds,
    @Nullable Instant plannedEnd,
    @Nullable Boolean overdue,
    int steps) {

  /** A case's first line opens it, its last of two or more closes it. */
  static WaboCase of(List<WaboStep> steps) {
    var first = steps.get(0);
    var last = steps.get(steps.size() - 1);
    var closedAt = steps.size() > 1 ? last.time() : null;
    var plannedEnd = last.plannedEnd();
    return new WaboCase(
        first.time(),
        closedAt,
        Duration.between(first.time(), last.time()).toSeconds(),
        plannedEnd,
        closedAt == null || plannedEnd == null ? null : closedAt.isAfter(plannedEnd),
        steps.size());
  }
}
