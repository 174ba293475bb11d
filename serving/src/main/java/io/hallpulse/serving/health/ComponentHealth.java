package io.hallpulse.serving.health;

import java.time.Instant;

/**
 * How a component is.
 *
 * @param since since when it is so
 * @param detail what a person should know about it
 */
public record ComponentHealth(State state, Instant since, String detail) {
  /** Whether it answers; DEGRADED: it may do its work, but that is not proven. */
  public enum State {
    UP,
    DEGRADED,
    DOWN,
    STARTING
  }

  static ComponentHealth unknown(Instant now) {
    return new ComponentHealth(State.STARTING, now, "not asked yet");
  }

  /** What was found now; {@code since} stays while the state does. */
  ComponentHealth then(State found, String detail, Instant now) {
    return new ComponentHealth(found, found == state ? since : now, detail);
  }
}
