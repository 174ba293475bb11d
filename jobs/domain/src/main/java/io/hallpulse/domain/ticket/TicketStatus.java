package io.hallpulse.domain.ticket;

/** Where a ticket stands in its life cycle. */
public enum TicketStatus {
  NONE,
  WAITING,
  CALLED,
  SERVING,
  HELD,
  TRANSFERRED,
  NO_SHOW,
  ENDED,
  CANCELLED
}
