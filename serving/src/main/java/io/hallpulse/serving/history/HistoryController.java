package io.hallpulse.serving.history;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.live.HallTimes;
import io.hallpulse.serving.problem.Problem;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What happened, from the lake. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@ApiResponse(
    responseCode = "5XX",
    description = "History is unavailable; live data and reference data go on",
    content =
        @Content(
            mediaType = Problem.CONTENT_TYPE,
            schema = @Schema(implementation = Problem.class)))
@Tag(name = "history")
final class HistoryController {
  private static final int LONGEST_DAYS = 366;
  private static final int MOST_ROWS = 1_000;

  // The newest revision is looked for where it can be: the view would look among all.
  private static final String TICKETS =
      """
      SELECT ticket_id, ticket_no, queue_id, unit_id, item_code, counter_id, staff_id, channel,
        case_id, issued_at, first_called_at, started_at, ended_at, wait_seconds, handling_seconds,
        outcome, rating_level, revision
      FROM (
        SELECT *, row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS newest
        FROM lake.hall.tickets
        WHERE local_date BETWEEN CAST(? AS date) - INTERVAL '%d' DAY AND CAST(? AS date)
          AND hall_id = ?)
      WHERE newest = 1
        AND local_date = CAST(? AS date)
        AND (? = '' OR unit_id = ?)
        AND (? = '' OR counter_id = ?)
      ORDER BY issued_at DESC, ticket_id
      OFFSET ? LIMIT ?
      """
          .formatted(Meanings.MOVED_DAYS);

  private static final String CASES =
      """
      SELECT case_id, hall_id, unit_id, item_code, channel, opened_at, closed_at, planned_end,
        duration_seconds, steps, overdue, first_ticket_at, visits, entity_id, result, revision
      FROM lake.hall.cases_latest
      WHERE hall_id = ? AND local_date = CAST(? AS date)
      ORDER BY opened_at DESC, case_id
      OFFSET ? LIMIT ?
      """;

  private static final String CASE =
      """
      SELECT case_id, hall_id, unit_id, item_code, channel, opened_at, closed_at, planned_end,
        duration_seconds, steps, overdue, first_ticket_at, visits, entity_id, result, revision
      FROM lake.hall.cases_latest
      WHERE case_id = ?
      """;

  private static final String REFUSED =
      """
      SELECT source, epoch, seq, time, kind, subject_id, reason, resolved
      FROM lake.hall.refused_latest
      WHERE hall_id = ? AND local_date = CAST(? AS date)
      ORDER BY time DESC, source, epoch, seq
      OFFSET ? LIMIT ?
      """;

  private static final String ALERTS =
      """
      SELECT alarm_id, rule, scope, scope_id, severity, state, since, raised_at, acknowledged_at,
        acknowledged_by, comment, cleared_at, suppressed_by, suppressed_reason, facts, revision
      FROM lake.hall.alerts_latest
      WHERE hall_id = ? AND local_date = CAST(? AS date)
      ORDER BY raised_at DESC, alarm_id
      OFFSET ? LIMIT ?
      """;

  private static final String DAYS =
      """
      SELECT local_date,
        count(*) AS tickets,
        count_if(outcome IN (%1$s)) AS served,
        count_if(outcome = 'NO_SHOW') AS no_shows,
        count_if(outcome LIKE 'CANCELLED%%') AS cancelled,
        avg(wait_seconds) AS mean_wait_seconds,
        approx_percentile(CAST(wait_seconds AS double), 0.9) AS p90_wait_seconds,
        avg(handling_seconds) AS mean_handling_seconds
      FROM (
        SELECT outcome, wait_seconds, handling_seconds, local_date,
          row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS newest
        FROM lake.hall.tickets
        WHERE local_date BETWEEN CAST(? AS date) - INTERVAL '%2$d' DAY AND CAST(? AS date)
          AND hall_id = ?)
      WHERE newest = 1
        AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date)
      GROUP BY local_date
      ORDER BY local_date
      """
          .formatted(Meanings.SERVED, Meanings.MOVED_DAYS);

  private final Lake lake;
  private final Names names;
  private final HallTimes times;
  private final Scope scope;
  private final Audit audit;
  private final Clock clock;

  HistoryController(
      Lake lake, Names names, HallTimes times, Scope scope, Audit audit, Clock clock) {
    this.lake = lake;
    this.names = names;
    this.times = times;
    this.scope = scope;
    this.audit = audit;
    this.clock = clock;
  }

  @Get("/halls/{hallId}/tickets{?date,unit,counter,staff,limit,offset}")
  @Operation(
      summary = "Tickets of a day",
      description =
          "What became of each, the last issued first; of one unit or counter if wanted. The"
              + " clerk's id is for managers, analysts and administrators, whose look is written"
              + " down; for all others, and if staff is false, it is null.")
  List<TicketRow> tickets(
      HttpRequest<?> request,
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @QueryValue(defaultValue = "") String unit,
      @QueryValue(defaultValue = "") String counter,
      @Parameter(description = "false if the clerks are not wanted")
          @QueryValue(defaultValue = "true")
          boolean staff,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit,
      @QueryValue(defaultValue = "0") int offset)
      throws SQLException {
    checkPage(limit, offset);
    var day = date.toString();
    var rows =
        lake.ask(
            TICKETS,
            row -> TicketRow.of(row, names),
            day,
            day,
            hallId,
            day,
            unit,
            unit,
            counter,
            counter,
            offset,
            limit);
    var caller = Caller.of(request);
    if (!staff || !scope.shows(caller, Sight.STAFF_IDS, hallId)) {
      return rows.stream().map(TicketRow::withoutStaff).toList();
    }
    audit.add(
        caller,
        Action.PERSONAL_DATA_SEEN,
        request.getPath(),
        "date %s%s%s, offset %d, limit %d"
            .formatted(
                date,
                unit.isEmpty() ? "" : ", unit " + unit,
                counter.isEmpty() ? "" : ", counter " + counter,
                offset,
                limit));
    return rows;
  }

  @Get("/halls/{hallId}/cases{?date,limit,offset}")
  @Operation(summary = "Cases opened on a day", description = "The last opened first.")
  List<CaseRow> cases(
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit,
      @QueryValue(defaultValue = "0") int offset) {
    checkPage(limit, offset);
    return lake.ask(CASES, row -> CaseRow.of(row, times), hallId, date.toString(), offset, limit);
  }

  @Get("/cases/{caseId}")
  @Operation(summary = "One case")
  CaseRow oneCase(HttpRequest<?> request, String caseId) {
    var found =
        lake.ask(CASE, row -> CaseRow.of(row, times), caseId).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_CASE, "Case %s is unknown".formatted(caseId)));
    scope.require(Caller.of(request), found.hallId());
    return found;
  }

  @Get("/halls/{hallId}/refused{?date,limit,offset}")
  @Operation(
      summary = "Refused events of a day",
      description = "Events that a rule refuses, with the reason; the last first.")
  List<RefusedRow> refused(
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit,
      @QueryValue(defaultValue = "0") int offset) {
    checkPage(limit, offset);
    return lake.ask(REFUSED, RefusedRow::of, hallId, date.toString(), offset, limit);
  }

  @Get("/halls/{hallId}/alerts{?date,limit,offset}")
  @Operation(
      summary = "Alarms raised on a day",
      description =
          "The last raised first. Who acknowledged one and what he said is for managers and"
              + " administrators; for all others it is null.")
  List<AlertRow> alerts(
      HttpRequest<?> request,
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit,
      @QueryValue(defaultValue = "0") int offset)
      throws SQLException {
    checkPage(limit, offset);
    var rows = lake.ask(ALERTS, AlertRow::of, hallId, date.toString(), offset, limit);
    var caller = Caller.of(request);
    if (!scope.shows(caller, Sight.ALARM_NOTES, hallId)) {
      return rows.stream().map(AlertRow::withoutPeople).toList();
    }
    if (rows.stream().anyMatch(row -> row.acknowledgedBy() != null)) {
      audit.add(
          caller,
          Action.PERSONAL_DATA_SEEN,
          request.getPath(),
          "date %s, offset %d, limit %d".formatted(date, offset, limit));
    }
    return rows;
  }

  @Get("/halls/{hallId}/days{?from,to}")
  @Operation(
      summary = "Days of a hall",
      description = "Counts and mean waits of each day; by default the last 30 days, at most 366.")
  List<DayRow> days(
      String hallId,
      @Parameter(description = "first local date") @QueryValue @Nullable LocalDate from,
      @Parameter(description = "last local date") @QueryValue @Nullable LocalDate to) {
    // The day after in UTC is today somewhere; days that are not yet have no rows.
    var last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1) : to;
    var first = from == null ? last.minusDays(30) : from;
    checkPeriod(first, last);
    var begin = first.toString();
    var end = last.toString();
    return lake.ask(DAYS, DayRow::of, begin, end, hallId, begin, end);
  }

  private static void checkPage(int limit, int offset) {
    if (limit < 1 || limit > MOST_ROWS || offset < 0) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "limit must be 1 to %d and offset at least 0, got %d and %d"
              .formatted(MOST_ROWS, limit, offset));
    }
  }

  private static void checkPeriod(LocalDate first, LocalDate last) {
    var days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1 || days > LONGEST_DAYS) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "from %s to %s is no period of 1 to %d days".formatted(first, last, LONGEST_DAYS));
    }
  }
}
