package io.hallpulse.serving.quality;

import static io.hallpulse.serving.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the reconciler is asked for whom; what it answers is tested beside it. */
class VerdictTest {
  private static final String VERDICT = "/api/v1/quality/verdict";
  private static final String PASSWORD = "long enough 1";

  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static HttpServer reconciler;
  private static RunningServer server;

  /** The reconciler tells all to whoever names no hall, as the real one does. */
  @BeforeAll
  static void start() throws IOException {
    reconciler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    reconciler.createContext(
        "/verdict",
        exchange -> {
          try (exchange) {
            var uri = exchange.getRequestURI();
            ASKED.add(uri.toString());
            var text = uri.getRawQuery() == null ? "{\"lost\":7}" : "{\"lost\":0}";
            int status = uri.toString().contains("broken") ? 500 : 200;
            exchange.sendResponseHeaders(status, text.length());
            exchange.getResponseBody().write(text.getBytes(UTF_8));
          }
        });
    reconciler.start();
    var url = "http://127.0.0.1:%d/verdict".formatted(reconciler.getAddress().getPort());
    server =
        new RunningServer(RunningServer.newBroker().start(), Map.of("hallpulse.verdict-url", url));
    for (var hall : new String[] {"v-1", "v-2", "broken"}) {
      server.importLines(
          "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"d-%s\"}}"
              .formatted(hall, hall));
    }
  }

  @AfterAll
  static void stop() {
    server.stop();
    reconciler.stop(0);
  }

  @Test
  void whoIsLimitedAndHasNoKnownHallIsToldNothingOfOthers() {
    assertThat(askedFor("of-unknown", "hall", "nowhere").body()).isEqualTo("{\"lost\":0}");
    assertThat(ASKED).last().isEqualTo("/verdict?hall=&hall=nowhere");

    assertThat(askedFor("of-empty", "district", "d-none").body()).isEqualTo("{\"lost\":0}");
    assertThat(ASKED).last().isEqualTo("/verdict?hall=&");
  }

  @Test
  void whoIsLimitedAsksAboutHisHallsAndWhoIsNotAboutAll() {
    assertThat(askedFor("of-v-1", "hall", "v-1").body()).isEqualTo("{\"lost\":0}");
    assertThat(ASKED).last().isEqualTo("/verdict?hall=&hall=v-1");

    assertThat(server.asAdmin("GET", VERDICT, "application/json", "").body())
        .isEqualTo("{\"lost\":7}");
    assertThat(ASKED).last().isEqualTo("/verdict");
  }

  @Test
  void whereTheReconcilerIsAndWhichHallsItWasAskedAboutIsNotTold() {
    var answer = askedFor("of-broken", "hall", "broken");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("There is no verdict: the reconciler answers 500");
  }

  private static HttpResponse<String> askedFor(String name, String limit, String to) {
    var made =
        server.asAdmin(
            "POST",
            "/api/v1/accounts",
            "application/json",
            "{\"name\":\"%s\",\"role\":\"manager\",\"%s\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, limit, to, PASSWORD));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    return server.get(VERDICT, "Authorization", RunningServer.basic(name, PASSWORD));
  }
}
