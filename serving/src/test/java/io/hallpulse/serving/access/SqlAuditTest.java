package io.hallpulse.serving.access;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.access.SqlReport.FailedLogin;
import io.hallpulse.schemas.access.SqlReport.Look;
import io.hallpulse.schemas.access.SqlReport.Read;
import io.hallpulse.schemas.access.SqlReports;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of Trino's reports; that Trino makes them is in WholePathIT. */
class SqlAuditTest {
  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    // Serving was away when these came.
    reports().add(look("before-1", "long.gone", tickets("staff_id")));
    reports().add(look("before-2", "long.gone", tickets("staff_id")));
    server =
        new RunningServer(
            RunningServer.newBroker(), Map.of("hallpulse.sql-folder", folder.toString()));
    People.make(server, "limited", "analyst", ",\"district\":\"golden\"");
    People.make(server, "free", "analyst", "");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void whoReadsPersonalColumnsIsKept() throws Exception {
    reports()
        .add(
            look(
                "query-1",
                "limited",
                tickets("wait_seconds", "staff_id"),
                new Read("hall", "events", List.of("words", "seq", "decided_by")),
                tickets("staff_id"),
                new Read("hall", "cases", List.of("steps"))));
    keepAll();

    assertThat(audited("sql/query-1"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("actor").asText()).isEqualTo("limited");
              assertThat(entry.path("role").asText()).isEqualTo("analyst");
              assertThat(entry.path("address").asText()).isEqualTo("10.0.0.7");
              assertThat(entry.path("action").asText()).isEqualTo("PERSONAL_DATA_SEEN");
              assertThat(entry.path("detail").asText())
                  .isEqualTo("hall.tickets (staff_id), hall.events (decided_by, words); FINISHED");
            });
    assertThat(reports().files()).isEmpty();
  }

  @Test
  void whatWasReportedWhileServingWasAwayIsKeptByTheNameThatIsLeft() throws Exception {
    keepAll();

    assertThat(audited("sql/before-1")).hasSize(1);
    assertThat(audited("sql/before-2").get(0).path("actor").asText()).isEqualTo("long.gone");
  }

  @Test
  void whatTheLauncherReadsIsKeptAsAnAdministrators() throws Exception {
    reports().add(look("query-of-launcher", "program/launcher", tickets("staff_id")));
    keepAll();

    var kept = audited("sql/query-of-launcher").get(0);
    assertThat(kept.path("actor").asText()).isEqualTo("program/launcher");
    assertThat(kept.path("role").asText()).isEqualTo("administrator");
  }

  @Test
  void aReportThatComesAgainIsKeptOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      reports().add(look("query-2", "free", tickets("staff_id")));
      keepAll();
    }
    var again = look("query-2", "free", tickets("staff_id"));
    reports().add(again);
    // As if two servings took it.
    IntStream.range(0, 4)
        .parallel()
        .forEach(
            i -> {
              try {
                server.bean(SqlAudit.class).keep(again);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(audited("sql/query-2")).hasSize(1);
  }

  @Test
  void whatTellsOfNobodyIsNotKept() throws Exception {
    reports().add(look("query-3", "free", tickets("wait_seconds")));
    reports().add(look("query-4", SqlAccess.SERVING, tickets("staff_id")));
    reports().add(look("query-5", "free", reference("type")));
    // Who is limited does not see the rows of clerks.
    reports().add(look("query-6", "limited", reference("value")));
    reports().add(look("query-7", "free", reference("value")));
    keepAll();

    for (int i = 3; i <= 6; i++) {
      assertThat(audited("sql/query-" + i)).isEmpty();
    }
    assertThat(audited("sql/query-7").get(0).path("detail").asText())
        .isEqualTo("hall.reference (value); FINISHED");
  }

  @Test
  void wrongPasswordsAreKeptButNotWhatCanBeNoName() throws Exception {
    reports().add(FailedLogin.of("li.na", 5, 2));
    reports().add(FailedLogin.of("program/serving", 20, 0));
    reports().add(FailedLogin.of("", 1, 0));
    keepAll();

    var entry = audited("li.na").get(0);
    assertThat(entry.path("action").asText()).isEqualTo("LOGIN_FAILED");
    assertThat(entry.path("actor").asText()).isEqualTo("-");
    assertThat(entry.path("detail").asText()).isEqualTo("SQL: 5 wrong passwords, 2 not looked at");
    assertThat(audited("program/serving")).hasSize(1);
    assertThat(audited("(no possible name)")).hasSize(1);
  }

  @Test
  void aBrokenReportIsSetAsideAndTheNextIsKept() throws Exception {
    var broken = Files.writeString(reports().folder().resolve("0.report"), "broken");
    reports().add(look("query-8", "free", tickets("staff_id")));
    keepAll();

    assertThat(audited("sql/query-8")).hasSize(1);
    assertThat(broken).doesNotExist();
    assertThat(broken.resolveSibling("0.report.unreadable")).hasContent("broken");
  }

  private static SqlReports reports() {
    return new SqlReports(folder.resolve("reports"));
  }

  private static void keepAll() throws Exception {
    server.bean(SqlAudit.class).keepAll();
  }

  private static Look look(String id, String user, Read... reads) {
    return new Look(id, "FINISHED", user, "10.0.0.7", List.of(reads));
  }

  private static Read tickets(String... columns) {
    return new Read("hall", "tickets", List.of(columns));
  }

  private static Read reference(String column) {
    return new Read("hall", "reference", List.of(column));
  }

  private static List<JsonNode> audited(String subject) {
    var rows = json(server.asAdmin("GET", "/api/v1/audit?limit=1000", "application/json", ""));
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path("subject").asText().equals(subject))
        .toList();
  }
}
