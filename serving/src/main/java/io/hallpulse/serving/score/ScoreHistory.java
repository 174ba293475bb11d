package io.hallpulse.serving.score;

import io.hallpulse.refold.LakeQuery;
import io.hallpulse.refold.StoredFacts;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.serving.history.Lake;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The scores in the lake, as they are and as they were known. */
@Singleton
final class ScoreHistory {
  /** Of each day the last of what was known, else the first that is not left out. */
  private static final String DAYS =
      """
      SELECT scope, scope_id, district, hall_id, local_date, shi, interval_low, interval_high,
        coverage, category, low_evidence, parts, ruleset, revision, final, reason, recorded
      FROM (
        SELECT *, row_number() OVER (
          PARTITION BY scope, scope_id, local_date
          ORDER BY known DESC, CASE WHEN known THEN -revision ELSE revision END) AS place
        FROM (
          SELECT *,
            recorded IS NULL OR recorded <= from_iso8601_timestamp_nanos(?) AS known
          FROM lake.hall.health_daily
          WHERE scope = ? AND scope_id = ?
            AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date))
        WHERE %s)
      WHERE place = 1
      ORDER BY local_date
      """;

  private static final String KNOWN = DAYS.formatted("known");

  /** What was not known then is as it was when it first was final. */
  private static final String KNOWN_OR_FIRST = DAYS.formatted("known OR final");

  private static final String CHANGES =
      """
      WITH known AS (
        SELECT scope, scope_id, local_date, max(revision) AS revision,
          max_by(shi, revision) AS shi, max_by(category, revision) AS category
        FROM lake.hall.health_daily
        WHERE recorded IS NULL OR recorded <= from_iso8601_timestamp_nanos(?)
        GROUP BY scope, scope_id, local_date
        HAVING max_by(final, revision)
      )
      SELECT later.scope, later.scope_id, later.district, later.hall_id, later.local_date,
        known.shi AS shi_known, known.category AS category_known,
        max_by(later.shi, later.revision) AS shi,
        max_by(later.category, later.revision) AS category,
        count(*) AS revisions,
        max_by(later.reason, later.revision) AS reason,
        max(later.recorded) AS recorded
      FROM lake.hall.health_daily AS later
      JOIN known ON known.scope = later.scope AND known.scope_id = later.scope_id
        AND known.local_date = later.local_date AND known.revision < later.revision
      GROUP BY later.scope, later.scope_id, later.district, later.hall_id, later.local_date,
        known.shi, known.category
      ORDER BY recorded DESC, local_date DESC, scope, scope_id
      LIMIT ?
      """;

  /** A day of a large hall is read whole, with what touches it from weeks before and after. */
  private static final int REFOLD_SECONDS = 180;

  private static final int SCORE_SECONDS = 30;

  /** Later than anything. */
  private static final Instant NOW = Instant.parse("9999-12-31T00:00:00Z");

  private final Lake lake;
  private final StoredFacts facts;

  ScoreHistory(Lake lake) {
    this.lake = lake;
    this.facts = new StoredFacts(query(SCORE_SECONDS));
  }

  /** The lake, for those who fold a day again. */
  LakeQuery query() {
    return query(REFOLD_SECONDS);
  }

  private LakeQuery query(int seconds) {
    return (sql, reader, parameters) -> {
      var unused =
          lake.ask(
              seconds,
              sql,
              row -> {
                reader.read(row);
                return true;
              },
              parameters);
    };
  }

  Optional<HealthDailyFact> score(String scope, String scopeId, LocalDate date)
      throws SQLException {
    return facts.score(scope, scopeId, date);
  }

  /** The days of a scope by what was known at a time, or now. */
  List<HealthDailyFact> known(
      String scope, String scopeId, LocalDate from, LocalDate to, @Nullable Instant at) {
    return lake.ask(
        KNOWN,
        StoredFacts::score,
        (at == null ? NOW : at).toString(),
        scope,
        scopeId,
        from.toString(),
        to.toString());
  }

  /**
   * The days of a scope by what was known at a time; those of which nothing was known then, as when
   * a log is loaded later, by what was first known of them for good.
   */
  List<HealthDailyFact> knownOrFirst(
      String scope, String scopeId, LocalDate from, LocalDate to, Instant at) {
    return lake.ask(
        KNOWN_OR_FIRST,
        StoredFacts::score,
        at.toString(),
        scope,
        scopeId,
        from.toString(),
        to.toString());
  }

  /** What was final at a time and is not the same any more, the last changed first. */
  List<ChangedScore> changes(Instant since, int limit) {
    return lake.ask(CHANGES, ScoreHistory::change, since.toString(), limit);
  }

  private static ChangedScore change(ResultSet row) throws SQLException {
    var recorded = row.getObject("recorded", ZonedDateTime.class);
    return new ChangedScore(
        row.getString("scope"),
        row.getString("scope_id"),
        row.getString("district"),
        row.getString("hall_id"),
        row.getObject("local_date", LocalDate.class),
        row.getObject("shi_known", Double.class),
        row.getString("category_known"),
        row.getObject("shi", Double.class),
        row.getString("category"),
        row.getLong("revisions"),
        row.getString("reason"),
        recorded == null ? null : recorded.toInstant());
  }
}
