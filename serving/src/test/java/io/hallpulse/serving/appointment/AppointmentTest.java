package io.hallpulse.serving.appointment;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.grant.VisitorToken;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Appointments and withdrawn consents, from a phone to what a hall's device is told. */
class AppointmentTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String ID_NUMBER = "370213198503071418";
  private static final Map<String, JsonNode> ENROLMENTS = new HashMap<>();

  @BeforeAll
  static void furnish() {
    for (var hall : List.of("book-1", "book-2", "book-3")) {
      var lines = new ArrayList<String>();
      lines.add(line(1, hall, "unit", "{\"unit_id\":\"%1$s-u\",\"name\":\"税务\"}"));
      lines.add(
          line(2, hall, "hall", "{\"hall_id\":\"%1$s\",\"name\":\"大厅\",\"district\":\"bd\"}"));
      lines.add(
          line(
              3,
              hall,
              "queue",
              "{\"queue_id\":\"%1$s-q\",\"hall_id\":\"%1$s\",\"unit_id\":\"%1$s-u\",\"letter\":\"A\"}"));
      lines.add(
          line(
              4,
              hall,
              "counter",
              "{\"counter_id\":\"%1$s-c1\",\"hall_id\":\"%1$s\",\"unit_id\":\"%1$s-u\",\"number\":\"1\",\"queue_ids\":[\"%1$s-q\"]}"));
      lines.add(
          line(
              5,
              hall,
              "item",
              "{\"item_code\":\"%1$s-i\",\"unit_id\":\"%1$s-u\",\"name\":\"发票领用\",\"materials\":[\"身份证\"]}"));
      var imported = SERVER.importLines(lines.toArray(String[]::new));
      assertThat(json(imported).path("rejected").size()).as(imported.body()).isZero();
    }
    // Hall book-3 has no device, so nobody there would learn of an appointment.
    for (var hall : List.of("book-1", "book-2")) {
      var body = "{\"device_id\":\"agent-%1$s\",\"hall_id\":\"%1$s\"}".formatted(hall);
      ENROLMENTS.put(
          hall, json(SERVER.asAdmin("POST", "/api/v1/devices", "application/json", body)));
    }
  }

  private static String line(int seq, String hall, String type, String value) {
    return "{\"source\":\"bt-%s\",\"epoch\":1,\"seq\":%d,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
        .formatted(hall, seq, type, value.formatted(hall));
  }

  private static JsonNode downlink(String hall) {
    var enrolment = ENROLMENTS.get(hall);
    return json(
        SERVER.get(
            "/api/v1/devices/agent-%s/downlink".formatted(hall),
            "Authorization",
            RunningServer.basic(
                enrolment.path("user").asText(), enrolment.path("secret").asText())));
  }

  private static String slot(String hall, int place) {
    var slots =
        json(SERVER.get("/api/v1/appointments/slots?hall=%1$s&item=%1$s-i".formatted(hall)));
    assertThat(slots.path(place).path("free").asInt()).as("%s", slots).isEqualTo(1);
    return slots.path(place).path("time").asText();
  }

  private static HttpResponse<String> make(String hall, String time, String more) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/appointments"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"hall_id\":\"%1$s\",\"item_code\":\"%1$s-i\",\"time\":\"%2$s\"%3$s}"
                        .formatted(hall, time, more))));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).isEqualTo("urn:hallpulse:problem:" + type);
  }

  @Test
  void aVisitIsAgreedOnToldToTheHallAndCancelled() throws SQLException {
    var offers = SERVER.get("/api/v1/appointments/offers").body();
    assertThat(offers).contains("book-1-i", "book-2-i").doesNotContain("book-3-i");
    var time = slot("book-1", 0);

    var made = json(make("book-1", time, ""));
    var agreed = made.path("appointment");
    assertThat(agreed.path("state").asText()).as("%s", made).isEqualTo("OPEN");
    assertThat(agreed.path("item_name").asText()).isEqualTo("发票领用");
    assertThat(agreed.path("known_by_card").asBoolean(true)).isFalse();
    assertThat(agreed.path("kiosk_code").asText())
        .isEqualTo("HP1:A:" + agreed.path("code").asText())
        .matches("HP1:A:[2-9A-Z]{10}");
    var page = "/api/v1/appointments/" + made.path("token").asText();
    assertThat(json(SERVER.get(page))).isEqualTo(agreed);

    var told = downlink("book-1").path("appointments");
    assertThat(told.size()).isEqualTo(1);
    assertThat(told.path(0).path("code")).isEqualTo(agreed.path("code"));
    assertThat(told.path(0).path("time").asText()).isEqualTo(time);
    assertThat(told.path(0).path("visitor_token").isNull()).isTrue();
    assertThat(downlink("book-2").path("appointments").findValuesAsText("code"))
        .doesNotContain(agreed.path("code").asText());
    assertProblem(make("book-1", time, ""), 409, "slot-taken");

    for (int i = 0; i < 2; i++) {
      var cancelled = SERVER.send(HttpRequest.newBuilder(SERVER.at(page)).DELETE());
      assertThat(json(cancelled).path("state").asText()).isEqualTo("CANCELLED");
    }
    assertThat(downlink("book-1").path("appointments").size()).isZero();
    assertThat(slot("book-1", 0)).isEqualTo(time);
    var id = agreed.path("appointment_id").asText();
    assertThat(count("audit WHERE subject = '%s'".formatted(id))).isEqualTo(2);
    assertThat(count("event_outbox WHERE hall_id LIKE 'book-%'")).isZero();
  }

  @Test
  void theLastPlaceOfASlotGoesToOneOfMany() throws Exception {
    var time = slot("book-2", 3);
    var pool = Executors.newFixedThreadPool(5);
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 5; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> make("book-2", time, ""), pool));
    }
    var statuses = new ArrayList<Integer>();
    for (var answer : answers) {
      statuses.add(answer.get().statusCode());
    }
    pool.shutdown();
    assertThat(statuses).containsOnlyOnce(200).contains(409).hasSize(5);
  }

  @Test
  void whatCannotBeAgreedOnIsSaidClearly() {
    assertProblem(make("book-3", "2026-01-05T01:00:00Z", ""), 400, "unusable-appointment");
    assertProblem(make("book-2", "2026-01-05T01:00:00Z", ""), 400, "unusable-appointment");
    var wrong = make("book-2", slot("book-2", 6), ",\"id_number\":\"12345678901234567890\"");
    assertProblem(wrong, 400, "unusable-appointment");
    assertThat(wrong.body()).doesNotContain("1234567");
    assertProblem(SERVER.get("/api/v1/appointments/no-such-token"), 404, "unknown-appointment");
  }

  @Test
  void anIdentityNumberBecomesTheHallsTokenAndIsKeptNowhere() throws SQLException {
    var key = Base64.getDecoder().decode(ENROLMENTS.get("book-2").path("visitor_key").asText());
    var token = VisitorToken.of(1, key, ID_NUMBER);
    var number = ",\"id_number\":\"%s\"".formatted(ID_NUMBER);
    for (int place : new int[] {7, 8, 9}) {
      var made = make("book-2", slot("book-2", place), number);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
      assertThat(made.body()).doesNotContain(ID_NUMBER).doesNotContain(token);
    }
    assertProblem(make("book-2", slot("book-2", 10), number), 409, "enough-appointments");

    assertThat(downlink("book-2").path("appointments").findValuesAsText("visitor_token"))
        .contains(token);
    assertThat(tables()).contains("appointment", "audit").allSatisfy(this::requireNoNumber);
  }

  private void requireNoNumber(String table) throws SQLException {
    assertThat(count("%s AS t WHERE t::text LIKE '%%%s%%'".formatted(table, ID_NUMBER)))
        .as(table)
        .isZero();
  }

  @Test
  void aConsentTakenBackIsToldToEveryHallOfTheDistrict() {
    var answer = withdraw("admin", RunningServer.PASSWORD, "bd", "FACE");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var key = Base64.getDecoder().decode(ENROLMENTS.get("book-1").path("visitor_key").asText());
    for (var hall : List.of("book-1", "book-2")) {
      var told = downlink(hall).path("withdrawn");
      assertThat(told.size()).isEqualTo(1);
      assertThat(told.path(0).path("kind").asText()).isEqualTo("FACE");
      assertThat(told.path(0).path("visitor_token").asText())
          .isEqualTo(VisitorToken.of(1, key, ID_NUMBER));
      assertThat(told.path(0).path("withdrawn_at").asText())
          .isEqualTo(json(answer).path("withdrawn_at").asText());
    }
    var password = "long enough 1";
    SERVER.asAdmin(
        "POST",
        "/api/v1/accounts",
        "application/json",
        "{\"name\":\"elsewhere\",\"role\":\"manager\",\"password\":\"%s\",\"district\":\"other\"}"
            .formatted(password));
    assertProblem(withdraw("elsewhere", password, "bd", "FACE"), 403, "not-allowed");
    assertProblem(
        withdraw("admin", RunningServer.PASSWORD, "nowhere", "FACE"), 400, "unusable-withdrawal");
    assertProblem(
        withdraw("admin", RunningServer.PASSWORD, "bd", "VOICE"), 400, "unusable-withdrawal");
  }

  private static HttpResponse<String> withdraw(
      String who, String password, String district, String kind) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/consent-withdrawals"))
            .header("Content-Type", "application/json")
            .header("Authorization", RunningServer.basic(who, password))
            .POST(
                BodyPublishers.ofString(
                    "{\"district\":\"%s\",\"kind\":\"%s\",\"id_number\":\"%s\"}"
                        .formatted(district, kind, ID_NUMBER))));
  }

  private static int count(String from) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static List<String> tables() throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var rows =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      var tables = new ArrayList<String>();
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
      return tables;
    }
  }
}
