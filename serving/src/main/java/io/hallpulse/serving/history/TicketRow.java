package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.instant;
import static io.hallpulse.serving.history.Columns.integer;
import static io.hallpulse.serving.history.Columns.number;

import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What became of a ticket, as far as it is known now.
 *
 * @param waitSeconds sum of the waits of its legs; null if neither called nor cancelled
 * @param handlingSeconds sum of its services without held time; null if none ended
 * @param outcome COMPLETED, NOTICE_ISSUED, ABANDONED, NO_SHOW, CANCELLED_VISITOR, CANCELLED_CLERK,
 *     CANCELLED_DAY_END; null while open
 * @param ratingLevel genuine rating, 5 is the best
 * @param revision the highest is the latest
 */
@Schema(name = "Ticket")
record TicketRow(
    String ticketId,
    @Nullable String ticketNo,
    String queueId,
    @Nullable String unitId,
    @Nullable String unitName,
    @Nullable String itemCode,
    @Nullable String counterId,
    @Nullable String staffId,
    @Nullable String channel,
    @Nullable String caseId,
    @Nullable Instant issuedAt,
    @Nullable Instant firstCalledAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long waitSeconds,
    @Nullable Long handlingSeconds,
    @Nullable String outcome,
    @Nullable Integer ratingLevel,
    long revision) {
  static TicketRow of(ResultSet row, Names names) throws SQLException {
    return new TicketRow(
        row.getString("ticket_id"),
        row.getString("ticket_no"),
        row.getString("queue_id"),
        row.getString("unit_id"),
        names.unit(row.getString("unit_id")).orElse(null),
        row.getString("item_code"),
        row.getString("counter_id"),
        row.getString("staff_id"),
        row.getString("channel"),
        row.getString("case_id"),
        instant(row, "issued_at"),
        instant(row, "first_called_at"),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        number(row, "wait_seconds"),
        number(row, "handling_seconds"),
        row.getString("outcome"),
        integer(row, "rating_level"),
        row.getLong("revision"));
  }

  /** The same without the clerk, for those who need not know who it was. */
  TicketRow withoutStaff() {
    return new TicketRow(
        ticketId,
        ticketNo,
        queueId,
        unitId,
        unitName,
        itemCode,
        counterId,
        null,
        channel,
        caseId,
        issuedAt,
        firstCalledAt,
        startedAt,
        endedAt,
        waitSeconds,
        handlingSeconds,
        outcome,
        ratingLevel,
        revision);
  }
}
