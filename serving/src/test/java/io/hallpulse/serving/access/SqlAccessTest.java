package io.hallpulse.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.access.PasswordHash;
import io.hallpulse.schemas.access.SqlLogins;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What serving tells Trino; what Trino makes of it is in WholePathIT. */
class SqlAccessTest {
  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        new RunningServer(
            RunningServer.newBroker(),
            Map.of(
                "hallpulse.sql-folder",
                folder.toString(),
                "hallpulse.trino-password",
                "of serving",
                "hallpulse.launcher-password",
                "of the launcher"));
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void fromTheStartTheAdministratorAndTheInstallationsProgramsAreKnown() throws IOException {
    var hashes = SqlLogins.read(folder.resolve("logins")).hashes();

    assertThat(PasswordHash.matches(RunningServer.PASSWORD, hashes.get("admin"))).isTrue();
    assertThat(PasswordHash.matches("of serving", hashes.get(SqlAccess.SERVING))).isTrue();
    assertThat(PasswordHash.matches("of the launcher", hashes.get("program/launcher"))).isTrue();
    assertThat(Files.readString(folder.resolve("rules.json"))).contains("\"program/launcher\"");
    for (var file : new String[] {"logins", "rules.json"}) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aChangedAccountIsKnownWhenTheChangeIsAnswered() throws IOException {
    People.make(server, "sql.one", "analyst", "");
    People.make(server, "sql.viewer", "viewer", "");
    var before = SqlLogins.read(folder.resolve("logins")).hashes();
    assertThat(before).containsKey("sql.one").doesNotContainKey("sql.viewer");

    server.asAdmin("POST", "/api/v1/accounts/sql.one/password", "application/json", "{}");
    var after = SqlLogins.read(folder.resolve("logins")).hashes();
    assertThat(after.get("sql.one")).isNotEqualTo(before.get("sql.one"));

    change("sql.one", "{\"role\":\"analyst\",\"disabled\":true}");
    assertThat(SqlLogins.read(folder.resolve("logins")).hashes()).doesNotContainKey("sql.one");
    assertThat(Files.readString(folder.resolve("rules.json"))).doesNotContain("sql\\\\.one");
  }

  @Test
  void limitsAndMasksAreWrittenForEachTable() throws IOException {
    People.make(server, "sql.limited", "analyst", ",\"district\":\"it's 1\"");
    for (var table : LakeTables.all()) {
      var rule = rule("sql\\.limited", table.name());
      assertThat(rule.path("filter").asText())
          .isEqualTo(
              table.name().equals("reference")
                  ? "type NOT IN ('staff', 'roster')"
                  : "district = 'it''s 1'");
    }
    assertThat(rule("sql\\.limited", "events").path("columns").findValuesAsText("name"))
        .containsExactlyInAnyOrder("visitor_token", "words", "comment");

    change("sql.limited", "{\"role\":\"manager\",\"hall\":\"h-1\",\"disabled\":false}");
    assertThat(rule("sql\\.limited", "events").path("filter").asText())
        .isEqualTo("hall_id = 'h-1'");
    assertThat(rule("sql\\.limited", "events").path("columns").findValuesAsText("name"))
        .containsExactly("visitor_token");
  }

  @Test
  void everyColumnThatTellsOfAPersonIsClassed() {
    for (var table : LakeTables.all()) {
      for (var column : table.columns()) {
        if (column.name().matches(".*(staff|visitor|words|phone|decided_by).*")) {
          assertThat(SqlRules.PERSONAL).as(table.name()).containsKey(column.name());
        }
      }
    }
  }

  private static void change(String name, String body) {
    var changed = server.asAdmin("PUT", "/api/v1/accounts/" + name, "application/json", body);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  private static JsonNode rule(String user, String table) throws IOException {
    var rules = new ObjectMapper().readTree(folder.resolve("rules.json").toFile()).path("tables");
    return StreamSupport.stream(rules.spliterator(), false)
        .filter(rule -> rule.path("user").asText().equals(user))
        .filter(rule -> rule.path("table").asText().equals(table))
        .findFirst()
        .orElseThrow();
  }
}
