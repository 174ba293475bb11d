package io.hallpulse.ingest.simulate;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A visitor with a ticket. */
final class Visit {
  /** Who is called first: higher priority, longer wait, earlier ticket. */
  static final Comparator<Visit> CALL_ORDER =
      Comparator.<Visit>comparingInt(visit -> -visit.priority)
          .thenComparingLong(visit -> visit.legStart)
          .thenComparingLong(visit -> visit.number);

  enum State {
    WAITING,
    CALLED,
    NO_SHOW,
    SERVING,
    GONE
  }

  final String ticketId;
  final long number;
  final int priority;
  final @Nullable CasePlan casePlan;
  final boolean opensCase;
  State state = State.WAITING;
  ItemPlan item;
  int line;
  long legStart;
  int calls;

  Visit(
      String ticketId,
      long number,
      int priority,
      @Nullable CasePlan casePlan,
      boolean opensCase,
      ItemPlan item,
      int line,
      long legStart) {
    this.ticketId = ticketId;
    this.number = number;
    this.priority = priority;
    this.casePlan = casePlan;
    this.opensCase = opensCase;
    this.item = item;
    this.line = line;
    this.legStart = legStart;
  }

  boolean waitsIn(int place) {
    return state == State.WAITING && line == place;
  }
}
