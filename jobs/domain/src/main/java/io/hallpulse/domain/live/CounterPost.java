package io.hallpulse.domain.live;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a counter's own events say of it; each aspect keeps its newest event, so that late ones
 * change nothing. Times in microseconds, 0 for never.
 *
 * @param state of the last opening, pausing or closing, or of a clerk's signing in or out
 * @param staffId clerk signed in, null after signing out
 * @param present what the camera saw last with enough confidence
 */
public record CounterPost(
    State state,
    long stateAt,
    @Nullable String staffId,
    long staffAt,
    boolean present,
    long observedAt) {

  /** How a counter's own events leave it. */
  public enum State {
    NEVER_HEARD,
    OPEN,
    PAUSED,
    CLOSED
  }

  public CounterPost {
    state = state == null ? State.NEVER_HEARD : state;
  }

  public static CounterPost unknown() {
    return new CounterPost(State.NEVER_HEARD, 0, null, 0, false, 0);
  }

  /**
   * With a counter's, clerk's or camera's event; any other event changes nothing. A pause lasts
   * until the counter is opened or closed, at most to the end of its local day.
   *
   * @param time of the event, not after the server's: a clock that is ahead must not keep out the
   *     right observations that follow
   * @param leastConfidence below which an observation says nothing
   */
  public CounterPost with(Event event, long time, LocalDays days, double leastConfidence) {
    return switch (event.getKind()) {
      case COUNTER_OPENED -> entering(State.OPEN, time);
      case COUNTER_PAUSED -> entering(State.PAUSED, time);
      case COUNTER_CLOSED -> entering(State.CLOSED, time);
      case STAFF_SIGNED_IN ->
          staffed(event.getStaffId(), time)
              .entering(isPausedOn(days.of(time), days) ? State.PAUSED : State.OPEN, time);
      case STAFF_SIGNED_OUT ->
          event.getStaffId().equals(staffId)
              ? staffed(null, time).entering(State.CLOSED, time)
              : this;
      case POST_OBSERVED ->
          event.getConfidence() < leastConfidence ? this : observed(event.getPresent(), time);
      default -> this;
    };
  }

  private boolean isPausedOn(long day, LocalDays days) {
    return state == State.PAUSED && days.of(stateAt) >= day;
  }

  private CounterPost entering(State to, long time) {
    return time < stateAt ? this : new CounterPost(to, time, staffId, staffAt, present, observedAt);
  }

  private CounterPost staffed(@Nullable String staff, long time) {
    return time < staffAt
        ? this
        : new CounterPost(state, stateAt, staff, time, present, observedAt);
  }

  private CounterPost observed(boolean seen, long time) {
    return time < observedAt ? this : new CounterPost(state, stateAt, staffId, staffAt, seen, time);
  }
}
