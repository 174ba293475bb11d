package io.hallpulse.agent.uplink;

import java.util.concurrent.TimeUnit;

/**
 * When the next events may go, so that no more are sent in a second than allowed. What was not sent
 * while there was nothing to send, or while Kafka was slow, is not made up for. In nanoseconds of
 * one clock, for one thread.
 */
final class Pace {
  private final long nanosPerEvent;
  private long due;

  Pace(int mostPerSecond, long now) {
    this.nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / mostPerSecond;
    this.due = now;
  }

  /** How long to wait before the next, now that so many have been sent. */
  long afterSending(int events, long begun, long now) {
    due = Math.max(due, begun) + events * nanosPerEvent;
    return Math.max(0, due - now);
  }
}
