package io.hallpulse.domain.live;

import org.jspecify.annotations.Nullable;

/**
 * A queue's numbers at one time.
 *
 * @param longestWaitSince start of the longest current wait, microseconds
 * @param p50 median wait of the calls of the last hour, seconds
 * @param calledInTime of these calls, those within the service level's limit
 * @param forecast null where none is made
 */
public record QueueNow(
    int waiting,
    @Nullable Long longestWaitSince,
    @Nullable Integer p50,
    @Nullable Integer p90,
    int called,
    int calledInTime,
    int arrivals,
    int calls,
    int openCounters,
    @Nullable QueueForecast forecast) {

  public @Nullable Double serviceLevel() {
    return called == 0 ? null : (double) calledInTime / called;
  }
}
