package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.instant;

import io.hallpulse.serving.live.HallTimes;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A visitor's own ticket, and the case behind it as far as it is known now.
 *
 * @param outcome as of a ticket; null while open
 * @param openedAt of the case; null if there is none, as are all below
 * @param overdue closed after its planned end; while open: the hall's time has passed it
 */
@Schema(name = "Visit")
record VisitRow(
    @Nullable String ticketNo,
    String hallId,
    @Nullable String hallName,
    @Nullable String unitName,
    @Nullable String itemCode,
    @Nullable Instant issuedAt,
    @Nullable String outcome,
    @Nullable String caseId,
    @Nullable Instant openedAt,
    @Nullable Instant plannedEnd,
    @Nullable Instant closedAt,
    @Nullable Boolean overdue) {
  static VisitRow of(ResultSet row, Names names, HallTimes times) throws SQLException {
    var hallId = row.getString("hall_id");
    var closedAt = instant(row, "closed_at");
    var plannedEnd = instant(row, "planned_end");
    return new VisitRow(
        row.getString("ticket_no"),
        hallId,
        names.hall(hallId).map(hall -> hall.name()).orElse(null),
        names.unit(row.getString("unit_id")).orElse(null),
        row.getString("item_code"),
        instant(row, "issued_at"),
        row.getString("outcome"),
        row.getString("case_id"),
        instant(row, "opened_at"),
        plannedEnd,
        closedAt,
        closedAt == null
            ? CaseRow.overdue(plannedEnd, times.of(hallId).orElse(null))
            : Columns.truth(row, "overdue"));
  }
}
