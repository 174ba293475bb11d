package io.hallpulse.serving.report;

import static io.hallpulse.serving.history.Columns.instant;

import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.ticket.Rectification;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.history.Meanings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.hallpulse.serving.report.ServiceFigures.Alarm;
import io.hallpulse.serving.report.ServiceFigures.Alarms;
import io.hallpulse.serving.report.ServiceFigures.Notices;
import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Ratings;
import io.hallpulse.serving.report.ServiceFigures.Score;
import io.hallpulse.serving.report.ServiceFigures.Visits;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads what the daily service report is made of: scores by when they were written, the rest from
 * the tables as they were at the time.
 */
@Singleton
final class ServiceLake {
  /** So many alarms are listed one by one. */
  static final int LISTED = 40;

  private static final int SECONDS = 60;

  private static final String SCORES =
      """
      SELECT scope, scope_id, hall_id, shi, interval_low, interval_high, coverage, category,
        low_evidence, parts, ruleset, final, recorded
      FROM (
        SELECT *, row_number() OVER (
          PARTITION BY scope, scope_id ORDER BY revision DESC) AS newest
        FROM lake.hall.health_daily
        WHERE district = ? AND local_date = CAST(? AS date)
          AND scope IN ('unit', 'hall', 'district')
          AND (recorded IS NULL OR recorded <= :as_of))
      WHERE newest = 1
      ORDER BY scope, scope_id
      """;

  /**
   * Percentiles by nearest rank, exact: approximate ones differ from one asking to the next. A
   * ticket that a clerk cancelled is nobody's who went, as it is no wait that the index counts.
   */
  private static final String VISITS =
      """
      WITH tickets AS (
        SELECT *, hour(issued_at AT TIME ZONE 'Asia/Shanghai') AS hour_of_issue
        FROM (
          SELECT *, row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS newest
          FROM lake.hall.tickets FOR TIMESTAMP AS OF :as_of
          WHERE district = ?
            AND local_date BETWEEN CAST(? AS date) - INTERVAL '%2$d' DAY AND CAST(? AS date))
        WHERE newest = 1 AND local_date = CAST(? AS date)
      ), summed AS (
        SELECT hall_id, unit_id, hour_of_issue,
          grouping(unit_id) = 0 AS is_of_unit,
          count(*) AS tickets,
          count_if(outcome IN (%1$s)) AS served,
          count_if(outcome = 'NO_SHOW') AS no_shows,
          count_if(outcome IN ('CANCELLED_VISITOR', 'CANCELLED_DAY_END')) AS went,
          array_agg(wait_seconds ORDER BY wait_seconds)
            FILTER (WHERE wait_seconds IS NOT NULL) AS waits,
          count_if(wait_seconds <= %3$d) AS in_time,
          sum(handling_seconds) AS handling,
          count(handling_seconds) AS handled
        FROM tickets
        GROUP BY GROUPING SETS ((), (hour_of_issue), (hall_id), (hall_id, unit_id))
      )
      SELECT hall_id, unit_id, hour_of_issue, is_of_unit, tickets, served, no_shows, went,
        element_at(waits, CAST(ceil(0.5 * cardinality(waits)) AS integer)) AS p50,
        element_at(waits, CAST(ceil(0.9 * cardinality(waits)) AS integer)) AS p90,
        100e0 * in_time / cardinality(waits) AS within_percent,
        1e0 * handling / nullif(handled, 0) AS handling_seconds
      FROM summed
      WHERE tickets > 0
      ORDER BY hall_id, is_of_unit, unit_id, hour_of_issue
      """
          .formatted(
              Meanings.SERVED, Meanings.MOVED_DAYS, HallRules.defaults().serviceLevelSeconds());

  private static final String RATINGS =
      """
      SELECT hall_id, unit_id, grouping(unit_id) = 0 AS is_of_unit,
        count_if(genuine AND appeal_upheld_at IS NULL) AS counted,
        count_if(genuine AND appeal_upheld_at IS NULL AND level > %1$d) AS good,
        count_if(genuine AND appeal_upheld_at IS NULL AND level <= %1$d) AS bad,
        count_if(NOT genuine OR appeal_upheld_at IS NOT NULL) AS set_aside,
        count_if(state = 'closed') AS closed,
        count_if(state = 'overdue') AS overdue
      FROM (
        SELECT *, row_number() OVER (PARTITION BY rating_id ORDER BY revision DESC) AS newest
        FROM lake.hall.ratings FOR TIMESTAMP AS OF :as_of
        WHERE district = ? AND local_date = CAST(? AS date))
      WHERE newest = 1
      GROUP BY GROUPING SETS ((), (hall_id), (hall_id, unit_id))
      ORDER BY hall_id, is_of_unit, unit_id
      """
          .formatted(Rectification.BAD_LEVEL);

  private static final String NOTICES =
      """
      SELECT hall_id,
        count(*) AS issued,
        count(signed_at) AS signed,
        count(viewed_at) AS viewed,
        count_if(within_deadline) AS in_time,
        count(within_deadline) AS judged,
        count_if(nth > 1) AS repeated
      FROM (
        SELECT *, row_number() OVER (PARTITION BY notice_id ORDER BY revision DESC) AS newest
        FROM lake.hall.notices FOR TIMESTAMP AS OF :as_of
        WHERE district = ?
          AND local_date BETWEEN CAST(? AS date) - INTERVAL '%d' DAY AND CAST(? AS date))
      WHERE newest = 1 AND local_date = CAST(? AS date)
      GROUP BY GROUPING SETS ((), (hall_id))
      ORDER BY hall_id
      """
          .formatted(Meanings.MOVED_DAYS);

  private static final String ALARMS =
      """
      SELECT alarm_id, rule, severity, scope, scope_id, hall_id, raised_at, cleared_at,
        acknowledged_at, state, suppressed_reason
      FROM (
        SELECT *, row_number() OVER (PARTITION BY alarm_id ORDER BY revision DESC) AS newest
        FROM lake.hall.alerts FOR TIMESTAMP AS OF :as_of
        WHERE district = ? AND local_date = CAST(? AS date))
      WHERE newest = 1
      ORDER BY CASE severity WHEN 'CRITICAL' THEN 0 WHEN 'MAJOR' THEN 1 ELSE 2 END,
        raised_at, alarm_id
      """;

  private final Lake lake;
  private final Names names;

  ServiceLake(Lake lake, Names names) {
    this.lake = lake;
    this.names = names;
  }

  ServiceFigures read(String district, String name, ReportPeriod period, Instant asOf) {
    var day = period.first().toString();
    var newest = new ArrayList<Instant>();
    var scores = lake.ask(SECONDS, AsOf.in(SCORES, asOf), row -> score(row, newest), district, day);
    var visits =
        lake.ask(SECONDS, AsOf.in(VISITS, asOf), ServiceLake::visits, district, day, day, day);
    var alarms = askOfYoung(AsOf.in(ALARMS, asOf), AlarmRow::of, district, day);
    var units = new TreeSet<String>();
    scores.forEach(score -> add(units, score.place()));
    visits.forEach(visit -> add(units, visit.place()));
    var unitNames = new LinkedHashMap<String, String>();
    units.forEach(unit -> unitNames.put(unit, names.unit(unit).orElse(unit)));
    var hallNames = new LinkedHashMap<String, String>();
    names.halls().stream()
        .filter(hall -> hall.district().equals(district))
        .forEach(hall -> hallNames.put(hall.hallId(), hall.name()));
    return new ServiceFigures(
        district,
        name,
        period,
        asOf,
        newest.stream().max(Instant::compareTo).orElse(null),
        hallNames,
        unitNames,
        scores,
        visits,
        askOfYoung(AsOf.in(RATINGS, asOf), ServiceLake::ratings, district, day),
        askOfYoung(AsOf.in(NOTICES, asOf), ServiceLake::notices, district, day, day, day),
        AlarmRow.sums(alarms),
        alarms.stream()
            .filter(alarm -> !alarm.isSuppressed())
            .limit(LISTED)
            .map(AlarmRow::alarm)
            .toList());
  }

  /**
   * Rows of a table that gets few: where the tickets of that time are known and it is not, nothing
   * had been written into it yet.
   */
  private <T> List<T> askOfYoung(String sql, Lake.Mapping<T> mapping, Object... parameters) {
    try {
      return lake.ask(SECONDS, sql, mapping, parameters);
    } catch (ServingException e) {
      if (e.reason() == Reason.UNKNOWN_TIME) {
        return List.of();
      }
      throw e;
    }
  }

  private static void add(TreeSet<String> units, Place place) {
    if (place.unitId() != null) {
      units.add(place.unitId());
    }
  }

  private static Score score(ResultSet row, List<Instant> newest) throws SQLException {
    var recorded = instant(row, "recorded");
    if (recorded != null) {
      newest.add(recorded);
    }
    var id = row.getString("scope_id");
    var place =
        switch (row.getString("scope")) {
          case "district" -> Place.DISTRICT;
          case "hall" -> Place.hall(id);
          default -> new Place(row.getString("hall_id"), id.substring(id.indexOf('/') + 1));
        };
    return new Score(
        place,
        row.getObject("shi", Double.class),
        row.getObject("interval_low", Double.class),
        row.getObject("interval_high", Double.class),
        row.getDouble("coverage"),
        row.getString("category"),
        row.getBoolean("low_evidence"),
        row.getBoolean("final"),
        HealthParts.read(row.getString("parts")),
        row.getString("ruleset"));
  }

  private static Visits visits(ResultSet row) throws SQLException {
    int hour = row.getInt("hour_of_issue");
    return new Visits(
        place(row),
        row.wasNull() ? null : hour,
        row.getLong("tickets"),
        row.getLong("served"),
        row.getLong("no_shows"),
        row.getLong("went"),
        row.getObject("p50", Long.class),
        row.getObject("p90", Long.class),
        row.getObject("within_percent", Double.class),
        row.getObject("handling_seconds", Double.class));
  }

  private static Ratings ratings(ResultSet row) throws SQLException {
    return new Ratings(
        place(row),
        row.getLong("counted"),
        row.getLong("good"),
        row.getLong("bad"),
        row.getLong("set_aside"),
        row.getLong("closed"),
        row.getLong("overdue"));
  }

  private static Notices notices(ResultSet row) throws SQLException {
    var hall = row.getString("hall_id");
    return new Notices(
        hall == null ? Place.DISTRICT : Place.hall(hall),
        row.getLong("issued"),
        row.getLong("signed"),
        row.getLong("viewed"),
        row.getLong("in_time"),
        row.getLong("judged"),
        row.getLong("repeated"));
  }

  /** Rows of a hall and of its counters without a unit differ in nothing else. */
  private static Place place(ResultSet row) throws SQLException {
    var hall = row.getString("hall_id");
    if (hall == null) {
      return Place.DISTRICT;
    }
    var unit = row.getString("unit_id");
    return row.getBoolean("is_of_unit")
        ? new Place(hall, unit == null ? "" : unit)
        : Place.hall(hall);
  }

  /** An alarm as it is stored. */
  private record AlarmRow(Alarm alarm, boolean isAcknowledged, boolean isSuppressed) {
    static AlarmRow of(ResultSet row) throws SQLException {
      var raised = instant(row, "raised_at");
      return new AlarmRow(
          new Alarm(
              row.getString("rule"),
              row.getString("severity"),
              row.getString("scope"),
              row.getString("scope_id"),
              row.getString("hall_id"),
              raised == null ? Instant.EPOCH : raised,
              instant(row, "cleared_at"),
              row.getString("state")),
          instant(row, "acknowledged_at") != null,
          row.getString("suppressed_reason") != null);
    }

    /** By rule and severity, of the district and of each hall. */
    static List<Alarms> sums(List<AlarmRow> rows) {
      var groups = new LinkedHashMap<List<Object>, List<AlarmRow>>();
      for (var row : rows) {
        var kind = List.of(row.alarm.rule(), row.alarm.severity());
        groups.computeIfAbsent(List.of(Place.DISTRICT, kind), key -> new ArrayList<>()).add(row);
        var hall = row.alarm.hallId();
        if (hall != null) {
          groups
              .computeIfAbsent(List.of(Place.hall(hall), kind), key -> new ArrayList<>())
              .add(row);
          if (row.alarm.scope().equals("unit")) {
            var id = row.alarm.scopeId();
            var unit = new Place(hall, id.substring(id.indexOf('/') + 1));
            groups.computeIfAbsent(List.of(unit, kind), key -> new ArrayList<>()).add(row);
          }
        }
      }
      var sums = new ArrayList<Alarms>();
      groups.forEach((key, of) -> sums.add(sum((Place) key.get(0), of)));
      return sums;
    }

    private static Alarms sum(Place place, List<AlarmRow> of) {
      var first = of.get(0).alarm;
      var minutes =
          of.stream()
              .map(AlarmRow::alarm)
              .filter(alarm -> alarm.cleared() != null)
              .mapToDouble(
                  alarm ->
                      java.time.Duration.between(alarm.raised(), alarm.cleared()).toSeconds()
                          / 60.0)
              .average();
      return new Alarms(
          place,
          first.rule(),
          first.severity(),
          of.size(),
          of.stream().filter(AlarmRow::isAcknowledged).count(),
          of.stream().filter(row -> row.alarm.cleared() == null).count(),
          minutes.isPresent() ? minutes.getAsDouble() : null);
    }
  }
}
