package io.hallpulse.domain.health;

/** A stretch of time in microseconds, its end left out. */
public record Span(long from, long until) {
  public boolean contains(long time) {
    return from <= time && time < until;
  }
}
