package io.hallpulse.serving.reference;

import io.hallpulse.schemas.reference.ReferenceType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Questions to the master of reference data. */
@Singleton
final class ReferenceReads {
  private static final String COUNTS =
      """
      SELECT type, count(DISTINCT id) AS data, count(*) AS versions
      FROM reference_version
      GROUP BY type
      """;

  private static final String NEWEST = "SELECT max(version) FROM reference_version";

  private static final String CURRENT =
      """
      SELECT DISTINCT ON (id) type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type = ? AND effective_from <= ?::timestamptz
      ORDER BY id, effective_from DESC, version DESC
      LIMIT ? OFFSET ?
      """;

  private static final String CURRENT_ONE =
      """
      SELECT type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type = ? AND id = ? AND effective_from <= ?::timestamptz
      ORDER BY effective_from DESC, version DESC
      LIMIT 1
      """;

  private static final String VERSIONS =
      """
      SELECT type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type = ? AND id = ?
      ORDER BY effective_from DESC, version DESC
      """;

  /** Of each datum what holds, or will hold first: a name is better than none. */
  private static final String NAMED =
      """
      SELECT DISTINCT ON (type, id) type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type IN ('hall', 'unit', 'queue', 'counter')
      ORDER BY type, id, effective_from <= ?::timestamptz DESC,
        abs(extract(epoch FROM effective_from - ?::timestamptz)), version DESC
      """;

  private static final String CALENDAR =
      """
      SELECT type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type = 'calendar' AND id BETWEEN ? AND ?
      """;

  private final DataSource database;

  ReferenceReads(DataSource database) {
    this.database = database;
  }

  /** Of every kind, also of those of which there is nothing yet. */
  List<TypeCount> counts() throws SQLException {
    var counts = new LinkedHashMap<String, TypeCount>();
    for (var type : ReferenceType.values()) {
      counts.put(type.key(), new TypeCount(type.key(), 0, 0, FieldShape.of(type)));
    }
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(COUNTS);
        var rows = query.executeQuery()) {
      while (rows.next()) {
        long data = rows.getLong(2);
        long versions = rows.getLong(3);
        counts.computeIfPresent(
            rows.getString(1), (key, type) -> new TypeCount(key, data, versions, type.fields()));
      }
    }
    return List.copyOf(counts.values());
  }

  /** 0 before the first. */
  long newestVersion() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(NEWEST);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  List<VersionRow> current(ReferenceType type, Instant at, int limit, int offset)
      throws SQLException {
    return rows(CURRENT, type.key(), at.toString(), limit, offset);
  }

  Optional<VersionRow> current(ReferenceType type, String id, Instant at) throws SQLException {
    return rows(CURRENT_ONE, type.key(), id, at.toString()).stream().findFirst();
  }

  List<VersionRow> versions(ReferenceType type, String id) throws SQLException {
    return rows(VERSIONS, type.key(), id);
  }

  List<VersionRow> calendar(LocalDate from, LocalDate until) throws SQLException {
    return rows(CALENDAR, from.toString(), until.toString());
  }

  List<VersionRow> named(Instant at) throws SQLException {
    return rows(NAMED, at.toString(), at.toString());
  }

  private List<VersionRow> rows(String sql, Object... parameters) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (var found = query.executeQuery()) {
        var rows = new ArrayList<VersionRow>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    }
  }

  private static VersionRow row(ResultSet row) throws SQLException {
    return new VersionRow(
        row.getString("type"),
        row.getString("id"),
        row.getObject("effective_from", OffsetDateTime.class).toInstant(),
        row.getObject("recorded", OffsetDateTime.class).toInstant(),
        row.getLong("version"),
        row.getString("source"),
        row.getString("value"));
  }
}
