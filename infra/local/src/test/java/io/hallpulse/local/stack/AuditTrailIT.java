package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.local.supervise.Pace;
import io.hallpulse.local.supervise.Supervisor;
import io.hallpulse.schemas.audit.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The audit in the real PostgreSQL, with serving's own table, and somebody who tampers with it. */
@Timeout(300)
class AuditTrailIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  @Test
  void aRowThatASuperuserChangedIsFound() throws Exception {
    var installation = new Installation(data);
    var ports = Ports.choose(installation, null);
    var stack =
        Stack.of(
            Checkout.own(),
            installation,
            ports,
            new Settings("off", 0, false, 20, 1, "", false, 0));
    try (var supervisor = Supervisor.in(installation.runFolder(), Pace.standard())) {
      supervisor.start(stack.programs().subList(0, 1));
      Running.await(installation.runFolder(), status -> true);
      try (var connection = connect(stack)) {
        makeTable(connection);
        addThree(connection);
        var audit = AuditTrail.of(installation);

        var whole = audit.verify(null);
        assertThat(whole.whole()).as(whole.told()).isTrue();
        assertThat(whole.told()).startsWith("The audit is whole: 3 rows");
        var noted = whole.told().replaceFirst(".*known: ", "");
        assertThat(audit.verify(noted).whole()).isTrue();

        run(connection, "SET session_replication_role = replica");
        run(connection, "UPDATE audit SET actor = 'nobody' WHERE number = 2");
        assertThat(audit.verify(null).whole()).isFalse();
        assertThat(audit.verify(null).told()).contains("Row 2 was changed").contains("nobody");

        run(connection, "DELETE FROM audit WHERE number >= 2");
        assertThat(audit.verify(null).whole()).isTrue();
        assertThat(audit.verify(noted).whole()).isFalse();
      }
    }
  }

  private static Connection connect(Stack stack) throws SQLException {
    return DriverManager.getConnection(
        stack.ports().jdbcUrl(Postgresql.HALLPULSE),
        Postgresql.USER,
        stack.secrets().postgresqlPassword());
  }

  private static void makeTable(Connection connection) throws Exception {
    var migration =
        Checkout.own()
            .home()
            .resolve("serving/src/main/resources/db/migration/V2__accounts_and_audit.sql");
    run(connection, Files.readString(migration));
  }

  private static void addThree(Connection connection) throws SQLException {
    var previous = AuditEntry.BEGINNING;
    for (long number = 1; number <= 3; number++) {
      var entry =
          new AuditEntry(
              number,
              Instant.parse("2026-01-05T00:00:00.123456Z"),
              "li",
              "manager",
              "127.0.0.1",
              "LOGIN",
              "李",
              "");
      var hash = entry.hash(previous);
      try (var insert =
          connection.prepareStatement("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
        insert.setLong(1, number);
        insert.setObject(2, OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC));
        insert.setString(3, entry.actor());
        insert.setString(4, entry.role());
        insert.setString(5, entry.address());
        insert.setString(6, entry.action());
        insert.setString(7, entry.subject());
        insert.setString(8, entry.detail());
        insert.setString(9, previous);
        insert.setString(10, hash);
        insert.executeUpdate();
      }
      previous = hash;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
