package io.hallpulse.domain.live;

import io.hallpulse.schemas.live.CounterStatus;
import org.jspecify.annotations.Nullable;

/** A counter's state at one time; times in microseconds. */
record CounterNow(
    CounterStatus status,
    @Nullable Long since,
    @Nullable String staffId,
    @Nullable String ticketNo,
    @Nullable Boolean present,
    @Nullable Long observedAt,
    int servedToday) {

  boolean isOpen() {
    return switch (status) {
      case IDLE, CALLING, SERVING, HELD -> true;
      case UNKNOWN, CLOSED, PAUSED -> false;
    };
  }
}
