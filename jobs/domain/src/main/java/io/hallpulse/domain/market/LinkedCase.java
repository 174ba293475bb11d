package io.hallpulse.domain.market;

import io.hallpulse.domain.time.LocalDays;

/**
 * A case as a district keeps it: how it was closed, and the cell of the entity that carries it. One
 * of the two may come long before the other.
 *
 * @param closedAt microseconds, {@link #NEVER} as long as it is no start-up that ended in a licence
 * @param firstTicketAt microseconds, {@link #NEVER} without a ticket
 * @param version of what the hall told, 0 while it has told nothing
 * @param cell of the entity at its entry, −1 while there is none
 */
public record LinkedCase(
    String caseId, long closedAt, long firstTicketAt, int visits, long version, int cell) {
  public static final long NEVER = Long.MAX_VALUE;
  public static final int NO_CELL = -1;

  public static LinkedCase of(String caseId) {
    return new LinkedCase(caseId, NEVER, NEVER, 0, 0, NO_CELL);
  }

  public boolean counts() {
    return closedAt != NEVER;
  }

  /** The same with what a hall tells, unless a newer telling is known. */
  public LinkedCase with(ClosedCase told) {
    return told.version() <= version
        ? this
        : new LinkedCase(
            caseId,
            told.isIssued() ? told.closedAt() : NEVER,
            told.firstTicketAt(),
            told.visits(),
            told.version(),
            cell);
  }

  public LinkedCase in(int newCell) {
    return new LinkedCase(caseId, closedAt, firstTicketAt, visits, version, newCell);
  }

  /** Local date of the closing, far ahead if it does not count. */
  public int day(LocalDays days) {
    return counts() ? (int) days.of(closedAt) : Integer.MAX_VALUE;
  }
}
