package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.local.stack.EdgeAgent;
import io.hallpulse.local.stack.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The demo hall's agent with the uplink cut, and when another device takes its place. */
record AgentSteps(Path home, Path data, Upped up) {
  private static final String HALL = "h370213-90";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Kiosk, desk and screen in a browser, while Kafka takes nothing; then the reconciler agrees. */
  void aVisitorIsServedWithTheUplinkCutAndNothingIsLost() throws Exception {
    long known = verdict().path("stored").asLong();
    var result =
        Cli.execute(
            home.resolve("edge-agent/web"),
            Map.of(
                "HALLPULSE_URL",
                up.url(""),
                "HALLPULSE_AGENT_URL",
                agent(""),
                "HALLPULSE_PAGES",
                MAPPER.writeValueAsString(pages()),
                "KAFKA_PID",
                String.valueOf(up.process("kafka").pid())),
            List.of("npm", "run", "--silent", "e2e:cut"));
    assertThat(result.exitCode()).as(result.out()).isZero();
    long served = health().path("last_seq").asLong();
    assertThat(served).isGreaterThan(known);
    up.await(
        "the reconciler has seen the visit and finds nothing lost or doubled",
        Duration.ofMinutes(1),
        () -> {
          var verdict = verdict();
          return verdict.path("state").asText().equals("OK")
              && verdict.path("stored").asLong() >= served;
        });
  }

  /** It learns so when it asks serving the next time, which an unknown code makes it do at once. */
  void whoseDeviceIsEnrolledAnewElsewhereTakesNothingMore(String adminPassword) throws Exception {
    Kiosk.enrol(up.url(""), adminPassword, "agent-" + HALL, HALL);
    up.await(
        "the agent is fenced",
        Duration.ofSeconds(30),
        () -> {
          kiosk("identify", "{\"by\":\"QR\",\"code\":\"ABCDE FGH23\"}");
          return health().path("fenced").asBoolean();
        });
    var visit =
        kiosk("identify", "{\"by\":\"QR\",\"code\":\"HP1:V:370213198001011233\"}").path("visit");
    var refused =
        kiosk(
            "tickets",
            "{\"visit\":\"%s\",\"item_code\":\"%s-tax-01\"}".formatted(visit.asText(), HALL));
    assertThat(refused.path("type").asText()).endsWith(":fenced");
  }

  private JsonNode kiosk(String path, String body) throws IOException, InterruptedException {
    var token = String.valueOf(pages().get("kiosk-1")).replaceFirst(".*#token=", "");
    var request =
        HttpRequest.newBuilder(URI.create(agent("/api/v1/kiosk/" + path)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return answer(request);
  }

  private JsonNode health() throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(URI.create(agent("/health"))));
  }

  private JsonNode verdict() throws IOException, InterruptedException {
    var at = "http://127.0.0.1:%d/verdict?hall=%s".formatted(up.port("upkeep"), HALL);
    return answer(HttpRequest.newBuilder(URI.create(at)));
  }

  private static JsonNode answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return MAPPER.readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
  }

  private String agent(String path) throws IOException {
    return "http://127.0.0.1:%d%s".formatted(up.port("edge-agent"), path);
  }

  private Map<String, String> pages() throws IOException {
    return EdgeAgent.pages(new Installation(data));
  }
}
