package io.hallpulse.domain.forecast;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A counter as the forecast sees it; times in microseconds. */
final class Post {
  enum State {
    FREE,
    BUSY,
    SHUT
  }

  /** A counter that has not called a queue for so long, and is not said to serve it, does not. */
  private static final long FORGETTING = 14L * 86_400 * 1_000_000;

  static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Long> lastCalls = new HashMap<>();
  private Set<String> assigned = Set.of();
  private State state = State.FREE;
  private long since = NEVER;
  private long absentSince = NEVER;
  private long pauseFrom = NEVER;
  private long backAt = NEVER;
  private long released = NEVER;
  private @Nullable Waiting ticket;
  private @Nullable String staff;

  void assign(Set<String> queueIds) {
    assigned = Set.copyOf(queueIds);
  }

  void call(Waiting called, long time) {
    lastCalls.put(called.queueId(), time);
    ticket = called;
    enter(State.BUSY, time);
    absentSince = NEVER;
    released = NEVER;
  }

  void free(long time) {
    ticket = null;
    enter(State.FREE, time);
  }

  /** Notes that a ticket is done while others wait. */
  void release(long time) {
    released = time;
  }

  /** When a ticket was done while others waited; {@link #NEVER} if there was a call since. */
  long released() {
    return released;
  }

  void shut(long time) {
    ticket = null;
    released = NEVER;
    enter(State.SHUT, time);
  }

  void staff(String staffId) {
    staff = staffId;
  }

  /** The clerk who signed in last. */
  @Nullable String staff() {
    return staff;
  }

  void pause(long from, long until) {
    pauseFrom = from;
    backAt = until;
  }

  void seen(boolean present, long time) {
    if (present) {
      absentSince = NEVER;
    } else if (absentSince == NEVER) {
      absentSince = time;
    }
  }

  private void enter(State to, long time) {
    state = to;
    since = time;
  }

  boolean serves(String queueId, long now) {
    var called = lastCalls.get(queueId);
    return assigned.contains(queueId) || called != null && now - called < FORGETTING;
  }

  State state() {
    return state;
  }

  boolean isOpen() {
    return state != State.SHUT && isHeard();
  }

  /** Whether it has done anything yet. */
  boolean isHeard() {
    return since != NEVER;
  }

  /** Since when it has its state. */
  long since() {
    return since;
  }

  /** Since when nobody is seen at it, {@link #NEVER} if somebody is or nobody looks. */
  long absentSince() {
    return absentSince;
  }

  /** When it can call if it could at a time, were it not for an approved pause. */
  long afterPause(long time) {
    return time >= pauseFrom && time < backAt ? backAt : time;
  }

  /** Whom it serves; of a busy one. */
  @Nullable Waiting ticket() {
    return ticket;
  }
}
