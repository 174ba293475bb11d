package io.hallpulse.serving.history;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.live.HallTimes;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a visitor did before, for whom a device in a hall has just checked. */
@Controller("/api/v1/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "history")
final class VisitorController {
  private static final int DAYS = 180;

  // Tokens stand in raw events only, and are looked for in the days that are told of.
  private static final String VISITS =
      """
      WITH mine AS (
        SELECT ticket_id FROM lake.hall.events
        WHERE local_date >= CAST(? AS date) AND district = ? AND kind = 'TICKET_ISSUED'
          AND visitor_token = ?),
      newest AS (
        SELECT *, row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS place
        FROM lake.hall.tickets
        WHERE local_date >= CAST(? AS date) AND ticket_id IN (SELECT ticket_id FROM mine))
      SELECT t.ticket_no, t.hall_id, t.unit_id, t.item_code, t.issued_at, t.outcome, t.case_id,
        c.opened_at, c.planned_end, c.closed_at, c.overdue
      FROM newest t LEFT JOIN lake.hall.cases_latest c ON c.case_id = t.case_id
      WHERE t.place = 1
      ORDER BY t.issued_at DESC, t.ticket_id
      LIMIT 20
      """;

  private final Lake lake;
  private final Names names;
  private final HallTimes times;
  private final Audit audit;
  private final Clock clock;

  VisitorController(Lake lake, Names names, HallTimes times, Audit audit, Clock clock) {
    this.lake = lake;
    this.names = names;
    this.times = times;
    this.audit = audit;
    this.clock = clock;
  }

  /** Who stands before the device. */
  record Checked(String visitorToken) {}

  @Post("/{id}/visits")
  @Operation(
      summary = "A visitor's own tickets and cases",
      description =
          "For the device itself, which has checked by card or face who asks: the last twenty of"
              + " half a year in its district, the last issued first. Each look is written down,"
              + " without the visitor.",
      security = @SecurityRequirement(name = "password"))
  List<VisitRow> visits(HttpRequest<?> request, String id, @Body Checked checked)
      throws SQLException {
    var caller = Caller.of(request);
    caller.requireDevice(id);
    Given.required(checked.visitorToken(), "visitor_token");
    var district =
        names
            .hall(String.valueOf(caller.hall()))
            .map(Hall::district)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_HALL,
                        "Hall %s is not in the reference data".formatted(caller.hall())));
    var since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS).toString();
    var rows =
        lake.ask(
            VISITS,
            row -> VisitRow.of(row, names, times),
            since,
            district,
            checked.visitorToken(),
            since);
    audit.add(
        caller,
        Action.PERSONAL_DATA_SEEN,
        request.getPath(),
        "a visitor's own history, %d tickets".formatted(rows.size()));
    return rows;
  }
}
