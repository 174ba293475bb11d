package io.hallpulse.domain.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A stay in a queue until a call; times in microseconds, {@link #NONE} while they have not come.
 *
 * @param start issue or appointment, whichever is later; or the transfer that began it
 * @param calledAt first call
 * @param counterId counter of that call
 * @param endedAt the first call, or the cancelling; the wait ends there
 */
public record Leg(
    String queueId, long start, long calledAt, @Nullable String counterId, long endedAt) {
  public static final long NONE = Long.MIN_VALUE;

  static Leg begin(String queueId, long start) {
    return new Leg(queueId, start, NONE, null, NONE);
  }

  Leg movedTo(String queue) {
    return new Leg(queue, start, calledAt, counterId, endedAt);
  }

  public Leg called(long time, @Nullable String counter) {
    return new Leg(queueId, start, time, counter, time);
  }

  Leg cancelled(long time) {
    return new Leg(queueId, start, calledAt, counterId, time);
  }

  public boolean isCalled() {
    return calledAt != NONE;
  }

  /** Microseconds waited, at least 0; only of a leg that was called or cancelled. */
  public long waited() {
    return Math.max(0, endedAt - start);
  }
}
