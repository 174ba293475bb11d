package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ReportRun.File;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What reports were asked for, and their files; in the database, so that every instance has them.
 */
@Singleton
final class ReportArchive {
  private static final String ADD =
      """
      INSERT INTO report_run
        (id, kind, period, district, as_of, languages, scheduled, asked_by, asked, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')
      ON CONFLICT (scheduled) DO NOTHING
      """;

  private static final String ONE =
      """
      SELECT id, kind, period, district, as_of, languages, asked_by, asked, state, attempts, error,
        finished, mailed
      FROM report_run
      WHERE id = ?
      """;

  private static final String NEWEST =
      """
      SELECT id, kind, period, district, as_of, languages, asked_by, asked, state, attempts, error,
        finished, mailed
      FROM report_run
      WHERE (?::text IS NULL OR kind = ?) AND (?::text IS NULL OR period = ?)
        AND (?::text IS NULL OR district = ?)
      ORDER BY asked DESC, id
      LIMIT ?
      """;

  private static final String FILES =
      """
      SELECT name, bytes, sha256 FROM report_file WHERE run = ? ORDER BY name
      """;

  private static final String CONTENT =
      """
      SELECT content, sha256 FROM report_file WHERE run = ? AND name = ?
      """;

  private static final String BEGIN =
      """
      UPDATE report_run SET state = 'reading', attempts = attempts + 1 WHERE id = ?
      """;

  private static final String STATE =
      """
      UPDATE report_run SET state = ? WHERE id = ?
      """;

  private static final String CLEAR =
      """
      DELETE FROM report_file WHERE run = ?
      """;

  private static final String PUT =
      """
      INSERT INTO report_file (run, name, bytes, sha256, content) VALUES (?, ?, ?, ?, ?)
      """;

  private static final String DONE =
      """
      UPDATE report_run SET state = 'done', error = NULL, finished = ? WHERE id = ?
      """;

  private static final String FAILED =
      """
      UPDATE report_run SET state = ?, error = ?, finished = ? WHERE id = ?
      """;

  private static final String MAILED =
      """
      UPDATE report_run SET mailed = ? WHERE id = ?
      """;

  /** Asked for, but the instance that was to schedule them has died before it did. */
  private static final String FORGOTTEN =
      """
      SELECT id FROM report_run
      WHERE state IN ('waiting', 'reading', 'writing') AND NOT EXISTS (
        SELECT 1 FROM scheduled_tasks
        WHERE task_name = ? AND task_instance = report_run.id::text)
      """;

  private static final String SINCE =
      """
      SELECT min(since) FROM report_schedule
      """;

  private static final String EXPIRE =
      """
      DELETE FROM report_run
      WHERE asked < CASE WHEN kind IN ('service-daily', 'economy-weekly')
        THEN ?::timestamptz ELSE ?::timestamptz END
      """;

  private final DataSource database;

  ReportArchive(DataSource database) {
    this.database = database;
  }

  /** Keeps what is asked for; empty if the schedule has asked for the same before. */
  Optional<UUID> add(
      ReportPeriod period,
      String district,
      Instant asOf,
      List<String> languages,
      @Nullable String scheduled,
      String askedBy,
      Instant now)
      throws SQLException {
    var id = UUID.randomUUID();
    return change(
                ADD,
                id,
                period.kind().key(),
                period.name(),
                district,
                asOf,
                String.join(",", languages),
                scheduled,
                askedBy,
                now)
            == 1
        ? Optional.of(id)
        : Optional.empty();
  }

  Optional<ReportRun> find(UUID id) throws SQLException {
    return runs(ONE, id).stream().findFirst();
  }

  /** The last asked for first. */
  List<ReportRun> newest(
      @Nullable String kind, @Nullable String period, @Nullable String district, int limit)
      throws SQLException {
    return runs(NEWEST, kind, kind, period, period, district, district, limit);
  }

  /** A file whose content is what it was when it was written. */
  Optional<byte[]> content(UUID id, String name) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(CONTENT)) {
      set(query, id, name);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var content = row.getBytes("content");
        var kept = row.getString("sha256");
        if (!sha256(content).equals(kept)) {
          throw new IllegalStateException(
              "The archive has lost %s of report %s: its SHA-256 is %s, not %s"
                  .formatted(name, id, sha256(content), kept));
        }
        return Optional.of(content);
      }
    }
  }

  void begin(UUID id) throws SQLException {
    change(BEGIN, id);
  }

  void writing(UUID id) throws SQLException {
    change(STATE, ReportRun.WRITING, id);
  }

  /** Puts all files and the end of the run at once: nobody finds half a report. */
  void done(UUID id, Map<String, byte[]> files, Instant now) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      change(connection, CLEAR, id);
      for (var file : files.entrySet()) {
        var content = file.getValue();
        change(connection, PUT, id, file.getKey(), content.length, sha256(content), content);
      }
      change(connection, DONE, now, id);
      connection.commit();
    }
  }

  /** Keeps what went wrong; the run waits for another attempt or is over. */
  void failed(UUID id, String error, @Nullable Instant forGood) throws SQLException {
    change(FAILED, forGood == null ? ReportRun.WAITING : ReportRun.FAILED, error, forGood, id);
  }

  void mailed(UUID id, Instant now) throws SQLException {
    change(MAILED, now, id);
  }

  List<UUID> forgotten(String task) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(FORGOTTEN)) {
      query.setString(1, task);
      try (var rows = query.executeQuery()) {
        var found = new ArrayList<UUID>();
        while (rows.next()) {
          found.add(rows.getObject(1, UUID.class));
        }
        return found;
      }
    }
  }

  /** Since when the installation is there. */
  Instant since() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(SINCE);
        var row = query.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** Lets old reports go, the frequent ones sooner. */
  int expire(Instant frequentBefore, Instant othersBefore) throws SQLException {
    return change(EXPIRE, frequentBefore, othersBefore);
  }

  private List<ReportRun> runs(String sql, @Nullable Object... parameters) throws SQLException {
    try (var connection = database.getConnection()) {
      var runs = new ArrayList<ReportRun>();
      try (var query = connection.prepareStatement(sql)) {
        set(query, parameters);
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            runs.add(run(connection, rows));
          }
        }
      }
      return runs;
    }
  }

  private static ReportRun run(Connection connection, ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    return new ReportRun(
        id,
        row.getString("kind"),
        row.getString("period"),
        row.getString("district"),
        row.getObject("as_of", OffsetDateTime.class).toInstant(),
        List.of(row.getString("languages").split(",")),
        row.getString("asked_by"),
        row.getObject("asked", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("error"),
        instant(row, "finished"),
        instant(row, "mailed"),
        files(connection, id));
  }

  private static List<File> files(Connection connection, UUID id) throws SQLException {
    try (var query = connection.prepareStatement(FILES)) {
      query.setObject(1, id);
      try (var rows = query.executeQuery()) {
        var files = new ArrayList<File>();
        while (rows.next()) {
          files.add(
              new File(rows.getString("name"), rows.getInt("bytes"), rows.getString("sha256")));
        }
        return files;
      }
    }
  }

  private int change(String sql, @Nullable Object... parameters) throws SQLException {
    try (var connection = database.getConnection()) {
      return change(connection, sql, parameters);
    }
  }

  private static int change(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  private static void set(java.sql.PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      var value = parameters[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest(content));
  }

  static String base64Sha256(byte[] content) {
    return Base64.getEncoder().encodeToString(digest(content));
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
