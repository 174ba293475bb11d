package io.hallpulse.serving.report;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an economy report is made of, as it stood at a time.
 *
 * @param today local date of that time
 * @param figures rows of {@code economy.indicators}
 * @param flows sums of the ledger over weeks; empty but for a weekly report
 * @param newest when the newest of the rows was counted
 */
record EconomyFigures(
    String district,
    String districtName,
    ReportPeriod period,
    Instant asOf,
    LocalDate today,
    Instant newest,
    Map<Key, Figure> figures,
    List<WeekFlows> flows) {

  EconomyFigures {
    figures = Map.copyOf(figures);
    flows = List.copyOf(flows);
  }

  /** Which figure. */
  record Key(
      int indicator, String part, String scope, String scopeId, String periodKind, String period) {}

  /**
   * A figure, or why there is none.
   *
   * @param reason null if there is a value
   */
  record Figure(@Nullable BigDecimal value, String unit, @Nullable String reason) {
    static final Figure NO_ROW = new Figure(null, "", "NO_ROW");
  }

  /**
   * What flowed in a week, and the stock at its end.
   *
   * @param scope district, subdistrict, section or type
   * @param week as a period is named
   */
  record WeekFlows(
      String scope,
      String scopeId,
      String week,
      long registered,
      long cancelled,
      long revoked,
      long movedIn,
      long movedOut,
      long adjusted,
      long stock) {}

  /** A figure of the report's own period. */
  Figure at(int indicator, String part, String scope, String scopeId) {
    return at(indicator, part, scope, scopeId, stateKind(), stateName(period));
  }

  Figure at(
      int indicator, String part, String scope, String scopeId, String periodKind, String name) {
    var found = figures.get(new Key(indicator, part, scope, scopeId, periodKind, name));
    return found == null ? Figure.NO_ROW : found;
  }

  /** A figure of the whole district. */
  Figure ofDistrict(int indicator, String part) {
    return at(indicator, part, "district", district);
  }

  /** The same of another period. */
  Figure ofDistrict(int indicator, String part, ReportPeriod other) {
    return at(indicator, part, "district", district, stateKind(), stateName(other));
  }

  /** A figure from 1 January to the period's last counted day. */
  Figure toDate(int indicator, String part) {
    return at(indicator, part, "district", district, "ytd", period.lastOn(today).toString());
  }

  /**
   * There are no weeks among the indicators' periods: a week's states are those of its last day.
   */
  String stateKind() {
    return period.kind() == ReportKind.ECONOMY_WEEKLY ? "day" : period.kind().span();
  }

  String stateName(ReportPeriod of) {
    return of.kind() == ReportKind.ECONOMY_WEEKLY ? of.lastOn(today).toString() : of.name();
  }

  /** How many figures of the period there are, and how many are missing for which reason. */
  Map<String, Integer> countsByReason() {
    var counts = new HashMap<String, Integer>();
    figures.forEach(
        (key, figure) -> {
          if (key.periodKind().equals(stateKind()) && key.period().equals(stateName(period))) {
            counts.merge(figure.reason() == null ? "" : figure.reason(), 1, Integer::sum);
          }
        });
    return counts;
  }
}
