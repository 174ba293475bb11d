package io.hallpulse.refold;

import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the lake says of a day: its losses and scores in their newest revision. */
public final class StoredFacts {
  /** Not from the view: a filter on the date does not reach below it. */
  private static final String LOSSES =
      """
      SELECT counter_id, queue_id, district, hall_id, unit_id, subdistrict, local_date, slot_start,
        factor, loss_millionths, exposure, unknown, incidents, revision, reason
      FROM (
        SELECT *, row_number() OVER (
          PARTITION BY counter_id, queue_id, slot_start, factor ORDER BY revision DESC) AS newest
        FROM lake.hall.slot_losses
        WHERE hall_id = ? AND local_date = CAST(? AS date))
      WHERE newest = 1
      """;

  private static final String SCORES =
      """
      SELECT scope, scope_id, district, hall_id, local_date, shi, interval_low, interval_high,
        coverage, category, low_evidence, parts, ruleset, revision, final, reason, recorded
      FROM lake.hall.health_daily_latest
      WHERE local_date = CAST(? AS date)
      """;

  private static final String SCORES_OF_HALL = SCORES + "  AND hall_id = ?";
  private static final String SCORE = SCORES + "  AND scope = ? AND scope_id = ?";
  private static final String SCORES_ABOVE = SCORES + "  AND hall_id IS NULL AND district = ?";
  private static final String HALLS = SCORES + "  AND scope = 'hall' AND district = ?";

  private static final String LAST_WRITTEN =
      """
      SELECT max(recorded) AS at
      FROM lake.hall.health_daily
      WHERE district = ? AND local_date = CAST(? AS date)
      """;

  private static final String LAST_HEARD =
      """
      SELECT max(time) AS at
      FROM lake.hall.events
      WHERE hall_id = ? AND local_date = CAST(? AS date)
      """;

  private static final Instant NOT_NOTED = Instant.parse("9999-12-31T00:00:00Z");

  private final LakeQuery lake;

  public StoredFacts(LakeQuery lake) {
    this.lake = lake;
  }

  List<SlotLossFact> losses(String hallId, LocalDate date) throws SQLException {
    var found = new ArrayList<SlotLossFact>();
    lake.ask(LOSSES, row -> found.add(loss(row)), hallId, date.toString());
    return found;
  }

  /** Of a hall, its units and its counters. */
  List<HealthDailyFact> scores(String hallId, LocalDate date) throws SQLException {
    var found = new ArrayList<HealthDailyFact>();
    lake.ask(SCORES_OF_HALL, row -> found.add(score(row)), date.toString(), hallId);
    return found;
  }

  /** Of the halls of a district. */
  List<HealthDailyFact> halls(String district, LocalDate date) throws SQLException {
    var found = new ArrayList<HealthDailyFact>();
    lake.ask(HALLS, row -> found.add(score(row)), date.toString(), district);
    return found;
  }

  /** When the hall was last heard of on a day, empty if it was not. */
  Optional<Instant> lastHeard(String hallId, LocalDate date) throws SQLException {
    return instant(LAST_HEARD, hallId, date);
  }

  /** When a score of the district's day was written last; far in the future if nobody noted it. */
  Instant lastWritten(String district, LocalDate date) throws SQLException {
    return instant(LAST_WRITTEN, district, date).orElse(NOT_NOTED);
  }

  private Optional<Instant> instant(String sql, String id, LocalDate date) throws SQLException {
    var found = new ArrayList<Instant>();
    lake.ask(
        sql,
        row -> {
          var time = row.getObject("at", ZonedDateTime.class);
          if (time != null) {
            found.add(time.toInstant());
          }
        },
        id,
        date.toString());
    return found.stream().findFirst();
  }

  /** Of one scope, empty if nothing is known of it that day. */
  public Optional<HealthDailyFact> score(String scope, String scopeId, LocalDate date)
      throws SQLException {
    var found = new ArrayList<HealthDailyFact>();
    lake.ask(SCORE, row -> found.add(score(row)), date.toString(), scope, scopeId);
    return found.stream().findFirst();
  }

  /**
   * The same, if it is final.
   *
   * @throws IllegalArgumentException if there is none
   */
  HealthDailyFact finalScore(String scope, String scopeId, LocalDate date) throws SQLException {
    var found = score(scope, scopeId, date);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "The lake has no score of %s %s on %s".formatted(scope, scopeId, date));
    }
    if (!found.get().isFinal()) {
      throw new IllegalArgumentException(
          "The score of %s %s on %s is not final, it changes while it is looked at"
              .formatted(scope, scopeId, date));
    }
    return found.get();
  }

  /** A subdistrict's score, or a district's and those of its subdistricts. */
  List<HealthDailyFact> above(HealthDailyFact asked, LocalDate date) throws SQLException {
    if (!asked.scope().equals("district")) {
      return List.of(asked);
    }
    var found = new ArrayList<HealthDailyFact>();
    lake.ask(SCORES_ABOVE, row -> found.add(score(row)), date.toString(), asked.district());
    return found;
  }

  private static SlotLossFact loss(ResultSet row) throws SQLException {
    return new SlotLossFact(
        row.getString("counter_id"),
        row.getString("queue_id"),
        row.getString("district"),
        row.getString("hall_id"),
        row.getString("unit_id"),
        row.getString("subdistrict"),
        row.getObject("local_date", LocalDate.class),
        row.getObject("slot_start", ZonedDateTime.class).toInstant(),
        row.getString("factor"),
        row.getLong("loss_millionths"),
        row.getLong("exposure"),
        row.getLong("unknown"),
        row.getInt("incidents"),
        row.getLong("revision"),
        row.getString("reason"));
  }

  /** A row of {@code hall.health_daily}, all columns by their names. */
  public static HealthDailyFact score(ResultSet row) throws SQLException {
    return new HealthDailyFact(
        row.getString("scope"),
        row.getString("scope_id"),
        row.getString("district"),
        row.getString("hall_id"),
        row.getObject("local_date", LocalDate.class),
        fraction(row, "shi"),
        fraction(row, "interval_low"),
        fraction(row, "interval_high"),
        row.getDouble("coverage"),
        row.getString("category"),
        row.getBoolean("low_evidence"),
        row.getString("parts"),
        row.getString("ruleset"),
        row.getLong("revision"),
        row.getBoolean("final"),
        row.getString("reason"),
        recorded(row));
  }

  private static @Nullable Instant recorded(ResultSet row) throws SQLException {
    var time = row.getObject("recorded", ZonedDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Double fraction(ResultSet row, String column) throws SQLException {
    var value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
