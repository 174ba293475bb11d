package io.hallpulse.serving.economy;

import io.hallpulse.domain.market.CellPeriod;
import io.hallpulse.serving.history.Lake;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Indicators and ledger of past periods, from the lake. */
@Singleton
final class EconomyHistory {
  private static final int SECONDS = 30;

  // The newest revision is looked for among the rows asked for alone: the view would look among
  // all.
  private static final String INDICATORS =
      """
      SELECT district, indicator, part, scope, scope_id, period_kind, period, value, unit,
        available, reason, as_of, revision
      FROM (
        SELECT *, row_number() OVER (
            PARTITION BY district, indicator, part, scope, scope_id, period_kind, period
            ORDER BY revision DESC) AS newest
        FROM lake.economy.indicators
        WHERE district = ? AND scope = ? AND period_kind = ?
          AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date)
          AND (? = 0 OR indicator = ?)
          AND (? = '' OR scope_id = ?)
          AND as_of <= from_iso8601_timestamp(?))
      WHERE newest = 1
      ORDER BY indicator, part, scope_id, local_date
      OFFSET ? LIMIT ?
      """;

  private static final String DAYS =
      """
      SELECT local_date, sum(registered) AS registered, sum(moved_in) AS moved_in,
        sum(cancelled) AS cancelled, sum(revoked) AS revoked, sum(moved_out) AS moved_out,
        sum(adjusted) AS adjusted
      FROM lake.economy.ledger_daily_latest
      WHERE district = ?
        AND (? = '' OR contains(split(?, ','), subdistrict))
        AND (? = '' OR contains(split(?, ','), industry))
        AND (? = '' OR contains(split(?, ','), entity_type))
      GROUP BY local_date
      """;

  private final Lake lake;

  EconomyHistory(Lake lake) {
    this.lake = lake;
  }

  /**
   * Which figures.
   *
   * @param indicator 0 for all
   * @param scopeId empty for all
   * @param knownAt as they were known then
   */
  record Wanted(
      String district,
      int indicator,
      String scope,
      String scopeId,
      String periodKind,
      LocalDate from,
      LocalDate to,
      Instant knownAt) {}

  List<IndicatorRow> indicators(Wanted wanted, int offset, int limit) {
    return lake.ask(
        SECONDS,
        INDICATORS,
        IndicatorRow::of,
        wanted.district(),
        wanted.scope(),
        wanted.periodKind(),
        wanted.from().toString(),
        wanted.to().toString(),
        wanted.indicator(),
        wanted.indicator(),
        wanted.scopeId(),
        wanted.scopeId(),
        wanted.knownAt().toString(),
        offset,
        limit);
  }

  /** The days of a combination on which something flowed. */
  List<CellPeriod.Day> days(String district, Combination of) {
    var subdistricts = String.join(",", of.subdistricts());
    var industries = String.join(",", of.industries());
    var types = String.join(",", of.types());
    return lake.ask(
        SECONDS,
        DAYS,
        row ->
            new CellPeriod.Day(
                row.getDate("local_date").toLocalDate(),
                row.getLong("registered"),
                row.getLong("moved_in"),
                row.getLong("cancelled"),
                row.getLong("revoked"),
                row.getLong("moved_out"),
                row.getLong("adjusted")),
        district,
        subdistricts,
        subdistricts,
        industries,
        industries,
        types,
        types);
  }
}
