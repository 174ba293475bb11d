package io.hallpulse.domain.ticket;

/**
 * A ticket whose day is over and written: kept for corrections until it is dropped. Times in
 * microseconds.
 *
 * @param source in whose time it settles
 * @param first time of its issue, or of its first event without one
 * @param latest time of its latest event
 * @param dropAt when corrections are no longer taken
 * @param packed its history
 */
public record ClosedTicket(String source, long first, long latest, long dropAt, byte[] packed) {

  /**
   * @param first time of its issue, or of its first event without one
   */
  public static ClosedTicket of(TicketHistory history, String source, long first) {
    return new ClosedTicket(
        source, first, history.latest(), history.dropAt(), PackedHistory.pack(history));
  }

  /** What was said about it. */
  public TicketHistory history(String ticketId) {
    return PackedHistory.unpack(ticketId, packed, dropAt);
  }
}
