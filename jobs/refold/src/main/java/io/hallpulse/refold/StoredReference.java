package io.hallpulse.refold;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.function.Predicate;

/** Reads {@code hall.reference}: by what a local day was judged. */
public final class StoredReference {
  /** Of clerks only the roster matters; of rosters and baselines those of the day. */
  private static final String OF_ONE_DAY =
      """
      SELECT type, id, effective_from, recorded, source, value, revision
      FROM lake.hall.reference
      WHERE recorded <= from_iso8601_timestamp_nanos(?)
        AND type <> 'staff'
        AND (type <> 'roster' OR id LIKE ?)
        AND (type <> 'baseline' OR effective_from <= from_iso8601_timestamp_nanos(?)
          AND (id LIKE 'item/%' OR id LIKE ?))
      ORDER BY revision
      """;

  private static final String OF_DISTRICTS =
      """
      SELECT type, id, effective_from, recorded, source, value, revision
      FROM lake.hall.reference
      WHERE type = 'district'
      ORDER BY revision
      """;

  private final LakeQuery lake;
  private final StoredFacts facts;

  public StoredReference(LakeQuery lake) {
    this.lake = lake;
    this.facts = new StoredFacts(lake);
  }

  /** Where the district's day begins and ends. */
  public DayReach reach(String district, LocalDate date) throws SQLException {
    var reference = new Reference();
    lake.ask(OF_DISTRICTS, row -> reference.add(version(row)));
    return DayReach.of(date, reference.days(district));
  }

  /**
   * As it was known when the district's scores of the day were written last: what came later has
   * changed none of them.
   */
  public Reference of(String district, DayReach day) throws SQLException {
    return of(district, day, type -> true);
  }

  /** The same, of some types alone. */
  Reference of(String district, DayReach day, Predicate<ReferenceType> wanted) throws SQLException {
    var reference = new Reference();
    lake.ask(
        OF_ONE_DAY,
        row -> {
          var version = version(row);
          if (ReferenceType.of(version.getType()).filter(wanted).isPresent()) {
            reference.add(version);
          }
        },
        facts.lastWritten(district, day.date()).toString(),
        "%/" + day.date() + "/%",
        EventJson.instant(day.end()).toString(),
        "hall/%%/%d/__:__/%%".formatted(day.date().getDayOfWeek().getValue()));
    return reference;
  }

  private static ReferenceVersion version(ResultSet row) throws SQLException {
    return ReferenceVersion.newBuilder()
        .setType(row.getString("type"))
        .setId(row.getString("id"))
        .setEffectiveFrom(micros(row, "effective_from"))
        .setRecorded(micros(row, "recorded"))
        .setSource(row.getString("source"))
        .setValue(row.getString("value"))
        .setVersion(row.getLong("revision"))
        .build();
  }

  private static long micros(ResultSet row, String column) throws SQLException {
    return EventJson.micros(row.getObject(column, ZonedDateTime.class).toInstant());
  }
}
