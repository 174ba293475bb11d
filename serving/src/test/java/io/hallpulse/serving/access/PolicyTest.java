package io.hallpulse.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.RunningServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role at every route of the server: what is not said here must be refused. */
class PolicyTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<Role, String> AUTHORIZATION = new EnumMap<>(Role.class);

  /** Columns: anonymous, viewer, manager, analyst, clerk, administrator, device. */
  private static final String MAY =
      """
      GET /health                                 + + + + + + +
      GET /openapi.yaml                           + + + + + + +
      GET /metrics                                + + + + + + -
      GET /api/v1/live/summary                    + + + + + + -
      GET /api/v1/live/stream                     + + + + + + -
      GET /api/v1/live/halls/{hallId}             + + + + + + -
      GET /api/v1/live/health                     + + + + + + -
      GET /api/v1/live/health/{scope}/{id}        + + + + + + -
      GET /api/v1/halls/{hallId}/tickets          + + + + + + -
      GET /api/v1/halls/{hallId}/cases            + + + + + + -
      GET /api/v1/halls/{hallId}/refused          + + + + + + -
      GET /api/v1/halls/{hallId}/days             + + + + + + -
      GET /api/v1/halls/{hallId}/heat             + + + + + + -
      GET /api/v1/halls/{hallId}/figures          + + + + + + -
      GET /api/v1/districts/{district}/figures    + + + + + + -
      GET /api/v1/map/{district}                  + + + + + + -
      GET /api/v1/cases/{caseId}                  + + + + + + -
      GET /api/v1/health/{scope}/{id}             + + + + + + -
      GET /api/v1/health/{scope}/{id}/{date}      + + + + + + -
      GET /api/v1/health/{scope}/{id}/{date}/slots + + + + + + -
      GET /api/v1/health/{scope}/{id}/{date}/heat + + + + + + -
      GET /api/v1/health/{scope}/{id}/{date}/incidents - - + + - + -
      GET /api/v1/health/changes                  + + + + + + -
      POST /api/v1/rules/preview                  - - + - - + -
      GET /api/v1/reference                       + + + + + + +
      GET /api/v1/reference/{type}                + + + + + + +
      GET /api/v1/reference/{type}/{id}           + + + + + + +
      GET /api/v1/reference/{type}/{id}/versions  + + + + + + +
      PUT /api/v1/reference/{type}/{id}           - - - - - + -
      POST /api/v1/reference/import               - - - - - + -
      POST /api/v1/reference/import/items         - - - - - + -
      GET /api/v1/guide                           + + + + + + +
      GET /api/v1/me                              + + + + + + +
      POST /api/v1/me/password                    - + + + + + -
      POST /api/v1/login                          + + + + + + +
      GET /api/v1/login/oidc                      + + + + + + +
      GET /api/v1/login/oidc/callback             + + + + + + +
      POST /api/v1/logout                         + + + + + + +
      GET /api/v1/accounts                        - - - - - + -
      POST /api/v1/accounts                       - - - - - + -
      PUT /api/v1/accounts/{name}                 - - - - - + -
      POST /api/v1/accounts/{name}/password       - - - - - + -
      GET /api/v1/devices                         - - - - - + -
      POST /api/v1/devices                        - - - - - + -
      DELETE /api/v1/devices/{id}                 - - - - - + -
      POST /api/v1/devices/{id}/epoch             - - - - - - +
      GET /api/v1/devices/{id}/downlink           - - - - - - +
      GET /api/v1/devices/{id}/epochs             - - - - - + -
      DELETE /api/v1/devices/{id}/epochs/{epoch}  - - - - - + -
      GET /api/v1/tickets/{ticketId}/rating-token - - - - - - +
      GET /api/v1/tickets/{ticketId}/forecast     + + + + + + +
      GET /api/v1/live/tickets/{ticketId}         + + + + + + +
      POST /api/v1/ratings                        + + + + + + +
      GET /api/v1/ratings/{token}                 + + + + + + +
      GET /api/v1/notices/{noticeId}              + + + + + + +
      POST /api/v1/notices/{noticeId}/viewed      + + + + + + +
      PUT /api/v1/devices/{id}/notices/{noticeId} - - - - - - +
      POST /api/v1/devices/{id}/visits            - - - - - - +
      GET /api/v1/appointments/offers             + + + + + + +
      GET /api/v1/appointments/slots              + + + + + + +
      POST /api/v1/appointments                   + + + + + + +
      GET /api/v1/appointments/{token}            + + + + + + +
      DELETE /api/v1/appointments/{token}         + + + + + + +
      POST /api/v1/consent-withdrawals            - - + - - + -
      GET /api/v1/halls/{hallId}/rectifications   - - + - - + -
      POST /api/v1/halls/{hallId}/tickets/{ticketId}/contacted - - + - - + -
      POST /api/v1/halls/{hallId}/tickets/{ticketId}/closed - - + - - + -
      POST /api/v1/halls/{hallId}/tickets/{ticketId}/appeal-upheld - - + - - + -
      POST /api/v1/halls/{hallId}/tickets/{ticketId}/tampered - - - - - + -
      POST /api/v1/halls/{hallId}/counters/{counterId}/video - - + - - + -
      GET /api/v1/halls/{hallId}/counters/{counterId}/video/live.mjpeg - - + - - + -
      GET /api/v1/halls/{hallId}/counters/{counterId}/video/hls/{file} - - + - - + -
      GET /api/v1/alerts                          + + + + + + -
      GET /api/v1/alerts/counts                   + + + + + + -
      GET /api/v1/halls/{hallId}/alerts           + + + + + + -
      POST /api/v1/alerts/{id}/acknowledge        - - + - - + -
      GET /api/v1/economy/definitions             + + + + + + -
      GET /api/v1/live/economy/{district}         + + + + + + -
      GET /api/v1/live/economy/{district}/combination + + + + + + -
      GET /api/v1/live/economy/{district}/breakdown + + + + + + -
      GET /api/v1/live/economy/{district}/stream  + + + + + + -
      GET /api/v1/economy/{district}/indicators   + + + + + + -
      GET /api/v1/economy/{district}/indicators/csv + + + + + + -
      GET /api/v1/economy/{district}/combination  + + + + + + -
      GET /api/v1/economy/{district}/combination/csv + + + + + + -
      POST /api/v1/economy/{district}/changes     - - - - - + +
      GET /api/v1/halls/{hallId}/notices          - - + + - + -
      GET /api/v1/quality/verdict                 - - + + - + -
      GET /api/v1/quality/faces                   - - + + - + -
      GET /api/v1/quality/dead-letters            - - - - - + -
      GET /api/v1/quality/halls/{hallId}/events/{source}/{epoch}/{seq} - - - - - + -
      GET /api/v1/quality/redrives                - - + + - + -
      POST /api/v1/quality/redrives               - - - - - + -
      GET /api/v1/reports                         - + + + - + -
      GET /api/v1/reports/schedule                - + + + - + -
      POST /api/v1/reports                        - - + + - + -
      GET /api/v1/reports/{id}                    - + + + - + -
      GET /api/v1/reports/{id}/{file}             - + + + - + -
      GET /api/v1/audit                           - - - - - + -
      """;

  @BeforeAll
  static void makeOneOfEach() {
    for (var role : EnumSet.range(Role.VIEWER, Role.ADMINISTRATOR)) {
      var name = "policy-" + role.key();
      People.make(SERVER, name, role.key(), "");
      AUTHORIZATION.put(role, RunningServer.basic(name, People.PASSWORD));
    }
    SERVER.importLines(
        "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"policy\",\"name\":\"n\",\"district\":\"d\"}}");
    var enrolled =
        SERVER.asAdmin(
            "POST",
            "/api/v1/devices",
            "application/json",
            "{\"device_id\":\"policy-device\",\"hall_id\":\"policy\"}");
    AUTHORIZATION.put(
        Role.DEVICE,
        RunningServer.basic(
            "device/policy-device", RunningServer.json(enrolled).path("secret").asText()));
  }

  @Test
  void everyRouteHasARuleAndEveryRuleARoute() {
    assertThat(routes()).isEqualTo(new TreeSet<>(SERVER.bean(Policy.class).routes()));
    assertThat(routes()).isEqualTo(table().keySet());
  }

  private static Stream<String> routesOfTheServer() {
    return routes().stream();
  }

  @ParameterizedTest
  @MethodSource("routesOfTheServer")
  void eachRoleMayWhatTheTableSays(String route) throws Exception {
    for (var role : Role.values()) {
      var status = call(role, route);

      var refused = role == Role.ANONYMOUS ? 401 : 403;
      if (table().getOrDefault(route, Set.of()).contains(role)) {
        assertThat(status).as("%s as %s", route, role).isNotIn(401, 403, 500);
      } else {
        assertThat(status).as("%s as %s", route, role).isEqualTo(refused);
      }
    }
  }

  @Test
  void askingForTheHeadersAloneIsNoWayIn() throws Exception {
    var head =
        HttpRequest.newBuilder(SERVER.at("/api/v1/accounts"))
            .method("HEAD", BodyPublishers.noBody())
            .build();

    assertThat(HTTP.send(head, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
  }

  @Test
  void clerksAndRostersAreForThoseWhoNeedThem() throws Exception {
    for (var type : new String[] {"staff", "roster"}) {
      for (var role : Role.values()) {
        var may = EnumSet.of(Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR).contains(role);
        assertThat(call(role, "GET /api/v1/reference/" + type) == 200)
            .as("%s as %s", type, role)
            .isEqualTo(may);
      }
    }
  }

  /** The status alone: the live stream has no end. */
  private static int call(Role role, String route) throws IOException, InterruptedException {
    var parts = route.split(" ", 2);
    var path =
        parts[1]
            .replace("{type}", "unit")
            .replace("/devices/{id}", "/devices/policy-device-" + role.key())
            .replace("policy-device-device", "policy-device")
            // A device speaks for the district of its hall.
            .replace("/{district}/changes", "/d/changes")
            .replaceAll("\\{\\w+}", "nobody");
    var request =
        HttpRequest.newBuilder(SERVER.at(path))
            .method(
                parts[0],
                parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    if (!parts[0].equals("GET")) {
      request.header(
          "Content-Type",
          path.matches(".*(import|changes)") ? "application/x-ndjson" : "application/json");
    }
    if (AUTHORIZATION.containsKey(role)) {
      request.header("Authorization", AUTHORIZATION.get(role));
    }
    var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  private static TreeSet<String> routes() {
    return SERVER
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<Role>> table() {
    var table = new TreeMap<String, Set<Role>>();
    for (var line : MAY.lines().toList()) {
      var cells = line.split(" +");
      var roles = EnumSet.noneOf(Role.class);
      for (var role : Role.values()) {
        if (cells[2 + role.ordinal()].equals("+")) {
          roles.add(role);
        }
      }
      table.put(cells[0] + " " + cells[1], roles);
    }
    return table;
  }
}
