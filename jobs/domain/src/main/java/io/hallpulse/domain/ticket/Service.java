package io.hallpulse.domain.ticket;

import org.jspecify.annotations.Nullable;

/**
 * One service at a counter; times in microseconds, {@link Leg#NONE} while they have not come.
 *
 * @param itemCode item that its end named, else its start; null if neither did
 * @param startStaff clerk who started it
 * @param endStaff clerk who ended it
 * @param held time it was on hold
 */
public record Service(
    String counterId,
    @Nullable String itemCode,
    @Nullable String startStaff,
    @Nullable String endStaff,
    long startedAt,
    long endedAt,
    long held) {

  static Service begin(String counterId, @Nullable String item, @Nullable String staff, long time) {
    return new Service(counterId, item, staff, null, time, Leg.NONE, 0);
  }

  Service ended(long time, @Nullable String item, @Nullable String staff) {
    return new Service(
        counterId, item == null ? itemCode : item, startStaff, staff, startedAt, time, held);
  }

  Service heldFor(long duration) {
    return new Service(
        counterId, itemCode, startStaff, endStaff, startedAt, endedAt, held + duration);
  }

  public boolean isEnded() {
    return endedAt != Leg.NONE;
  }

  /** Microseconds of work on it, held time left out; only of one that ended. */
  public long handled() {
    return handledBy(endedAt);
  }

  /** Microseconds of work on it up to a time before its end. */
  public long handledBy(long time) {
    return time - startedAt - held;
  }
}
