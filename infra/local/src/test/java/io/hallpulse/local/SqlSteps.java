package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The steps of {@link WholePathIT} that ask in SQL as people do, with accounts of their own. */
final class SqlSteps {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PASSWORD = "of the golden hall";
  private static final Pattern COUNTS =
      Pattern.compile("SQL: (\\d+) wrong passwords, (\\d+) not looked at");

  private final Cli cli;
  private final Upped up;
  private final Path certificate;
  private final String adminPassword;

  SqlSteps(Cli cli, Upped up, Path certificate, String adminPassword) {
    this.cli = cli;
    this.up = up;
    this.certificate = certificate;
    this.adminPassword = adminPassword;
  }

  void everybodySeesWhatHisRoleAndHallAllow() throws Exception {
    var admin = user("admin", adminPassword);
    var analyst = user("golden.analyst", PASSWORD);
    assertThat(admin.ask("SELECT count(visitor_token) > 0, count(words) > 0 FROM events"))
        .containsExactly("true true");
    analyst.assertRefused("SELECT 1"); // there is no such account yet

    account("guessed.analyst", "analyst", "\"district\":\"golden\"");
    account("hall.manager", "manager", "\"hall\":\"h370213-00\"");
    account("mere.viewer", "viewer", "\"hall\":\"h370213-00\"");
    account("golden.analyst", "analyst", "\"district\":\"golden\"");
    up.await("they can sign in", Duration.ofSeconds(5), () -> isIn(analyst));

    assertThat(analyst.ask("SELECT DISTINCT district FROM events")).containsExactly("golden");
    assertThat(
            analyst.ask(
                "SELECT count(*), count(staff_id) > 0, count(visitor_token), count(words)"
                    + " FROM events"))
        .containsExactly("27 true 0 0");
    verdictIsOfHisHalls();
    assertThat(analyst.ask("SELECT DISTINCT hall_id FROM tickets_latest"))
        .containsExactly("golden-hall");
    assertThat(
            analyst.ask(
                "SELECT DISTINCT hall_id FROM tickets"
                    // Trino refuses this very millisecond: "not in the past".
                    + " FOR TIMESTAMP AS OF now() - INTERVAL '1' SECOND"))
        .containsExactly("golden-hall");
    assertThat(analyst.ask("SELECT count(*) FROM reference_latest WHERE type = 'staff'"))
        .containsExactly("0");
    var manager = user("hall.manager", PASSWORD);
    assertThat(manager.ask("SELECT DISTINCT hall_id FROM events")).containsExactly("h370213-00");
    assertThat(manager.ask("SELECT count(words) > 0, count(visitor_token) FROM events"))
        .containsExactly("true 0");

    for (var sql :
        List.of(
            "SELECT * FROM \"events$snapshots\"",
            "SELECT * FROM \"tickets$files\"",
            "SELECT * FROM \"tickets$partitions\"",
            "SELECT * FROM TABLE(lake.system.table_changes('hall', 'tickets', 1, 2))",
            "SELECT query FROM system.runtime.queries",
            "CALL system.runtime.kill_query('20260101_000000_00000_aaaaa', 'x')",
            "CALL lake.system.rollback_to_snapshot('hall', 'tickets', 1)",
            "ALTER TABLE tickets EXECUTE optimize",
            "DELETE FROM tickets",
            "INSERT INTO refused SELECT * FROM refused",
            "DROP VIEW tickets_latest",
            "CREATE VIEW mine AS SELECT 1 AS one",
            "SET SESSION AUTHORIZATION admin")) {
      analyst.assertRefused(sql);
    }
    user("golden.analyst", "of another hall").assertRefused("SELECT 1");
    user("mere.viewer", PASSWORD).assertRefused("SELECT 1");
    assertThat(cli.tryRun("sql", "SELECT 1", "--user", "nobody").exitCode()).isNotZero();
  }

  /** The 27 events of his hall, and nothing of the others, nor of what is nobody's. */
  private void verdictIsOfHisHalls() throws Exception {
    var path = "/api/v1/quality/verdict";
    up.await(
        "the reconciler has read the golden hall's events",
        Duration.ofMinutes(1),
        () ->
            MAPPER
                    .readTree(call(path, "GET", "", "golden.analyst", PASSWORD))
                    .path("stored")
                    .asLong()
                == 27);
    var his = call(path, "GET", "", "golden.analyst", PASSWORD);
    assertThat(his).doesNotContain("370213", "denied");
    assertThat(MAPPER.readTree(his).path("findings")).isEmpty();
    var all = MAPPER.readTree(call(path, "GET", ""));
    assertThat(all.path("stored").asLong()).isGreaterThan(27);
    assertThat(all.has("denied")).isTrue();
  }

  /**
   * What is masked or not of persons leaves no trace; what serving missed it hears when it is back.
   */
  void looksAtPersonalDataAreAudited() throws Exception {
    var analyst = user("golden.analyst", PASSWORD);
    awaitLooks("hall.events (staff_id); FINISHED", 1); // of the step before

    analyst.ask("SELECT count(*) FROM tickets_latest WHERE outcome = 'COMPLETED'");
    analyst.ask("SELECT words, visitor_token FROM events");
    analyst.ask("SELECT max(wait_seconds) FROM tickets_latest WHERE staff_id IS NOT NULL");
    awaitLooks("hall.tickets (staff_id); FINISHED", 1);
    assertThatThrownBy(() -> analyst.ask("SELECT CAST(staff_id AS integer) FROM tickets"))
        .isInstanceOf(SQLException.class);
    awaitLooks("hall.tickets (staff_id); FAILED", 1);

    up.kill("serving");
    analyst.ask("SELECT DISTINCT decided_by, staff_id FROM events");
    awaitLooks("hall.events (decided_by, staff_id); FINISHED", 1);
    assertThat(looks()).hasSize(4);
  }

  void whoGuessesAPasswordWaitsAndIsAudited() throws Exception {
    for (int i = 0; i < 5; i++) {
      user("guessed.analyst", "guess " + i).assertRefused("SELECT 1");
    }
    var rightful = user("guessed.analyst", PASSWORD);
    assertThatThrownBy(() -> rightful.ask("SELECT 1"))
        .hasMessageContaining("Too many wrong passwords; try again in");
    up.await("he may try again", Duration.ofSeconds(20), () -> isIn(rightful));
    up.await("all attempts are kept", Duration.ofSeconds(10), () -> wrongPasswords() == 5);
  }

  private long wrongPasswords() throws IOException, InterruptedException {
    long wrong = 0;
    for (var entry : audited("LOGIN_FAILED", "subject", "guessed.analyst")) {
      var counts = COUNTS.matcher(entry);
      assertThat(counts.matches()).as(entry).isTrue();
      wrong += Long.parseLong(counts.group(1));
    }
    return wrong;
  }

  private void awaitLooks(String look, long times) throws Exception {
    up.await(
        look + " is in the audit",
        Duration.ofSeconds(60),
        () -> looks().stream().filter(look::equals).count() == times);
  }

  private List<String> looks() throws IOException, InterruptedException {
    return audited("PERSONAL_DATA_SEEN", "actor", "golden.analyst");
  }

  /** The details of such entries; none while serving is away. */
  private List<String> audited(String action, String field, String name)
      throws IOException, InterruptedException {
    var details = new ArrayList<String>();
    try {
      var all = call("/api/v1/audit?limit=1000", "GET", "");
      for (var entry : MAPPER.readTree(all)) {
        if (entry.path("action").asText().equals(action)
            && entry.path(field).asText().equals(name)) {
          details.add(entry.path("detail").asText());
        }
      }
    } catch (java.net.ConnectException notYet) {
      return List.of();
    }
    return details;
  }

  private static boolean isIn(SqlUser user) {
    try {
      return user.ask("SELECT 1").equals(List.of("1"));
    } catch (SQLException notYet) {
      return false;
    }
  }

  private SqlUser user(String name, String password) throws IOException {
    return new SqlUser(up.port("trino"), certificate, name, password);
  }

  private void account(String name, String role, String limit)
      throws IOException, InterruptedException {
    var unused =
        call(
            "/api/v1/accounts",
            "POST",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\",%s}"
                .formatted(name, role, PASSWORD, limit));
  }

  private String call(String path, String method, String body)
      throws IOException, InterruptedException {
    return call(path, method, body, "admin", adminPassword);
  }

  private String call(String path, String method, String body, String name, String password)
      throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(up.url(path)))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
