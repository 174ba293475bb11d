package io.hallpulse.domain.market;

import io.hallpulse.schemas.live.LiveCase;

/**
 * What a hall tells of a case that was closed; travels to the district.
 *
 * @param itemCode service item, empty if it is not known
 * @param firstTicketAt microseconds, {@link Long#MAX_VALUE} without a ticket
 * @param version of two tellings the higher holds
 */
public record ClosedCase(
    String caseId,
    String itemCode,
    long closedAt,
    boolean isIssued,
    long firstTicketAt,
    int visits,
    long version) {
  private static final String ISSUED = "ISSUED";

  public static ClosedCase of(LiveCase told) {
    return new ClosedCase(
        told.getCaseId(),
        told.getItemCode() == null ? "" : told.getItemCode(),
        told.getClosedAt(),
        ISSUED.equals(told.getCaseResult()),
        told.getFirstTicketAt() == null ? Long.MAX_VALUE : told.getFirstTicketAt(),
        told.getVisits(),
        told.getVersion());
  }
}
