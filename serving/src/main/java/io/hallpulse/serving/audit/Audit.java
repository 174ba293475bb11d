package io.hallpulse.serving.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.audit.AuditEntry;
import io.hallpulse.serving.access.Caller;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Adds to the audit, one entry after the other, each chained to the one before. */
@Singleton
public final class Audit {
  private static final String ONE_WRITER = "SELECT pg_advisory_xact_lock(370213003)";

  private static final String NEWEST =
      """
      SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1
      """;

  private static final String ADD =
      """
      INSERT INTO audit
        (number, at, actor, role, address, action, subject, detail, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String IS_KEPT =
      """
      SELECT EXISTS (SELECT 1 FROM audit WHERE subject = ? AND action = ?)
      """;

  private static final String BEFORE =
      """
      SELECT number, at, actor, role, address, action, subject, detail, previous, hash
      FROM audit
      WHERE number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  private final DataSource database;
  private final Clock clock;

  Audit(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Link(long number, String hash) {}

  /** Adds an entry in a transaction of its own. */
  public void add(Caller who, Action action, String subject, String detail) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      add(connection, who, action, subject, detail);
      connection.commit();
    }
  }

  /** Adds an entry unless there is one of that action to that subject. */
  public void addOnce(Caller who, Action action, String subject, String detail)
      throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      takeTurn(connection);
      if (!isKept(connection, action, subject)) {
        add(connection, who, action, subject, detail);
      }
      connection.commit();
    }
  }

  /**
   * Adds an entry to the caller's transaction, as the last thing it does: the next writer waits for
   * its end.
   */
  public void add(Connection connection, Caller who, Action action, String subject, String detail)
      throws SQLException {
    takeTurn(connection);
    var newest = newest(connection);
    var entry =
        new AuditEntry(
            newest.number() + 1,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            storable(who.name()),
            who.role().key(),
            who.address(),
            action.name(),
            storable(subject),
            storable(detail));
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setLong(1, entry.number());
      insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
      insert.setString(3, entry.actor());
      insert.setString(4, entry.role());
      insert.setString(5, entry.address());
      insert.setString(6, entry.action());
      insert.setString(7, entry.subject());
      insert.setString(8, entry.detail());
      insert.setString(9, newest.hash());
      insert.setString(10, entry.hash(newest.hash()));
      insert.executeUpdate();
    }
  }

  List<AuditRow> before(long number, int limit) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(BEFORE)) {
      query.setLong(1, number);
      query.setInt(2, limit);
      try (var found = query.executeQuery()) {
        var rows = new ArrayList<AuditRow>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    }
  }

  private static AuditRow row(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("role"),
        row.getString("address"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"),
        row.getString("previous"),
        row.getString("hash"));
  }

  private static void takeTurn(Connection connection) throws SQLException {
    try (var turn = connection.prepareStatement(ONE_WRITER)) {
      turn.execute();
    }
  }

  private static boolean isKept(Connection connection, Action action, String subject)
      throws SQLException {
    try (var query = connection.prepareStatement(IS_KEPT)) {
      query.setString(1, storable(subject));
      query.setString(2, action.name());
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static Link newest(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(NEWEST);
        var row = query.executeQuery()) {
      return row.next()
          ? new Link(row.getLong(1), row.getString(2))
          : new Link(0, AuditEntry.BEGINNING);
    }
  }

  /** What a caller sends may hold what PostgreSQL cannot keep; it must not escape the audit so. */
  private static String storable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '?');
  }
}
