package io.hallpulse.serving.notice;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.history.Columns;
import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.history.Meanings;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A hall's one-time notices, for those in charge of it. */
@Controller("/api/v1/halls/{hallId}/notices")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "notices")
final class NoticeListController {
  /** Not from the view: filters do not reach below it, so that it would rank all of all days. */
  private static final String OF_DAY =
      """
      SELECT notice_id, matter_id, ticket_id, counter_id, item_code, missing, issued_at, signed_at,
        viewed_at, within_deadline, nth, content_hash
      FROM (
        SELECT *, row_number() OVER (PARTITION BY notice_id ORDER BY revision DESC) AS newest
        FROM lake.hall.notices
        WHERE hall_id = ?
          AND local_date BETWEEN CAST(? AS date) - INTERVAL '%d' DAY AND CAST(? AS date))
      WHERE newest = 1 AND local_date = CAST(? AS date)
      ORDER BY issued_at DESC, notice_id
      LIMIT 1000
      """
          .formatted(Meanings.MOVED_DAYS);

  private final Lake lake;
  private final Scope scope;

  NoticeListController(Lake lake, Scope scope) {
    this.lake = lake;
    this.scope = scope;
  }

  /**
   * A notice as the lake has it; its clerk is left out.
   *
   * @param withinDeadline null if the service is not known
   * @param nth which of its matter's notices; from the second on a card falls due
   */
  @Schema(name = "NoticeRow")
  record Row(
      String noticeId,
      String matterId,
      @Nullable String ticketId,
      @Nullable String counterId,
      @Nullable String itemCode,
      List<String> missing,
      @Nullable Instant issuedAt,
      @Nullable Instant signedAt,
      @Nullable Instant viewedAt,
      @Nullable Boolean withinDeadline,
      int nth,
      @Nullable String contentHash) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString("notice_id"),
          row.getString("matter_id"),
          row.getString("ticket_id"),
          row.getString("counter_id"),
          row.getString("item_code"),
          Columns.texts(row, "missing"),
          Columns.instant(row, "issued_at"),
          Columns.instant(row, "signed_at"),
          Columns.instant(row, "viewed_at"),
          Columns.truth(row, "within_deadline"),
          row.getInt("nth"),
          row.getString("content_hash"));
    }
  }

  @Get("{?date}")
  @Operation(
      summary = "One-time notices of a day",
      description = "The last issued first; what was missing, and whether it was signed.",
      security = @SecurityRequirement(name = "password"))
  List<Row> ofDay(
      HttpRequest<?> request,
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date) {
    scope.require(Caller.of(request), Sight.STAFF_IDS, hallId, request.getPath());
    var day = date.toString();
    return lake.ask(OF_DAY, Row::of, hallId, day, day, day);
  }
}
