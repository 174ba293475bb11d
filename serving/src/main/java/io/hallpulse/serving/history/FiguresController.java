package io.hallpulse.serving.history;

import io.hallpulse.domain.ticket.Rectification;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** A day's tickets in figures: by hall, unit, counter or service item. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "history")
final class FiguresController {
  private static final Set<String> BY = Set.of("hall", "unit", "counter", "item");
  private static final int MOST = 500;

  // The newest revision is looked for where it can be: the view would look among all.
  private static final String FIGURES =
      """
      SELECT id, count(*) AS tickets,
        count_if(outcome IN (%1$s)) AS served,
        avg(handling_seconds) AS mean_handling_seconds,
        approx_percentile(CAST(wait_seconds AS double), 0.5) AS p50_wait_seconds,
        approx_percentile(CAST(wait_seconds AS double), 0.9) AS p90_wait_seconds,
        count(rating_level) AS rated,
        count_if(rating_level > %2$d) AS good
      FROM (
        SELECT *, CASE ? WHEN 'hall' THEN hall_id WHEN 'unit' THEN unit_id
          WHEN 'counter' THEN counter_id ELSE item_code END AS id
        FROM (
          SELECT hall_id, unit_id, counter_id, item_code, outcome, wait_seconds,
            handling_seconds, rating_level, local_date,
            row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS newest
          FROM lake.hall.tickets
          WHERE local_date BETWEEN CAST(? AS date) - INTERVAL '%3$d' DAY AND CAST(? AS date)
            AND (? = '' OR district = ?)
            AND (? = '' OR hall_id = ?))
        WHERE newest = 1
          AND local_date = CAST(? AS date)
          AND (? = '' OR unit_id = ?)
          AND (? = '' OR counter_id = ?))
      WHERE id IS NOT NULL
      GROUP BY id
      ORDER BY tickets DESC, id
      LIMIT ?
      """
          .formatted(Meanings.SERVED, Rectification.BAD_LEVEL, Meanings.MOVED_DAYS);

  private final Lake lake;
  private final Names names;
  private final Scope access;

  FiguresController(Lake lake, Names names, Scope access) {
    this.lake = lake;
    this.names = names;
    this.access = access;
  }

  @Get("/districts/{district}/figures{?date,by,limit}")
  @Operation(
      summary = "A district's day in figures",
      description = "By hall or item (also unit and counter), the one with most tickets first.")
  List<FiguresRow> ofDistrict(
      HttpRequest<?> request,
      String district,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @Parameter(description = "hall, unit, counter or item") @QueryValue(defaultValue = "hall")
          String by,
      @Parameter(description = "1 to 500") @QueryValue(defaultValue = "100") int limit) {
    check(by, limit);
    access.requireDistrict(Caller.of(request), district);
    return ask(by, date, district, "", "", "", limit);
  }

  @Get("/halls/{hallId}/figures{?date,by,unit,counter,limit}")
  @Operation(
      summary = "A hall's day in figures",
      description = "By unit, counter or item, of one unit or counter if wanted.")
  List<FiguresRow> ofHall(
      String hallId,
      @Parameter(description = "local date, YYYY-MM-DD") @QueryValue LocalDate date,
      @Parameter(description = "hall, unit, counter or item") @QueryValue(defaultValue = "unit")
          String by,
      @QueryValue(defaultValue = "") String unit,
      @QueryValue(defaultValue = "") String counter,
      @Parameter(description = "1 to 500") @QueryValue(defaultValue = "100") int limit) {
    check(by, limit);
    return ask(by, date, "", hallId, unit, counter, limit);
  }

  private static void check(String by, int limit) {
    if (!BY.contains(by)) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "by must be hall, unit, counter or item, got " + by);
    }
    if (limit < 1 || limit > MOST) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "limit must be 1 to %d, got %d".formatted(MOST, limit));
    }
  }

  private List<FiguresRow> ask(
      String by,
      LocalDate date,
      String district,
      String hall,
      String unit,
      String counter,
      int limit) {
    var day = date.toString();
    return lake.ask(
        FIGURES,
        row -> FiguresRow.of(by, row, names),
        by,
        day,
        day,
        district,
        district,
        hall,
        hall,
        day,
        unit,
        unit,
        counter,
        counter,
        limit);
  }
}
