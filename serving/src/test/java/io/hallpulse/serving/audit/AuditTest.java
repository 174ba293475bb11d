package io.hallpulse.serving.audit;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.audit.AuditChain;
import io.hallpulse.schemas.audit.AuditEntry;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @Test
  void whatMattersIsKept() {
    SERVER.asAdmin(
        "POST",
        "/api/v1/accounts",
        "application/json",
        "{\"name\":\"audited\",\"role\":\"manager\",\"password\":\"long enough 1\"}");
    login("audited", "wrong");
    login("audited", "long enough 1");
    SERVER.asAdmin(
        "PUT",
        "/api/v1/reference/unit/audited-u",
        "application/json",
        "{\"unit_id\":\"audited-u\",\"name\":\"n\"}");
    SERVER.get(
        "/api/v1/reference/staff/audited-s",
        "Authorization",
        RunningServer.basic("audited", "long enough 1"));

    var entries = json(asAdmin("/api/v1/audit?limit=1000"));

    assertThat(entries)
        .extracting(AuditTest::told)
        .contains(
            "admin administrator ACCOUNT_CREATED audited",
            "- anonymous LOGIN_FAILED audited",
            "audited manager LOGIN audited",
            "admin administrator REFERENCE_CHANGED unit/audited-u",
            "audited manager PERSONAL_DATA_SEEN /api/v1/reference/staff/audited-s");
    assertThat(entries.toString()).doesNotContain("long enough 1").doesNotContain("wrong");
  }

  private static String told(JsonNode entry) {
    return "%s %s %s %s"
        .formatted(
            entry.path("actor").asText(),
            entry.path("role").asText(),
            entry.path("action").asText(),
            entry.path("subject").asText());
  }

  private static java.net.http.HttpResponse<String> asAdmin(String path) {
    return SERVER.get(path, "Authorization", RunningServer.basic("admin", RunningServer.PASSWORD));
  }

  private static void login(String name, String password) {
    SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/login"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password))));
  }

  @Test
  void manyWritersMakeOneChain() throws SQLException {
    IntStream.range(0, 40).parallel().forEach(i -> login("nobody-" + i, "x"));

    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection()) {
      assertThat(fault(connection)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit SET actor = 'somebody'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DELETE FROM audit WHERE number = 1"
      })
  void itOnlyGrows(String change) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("only grows");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit SET detail = 'nothing happened' WHERE number = 2",
        "UPDATE audit SET at = at + interval '1 second' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2"
      })
  void whatASuperuserChangesIsFound(String change) throws SQLException {
    login("a-second-entry", "x");
    login("a-third-entry", "x");
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL session_replication_role = replica"); // no trigger stops him
      statement.execute(change);

      assertThat(fault(connection)).hasValueSatisfying(why -> assertThat(why).contains("ow 2 "));

      connection.rollback();
    }
  }

  private static Optional<String> fault(Connection connection) throws SQLException {
    var chain = new AuditChain();
    try (var query = connection.prepareStatement("SELECT * FROM audit ORDER BY number");
        var row = query.executeQuery()) {
      while (row.next()) {
        var entry =
            new AuditEntry(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("role"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
        var fault = chain.follow(entry, row.getString("previous"), row.getString("hash"));
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }
}
