package io.hallpulse.serving.notice;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
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
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;

/** A hall's one-time notices, for those in charge of it. */
@Controller("/api/v1/halls/{hallId}/notices")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "notices")
final class NoticeListController {
  private static final String OF_DAY =
      """
      SELECT notice_id, matter_id, ticket_id, counter_id, item_code, missing, issued_at, signed_at,
        viewed_at, within_deadline, nth, content_hash
      FROM lake.hall.notices_latest
      WHERE hall_id = ? AND local_date = CAST(? AS date)
      ORDER BY issued_at DESC, notice_id
      LIMIT 1000
      """;

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
      var within = row.getBoolean("within_deadline");
      return new Row(
          row.getString("notice_id"),
          row.getString("matter_id"),
          row.getString("ticket_id"),
          row.getString("counter_id"),
          row.getString("item_code"),
          Arrays.stream((Object[]) row.getArray("missing").getArray())
              .map(String::valueOf)
              .toList(),
          instant(row, "issued_at"),
          instant(row, "signed_at"),
          instant(row, "viewed_at"),
          row.getObject("within_deadline") == null ? null : within,
          row.getInt("nth"),
          row.getString("content_hash"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      var time = row.getObject(column, ZonedDateTime.class);
      return time == null ? null : time.toInstant();
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
    var caller = Caller.of(request);
    if (!scope.shows(caller, Sight.STAFF_IDS, hallId)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s may not use %s".formatted(caller.name(), request.getPath()));
    }
    return lake.ask(OF_DAY, Row::of, hallId, date.toString());
  }
}
