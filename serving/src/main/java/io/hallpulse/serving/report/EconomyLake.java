package io.hallpulse.serving.report;

import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.report.EconomyFigures.Figure;
import io.hallpulse.serving.report.EconomyFigures.Key;
import io.hallpulse.serving.report.EconomyFigures.WeekFlows;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what an economy report is made of, as it had been counted at a time. */
@Singleton
final class EconomyLake {
  private static final int SECONDS = 120;
  private static final int WEEKS = 13;

  /** All figures of the report's own period and of those that it is held against. */
  private static final String FIGURES =
      """
      SELECT indicator, part, scope, scope_id, period_kind, period, value, unit, reason, as_of
      FROM (
        SELECT *, row_number() OVER (
          PARTITION BY indicator, part, scope, scope_id, period_kind, period
          ORDER BY revision DESC) AS newest
        FROM lake.economy.indicators
        WHERE district = ? AND as_of <= :as_of
          AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date)
          AND (period_kind = ? AND contains(split(?, ','), period)
            OR scope = 'district' AND period_kind = 'ytd' AND period = ?
            OR scope = 'district' AND period_kind = ? AND indicator IN (1, 4, 6)))
      WHERE newest = 1
      """;

  /** Sums of the ledger over weeks, and its stock at their ends. */
  private static final String WEEK_FLOWS =
      """
      WITH ledger AS (
        SELECT *
        FROM (
          SELECT *, row_number() OVER (
            PARTITION BY subdistrict, industry, entity_type, local_date
            ORDER BY revision DESC) AS newest
          FROM lake.economy.ledger_daily
          WHERE district = ? AND as_of <= :as_of)
        WHERE newest = 1
      ), weeks AS (
        SELECT CAST(first AS date) AS first
        FROM UNNEST(split(?, ',')) AS t (first)
      )
      SELECT
        CASE WHEN grouping(subdistrict) = 0 THEN 'subdistrict'
          WHEN grouping(industry) = 0 THEN 'section'
          WHEN grouping(entity_type) = 0 THEN 'type'
          ELSE 'district' END AS scope,
        coalesce(subdistrict, industry, entity_type, ?) AS scope_id,
        first,
        sum(IF(local_date >= first, registered, 0)) AS registered,
        sum(IF(local_date >= first, cancelled, 0)) AS cancelled,
        sum(IF(local_date >= first, revoked, 0)) AS revoked,
        sum(IF(local_date >= first, moved_in, 0)) AS moved_in,
        sum(IF(local_date >= first, moved_out, 0)) AS moved_out,
        sum(IF(local_date >= first, adjusted, 0)) AS adjusted,
        sum(registered + moved_in - cancelled - revoked - moved_out + adjusted) AS stock
      FROM weeks
      JOIN ledger ON local_date < first + INTERVAL '7' DAY
      GROUP BY GROUPING SETS (
        (first), (first, subdistrict), (first, industry), (first, entity_type))
      """;

  private final Lake lake;

  EconomyLake(Lake lake) {
    this.lake = lake;
  }

  EconomyFigures read(String district, String name, ReportPeriod period, Instant asOf) {
    var today = LocalDate.ofInstant(asOf, ReportText.ZONE);
    if (period.first().isAfter(today)) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "The period %s begins after %s, the day as of which it is asked for"
              .formatted(period.name(), today));
    }
    var figures = new HashMap<Key, Figure>();
    var newest = new ArrayList<Instant>();
    var own = new EconomyFigures(district, name, period, asOf, today, asOf, Map.of(), List.of());
    var held = new TreeSet<String>();
    held.add(own.stateName(period));
    held.add(own.stateName(period.previous()));
    held.add(own.stateName(period.kind().around(period.first().minusYears(1))));
    var from = period.first().minusYears(period.kind() == ReportKind.ECONOMY_YEARLY ? 11 : 4);
    var trend = period.kind() == ReportKind.ECONOMY_WEEKLY ? "month" : period.kind().span();
    lake.ask(
        SECONDS,
        AsOf.in(FIGURES, asOf),
        row -> {
          newest.add(row.getObject("as_of", ZonedDateTime.class).toInstant());
          return figures.put(key(row), figure(row)) == null;
        },
        district,
        from.toString(),
        period.last().toString(),
        own.stateKind(),
        String.join(",", held),
        period.lastOn(today).toString(),
        trend);
    if (figures.isEmpty()) {
      throw new ServingException(
          Reason.HISTORY_UNAVAILABLE,
          "Nothing of the market entities of %s had been counted by %s; does the market job run,"
                  .formatted(district, asOf)
              + " and was the registry fed?");
    }
    return new EconomyFigures(
        district,
        name,
        period,
        asOf,
        today,
        newest.stream().max(Instant::compareTo).orElse(asOf),
        figures,
        period.kind() == ReportKind.ECONOMY_WEEKLY ? flows(district, period, asOf) : List.of());
  }

  private List<WeekFlows> flows(String district, ReportPeriod period, Instant asOf) {
    var weeks = new ArrayList<>(period.upToHere(WEEKS));
    weeks.add(period.kind().around(period.first().minusWeeks(52)));
    return lake.ask(
        SECONDS,
        AsOf.in(WEEK_FLOWS, asOf),
        row -> flows(row, period.kind()),
        district,
        weeks.stream().map(week -> week.first().toString()).collect(Collectors.joining(",")),
        district);
  }

  private static WeekFlows flows(ResultSet row, ReportKind kind) throws SQLException {
    return new WeekFlows(
        row.getString("scope"),
        row.getString("scope_id"),
        kind.around(row.getObject("first", LocalDate.class)).name(),
        row.getLong("registered"),
        row.getLong("cancelled"),
        row.getLong("revoked"),
        row.getLong("moved_in"),
        row.getLong("moved_out"),
        row.getLong("adjusted"),
        row.getLong("stock"));
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getInt("indicator"),
        row.getString("part"),
        row.getString("scope"),
        row.getString("scope_id"),
        row.getString("period_kind"),
        row.getString("period"));
  }

  private static Figure figure(ResultSet row) throws SQLException {
    return new Figure(row.getBigDecimal("value"), row.getString("unit"), row.getString("reason"));
  }
}
