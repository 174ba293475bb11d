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
  final Errand errand;
  State state = State.WAITING;
  ItemPlan item;
  int line;
  long legStart;
  int calls;

  /** The clerk whom the visitor wishes to see, if any. */
  @Nullable String preferred;

  Visit(String ticketId, long number, int priority, Errand errand, long legStart) {
    this.ticketId = ticketId;
    this.number = number;
    this.priority = priority;
    this.errand = errand;
    this.item = errand.item();
    this.line = errand.line();
    this.legStart = legStart;
  }
}
