package io.hallpulse.local.stack;

import io.hallpulse.schemas.audit.AuditChain;
import io.hallpulse.schemas.audit.AuditEntry;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The audit as it stands in PostgreSQL, read without serving's help. */
public final class AuditTrail {
  private static final String ROWS =
      """
      SELECT number, at, actor, role, address, action, subject, detail, previous, hash
      FROM audit
      ORDER BY number
      """;

  private final Ports ports;
  private final Secrets secrets;

  private AuditTrail(Ports ports, Secrets secrets) {
    this.ports = ports;
    this.secrets = secrets;
  }

  public static AuditTrail of(Installation installation) throws IOException {
    return new AuditTrail(Ports.of(installation), Secrets.of(installation));
  }

  /** What was found, in words. */
  public record Result(boolean whole, String told) {}

  /**
   * Follows the whole chain.
   *
   * @param known {@code ROW:HASH} of an earlier run, null for none
   */
  public Result verify(@Nullable String known) throws IOException {
    var properties = new Properties();
    properties.setProperty("user", Postgresql.USER);
    properties.setProperty("password", secrets.postgresqlPassword());
    properties.setProperty("connectTimeout", "3");
    try (var connection =
            DriverManager.getConnection(ports.jdbcUrl(Postgresql.HALLPULSE), properties);
        var query = connection.prepareStatement(ROWS)) {
      connection.setAutoCommit(false); // or the driver reads all rows at once
      query.setFetchSize(5_000);
      try (var rows = query.executeQuery()) {
        return follow(rows, known);
      }
    } catch (SQLException e) {
      throw new IOException("Cannot read the audit: " + e.getMessage(), e);
    }
  }

  private static Result follow(ResultSet rows, @Nullable String known) throws SQLException {
    var chain = new AuditChain();
    boolean knownIsThere = known == null;
    while (rows.next()) {
      var fault = chain.follow(entry(rows), rows.getString("previous"), rows.getString("hash"));
      if (fault.isPresent()) {
        return new Result(false, "The audit is broken. %s: %s".formatted(fault.get(), entry(rows)));
      }
      knownIsThere |= place(chain).equals(known);
    }
    return knownIsThere
        ? new Result(
            true,
            "The audit is whole: %d rows. Note for --known: %s"
                .formatted(chain.length(), place(chain)))
        : new Result(
            false,
            "The audit is broken. Row %s is not there any more; the %d rows that are fit together"
                .formatted(known, chain.length()));
  }

  private static String place(AuditChain chain) {
    return chain.length() + ":" + chain.newest();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("role"),
        row.getString("address"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"));
  }
}
