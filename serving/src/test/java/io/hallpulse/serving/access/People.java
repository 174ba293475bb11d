package io.hallpulse.serving.access;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** People of a test: made by the administrator, signed in as a browser does. */
final class People {
  static final String PASSWORD = "long enough 1";

  private People() {}

  /** Makes an account unless it is there. */
  static void make(RunningServer server, String name, String role, String limits) {
    var made =
        server.asAdmin(
            "POST",
            "/api/v1/accounts",
            "application/json",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(name, role, PASSWORD, limits));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  static HttpResponse<String> login(RunningServer server, String name, String password) {
    return server.send(
        HttpRequest.newBuilder(server.at("/api/v1/login"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password))));
  }

  /** Signs in and returns the cookie as a browser sends it. */
  static String cookie(RunningServer server, String name) {
    var answer = login(server, name, PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  static boolean isSignedIn(RunningServer server, String... headers) {
    return json(server.get("/api/v1/me", headers)).path("signed_in").asBoolean();
  }
}
