package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.instant;
import static io.hallpulse.serving.history.Columns.truth;

import io.hallpulse.serving.live.HallTimes;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A case, from application to result, as far as it is known now.
 *
 * @param closedAt null while open
 * @param durationSeconds last event minus first event
 * @param steps events of the case
 * @param overdue closed after its planned end; while open: the hall's time has passed it
 * @param visits distinct days in halls with a service of one of its tickets
 * @param revision the highest is the latest
 */
@Schema(name = "Case")
record CaseRow(
    String caseId,
    String hallId,
    @Nullable String unitId,
    @Nullable String itemCode,
    @Nullable String channel,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable Instant plannedEnd,
    long durationSeconds,
    int steps,
    @Nullable Boolean overdue,
    @Nullable Instant firstTicketAt,
    int visits,
    @Nullable String entityId,
    @Nullable String result,
    long revision) {
  static CaseRow of(ResultSet row, HallTimes times) throws SQLException {
    var hallId = row.getString("hall_id");
    var closedAt = instant(row, "closed_at");
    var plannedEnd = instant(row, "planned_end");
    return new CaseRow(
        row.getString("case_id"),
        hallId,
        row.getString("unit_id"),
        row.getString("item_code"),
        row.getString("channel"),
        instant(row, "opened_at"),
        closedAt,
        plannedEnd,
        row.getLong("duration_seconds"),
        row.getInt("steps"),
        closedAt == null
            ? overdue(plannedEnd, times.of(hallId).orElse(null))
            : truth(row, "overdue"),
        instant(row, "first_ticket_at"),
        row.getInt("visits"),
        row.getString("entity_id"),
        row.getString("result"),
        row.getLong("revision"));
  }

  /** Whether an open case is late; unknown without a plan or without the hall's time. */
  static @Nullable Boolean overdue(@Nullable Instant plannedEnd, @Nullable Instant hallTime) {
    return plannedEnd == null || hallTime == null ? null : hallTime.isAfter(plannedEnd);
  }
}
