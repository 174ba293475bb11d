package io.hallpulse.domain.forecast;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in a line; times in microseconds.
 *
 * @param start from when its wait counts
 * @param joined from when it could be called
 * @param number in the order in which tickets joined
 */
record Waiting(
    String ticketId,
    String queueId,
    long start,
    long joined,
    int priority,
    @Nullable String item,
    long number) {

  /**
   * The order in which tickets are expected to be called: priority first, then the longest wait.
   */
  static final Comparator<Waiting> CALL_ORDER =
      Comparator.<Waiting>comparingInt(ticket -> -ticket.priority())
          .thenComparingLong(Waiting::start)
          .thenComparingLong(Waiting::number);
}
