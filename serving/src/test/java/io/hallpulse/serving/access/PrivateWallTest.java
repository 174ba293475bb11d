package io.hallpulse.serving.access;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A wall that is not public, with narrow limits; its broker never comes. */
class PrivateWallTest {
  private static final RunningServer SERVER =
      new RunningServer(
          RunningServer.newBroker(),
          Map.of(
              "hallpulse.wall.public", "false",
              "hallpulse.status-password", "of the installation",
              "hallpulse.launcher-password", "of the launcher",
              "hallpulse.limit.requests", "40",
              "hallpulse.limit.failures", "3"));

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void onlyTheDoorIsOpen() {
    for (var path :
        new String[] {
          "/api/v1/live/summary", "/api/v1/live/stream", "/api/v1/reference", "/metrics"
        }) {
      assertThat(SERVER.get(path).statusCode()).as(path).isEqualTo(401);
    }
    for (var path : new String[] {"/", "/health", "/api/v1/me"}) {
      assertThat(SERVER.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void aBrowsersScriptGetsNoDialogueOfTheBrowser() {
    var asked = SERVER.get("/api/v1/live/summary", "Sec-Fetch-Dest", "empty");

    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(SERVER.get("/api/v1/live/summary").headers().firstValue("WWW-Authenticate"))
        .isPresent();
  }

  @Test
  void whoIsLimitedToAHallSeesNoOther() {
    People.make(SERVER, "of-one-hall", "manager", ",\"hall\":\"h-1\"");
    var basic = RunningServer.basic("of-one-hall", People.PASSWORD);

    assertThat(status("/api/v1/halls/h-1/days", basic)).isEqualTo(503);
    assertThat(status("/api/v1/halls/h-2/days", basic)).isEqualTo(403);
    assertThat(status("/api/v1/live/halls/h-2", basic)).isEqualTo(403);
    assertThat(status("/api/v1/reference/staff", basic)).isEqualTo(403);
    assertThat(status("/api/v1/live/summary", basic)).isEqualTo(200);
  }

  @Test
  void whoIsLimitedToADistrictSeesItsHallsAlone() {
    var hall =
        "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\","
            + "\"type\":\"hall\",\"value\":{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"%s\"}}";
    var imported =
        SERVER.importLines(hall.formatted("h-inside", "d-1"), hall.formatted("h-outside", "d-2"));
    // Kept, but without the broker not told yet.
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(202);
    People.make(SERVER, "of-one-district", "analyst", ",\"district\":\"d-1\"");
    var basic = RunningServer.basic("of-one-district", People.PASSWORD);

    for (var what : new String[] {"days", "tickets?date=2026-01-05", "cases?date=2026-01-05"}) {
      assertThat(status("/api/v1/halls/h-inside/" + what, basic)).as(what).isEqualTo(503);
      assertThat(status("/api/v1/halls/h-outside/" + what, basic)).as(what).isEqualTo(403);
    }
  }

  private static int status(String path, String basic) {
    return SERVER.get(path, "Authorization", basic).statusCode();
  }

  @Test
  void theInstallationsOwnStatusIsToldWhateverTheAdministratorsPasswordIs() {
    var status = RunningServer.basic("program/status", "of the installation");
    changePassword(RunningServer.PASSWORD, "chosen by a person");
    try {
      // The password of the first start, by which it once asked, locks nobody out.
      for (int i = 0; i < 5; i++) {
        assertThat(status("/api/v1/alerts/counts", status)).isEqualTo(200);
      }
      var admin = RunningServer.basic("admin", "chosen by a person");
      assertThat(status("/api/v1/accounts", admin)).isEqualTo(200);
    } finally {
      changePassword("chosen by a person", RunningServer.PASSWORD);
    }
    assertThat(status("/api/v1/accounts", status)).as("only a viewer").isEqualTo(403);
    assertThat(status("/api/v1/reference/staff", status)).isEqualTo(403);
    var wrong = RunningServer.basic("program/status", "guessed");
    assertThat(status("/api/v1/alerts/counts", wrong)).isEqualTo(401);
    var launcher = RunningServer.basic("program/launcher", "of the launcher");
    assertThat(status("/api/v1/accounts", launcher)).as("an administrator").isEqualTo(200);
    var theOthers = RunningServer.basic("program/launcher", "of the installation");
    assertThat(status("/api/v1/accounts", theOthers)).isEqualTo(401);
    var another = RunningServer.basic("program/serving", "of the installation");
    assertThat(status("/api/v1/alerts/counts", another)).isEqualTo(401);
  }

  private static void changePassword(String from, String to) {
    var answer =
        SERVER.send(
            HttpRequest.newBuilder(SERVER.at("/api/v1/me/password"))
                .header("Content-Type", "application/json")
                .header("Authorization", RunningServer.basic("admin", from))
                .POST(
                    BodyPublishers.ofString(
                        "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(from, to))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void guessingIsSlowedDownForThatAccountOnly() {
    People.make(SERVER, "guessed", "viewer", "");
    People.make(SERVER, "other", "viewer", "");
    IntStream.range(0, 3)
        .forEach(
            i -> assertThat(People.login(SERVER, "guessed", "wrong").statusCode()).isEqualTo(401));

    assertTooMany(People.login(SERVER, "guessed", People.PASSWORD));
    assertThat(
            SERVER
                .get("/api/v1/me", "Authorization", RunningServer.basic("guessed", People.PASSWORD))
                .statusCode())
        .isEqualTo(429);
    assertThat(People.login(SERVER, "other", People.PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void whoAsksTooMuchWaits() {
    People.make(SERVER, "eager", "viewer", "");
    var basic = RunningServer.basic("eager", People.PASSWORD);
    var last = SERVER.get("/api/v1/me", "Authorization", basic);
    for (int i = 0; i < 60 && last.statusCode() == 200; i++) {
      last = SERVER.get("/api/v1/me", "Authorization", basic);
    }

    assertTooMany(last);
  }

  private static void assertTooMany(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After").map(Integer::valueOf))
        .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 60));
    assertThat(json(answer).path("type").asText()).isEqualTo("urn:hallpulse:problem:too-many");
  }
}
