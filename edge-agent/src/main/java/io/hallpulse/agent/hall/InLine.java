package io.hallpulse.agent.hall;

import java.util.Comparator;

/**
 * A ticket's place in a line: higher priority first, then the longest wait, then the earlier
 * ticket.
 */
record InLine(String ticketId, int priority, long start, long number)
    implements Comparable<InLine> {
  private static final Comparator<InLine> CALL_ORDER =
      Comparator.<InLine>comparingInt(each -> -each.priority)
          .thenComparingLong(InLine::start)
          .thenComparingLong(InLine::number);

  static InLine of(HallTicket ticket) {
    return new InLine(
        ticket.id(), ticket.priority(), ticket.waitingSince(), ticket.issue().getSeq());
  }

  @Override
  public int compareTo(InLine other) {
    return CALL_ORDER.compare(this, other);
  }
}
