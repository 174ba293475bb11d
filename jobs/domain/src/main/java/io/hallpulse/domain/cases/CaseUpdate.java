package io.hallpulse.domain.cases;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a hall says about a case: an event of the case, or what one ticket adds to it (an
 * upsert by ticket). One of the two is null.
 *
 * @param revisionsFrom the highest revision that a row of the case may have had before the hall
 *     began
 */
public record CaseUpdate(
    String caseId,
    String district,
    String hallId,
    @Nullable CaseMove move,
    @Nullable CaseTicket ticket,
    long revisionsFrom) {

  /** An event of a case: CASE_OPENED, CASE_STEP or CASE_CLOSED. Absent = null, absent time = 0. */
  public record CaseMove(
      long time,
      String source,
      long epoch,
      long seq,
      EventKind kind,
      @Nullable String unitId,
      @Nullable String itemCode,
      @Nullable String channel,
      @Nullable String result,
      @Nullable String entityId,
      long plannedEnd) {}

  /**
   * What a ticket adds to its case.
   *
   * @param waitingFrom issue or appointment, whichever is later
   * @param visits local days and times at which a service of it started
   * @param version events of the ticket known when this was said; of two the higher holds, whatever
   *     their order of arrival
   */
  public record CaseTicket(String ticketId, long waitingFrom, List<Visit> visits, int version) {
    private static final long NEVER = Long.MAX_VALUE;

    /** A ticket that turned out to be of another case, or of none. */
    public static CaseTicket withdrawn(String ticketId, int version) {
      return new CaseTicket(ticketId, NEVER, List.of(), version);
    }

    boolean counts() {
      return waitingFrom != NEVER;
    }

    public boolean saysTheSameAs(CaseTicket other) {
      return waitingFrom == other.waitingFrom && visits.equals(other.visits);
    }
  }

  /** A service that began at a hall: local day since 1970, time in microseconds. */
  public record Visit(String hallId, long day, long time) {}

  public static CaseUpdate of(Event event, long revisionsFrom) {
    return new CaseUpdate(
        event.getCaseId(),
        event.getDistrict(),
        event.getHallId(),
        new CaseMove(
            event.getTime(),
            event.getSource(),
            event.getEpoch(),
            event.getSeq(),
            event.getKind(),
            event.getUnitId(),
            event.getItemCode(),
            event.getChannel(),
            event.getCaseResult(),
            event.getEntityId(),
            event.getPlannedEnd() == null ? 0 : event.getPlannedEnd()),
        null,
        revisionsFrom);
  }
}
