package io.hallpulse.agent.hall;

import org.jspecify.annotations.Nullable;

/**
 * A counter as its clerk left it; times in microseconds, 0 for none.
 *
 * @param staffId who is signed in, null for nobody
 */
public record Post(
    @Nullable String staffId,
    State state,
    long pausedFrom,
    long pausedUntil,
    @Nullable String reason) {
  public static final Post CLOSED = new Post(null, State.CLOSED, 0, 0, null);

  /** Whether tickets are called to it. */
  public enum State {
    CLOSED,
    OPEN,
    PAUSED
  }

  Post withStaff(@Nullable String staff) {
    return new Post(staff, state, pausedFrom, pausedUntil, reason);
  }

  Post in(State next, long since, @Nullable String why) {
    return next == State.PAUSED
        ? new Post(staffId, next, since, pausedUntil > since ? pausedUntil : 0, why)
        : new Post(staffId, next, 0, 0, null);
  }

  Post pausedUntil(long until) {
    return new Post(staffId, state, pausedFrom, until, reason);
  }

  public boolean isOnDuty() {
    return staffId != null && state == State.OPEN;
  }
}
