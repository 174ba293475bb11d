package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The steps of {@link WholePathIT} that compare what serving counts in SQL with numbers counted by
 * hand from the lines of the golden files.
 */
final class FiguresSteps {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String OF_MOVED = "/api/v1/halls/moved-hall/figures?date=";

  private final Upped up;
  private final String adminPassword;

  FiguresSteps(Upped up, String adminPassword) {
    this.up = up;
    this.adminPassword = adminPassword;
  }

  /**
   * Unit 1: t1 waits 239 s, is served 480 s and rates 5; t3 waits 960 s and does not come; t4 waits
   * 1,200 s and leaves. Unit 2: t2 waits 630 + 570 s in two queues and is served 240 + 600 s; t5
   * still waits.
   */
  void theGoldenDaysFiguresAreThoseCountedByHand() throws Exception {
    assertThat(figures("/api/v1/halls/golden-hall/figures?date=2026-03-02"))
        .containsExactly(
            "golden-u1 Taxes: 3 tickets, 1 served in 480 s, waits 960 and 1200 s, 1 rated, good 1.0",
            "golden-u2 Registrations: 2 tickets, 1 served in 840 s, waits 1200 and 1200 s, 0 rated,"
                + " good null");
    assertThat(call("/api/v1/districts/golden/figures?date=2026-03-02"))
        .singleElement()
        .satisfies(
            hall -> {
              assertThat(hall.path("id").asText()).isEqualTo("golden-hall");
              assertThat(hall.path("tickets").asInt()).isEqualTo(5);
              assertThat(hall.path("served").asInt()).isEqualTo(2);
              assertThat(hall.path("mean_handling_seconds").asDouble()).isEqualTo(660);
            });
    assertThat(figures("/api/v1/halls/golden-hall/figures?date=2026-03-03")).isEmpty();
  }

  /**
   * Unit 1, one counter, 8 minutes a service: three come by half past nine, 3 / 30 · 8 / 1; one at
   * ten, 1 / 30 · 8 / 1. Of unit 2 nobody signs in, so that whoever comes is too many.
   */
  void theGoldenDaysHeatIsThatCountedByHand() throws Exception {
    var told = new ArrayList<String>();
    for (var each : call("/api/v1/halls/golden-hall/heat?from=2026-03-02&to=2026-03-02")) {
      if (each.path("arrivals").asInt() > 0) {
        told.add(
            "%s %s: %d came, %.2f, %s, %d incidents"
                .formatted(
                    each.path("unit_id").asText(),
                    each.path("slot_start").asText(),
                    each.path("arrivals").asInt(),
                    each.path("load").asDouble(-1),
                    each.path("heat").asText(),
                    each.path("incidents").asInt()));
      }
    }
    assertThat(told)
        .containsExactly(
            "golden-u1 2026-03-02T01:00:00Z: 3 came, 0.80, BUSY, 1 incidents",
            "golden-u1 2026-03-02T02:00:00Z: 1 came, 0.27, COLD, 1 incidents",
            "golden-u2 2026-03-02T01:00:00Z: 1 came, -1.00, OVERLOADED, 0 incidents",
            "golden-u2 2026-03-02T03:00:00Z: 1 came, -1.00, OVERLOADED, 0 incidents");
  }

  /** The second of a matter is told after the service has ended, within the days that it may. */
  void noticesOfADayAreThoseOfTheFile() throws Exception {
    var told = new ArrayList<String>();
    for (var each : call("/api/v1/halls/moved-hall/notices?date=2026-03-06")) {
      told.add(
          "%s: %s %s, signed %s, in time %s, number %d"
              .formatted(
                  each.path("notice_id").asText(),
                  each.path("issued_at").asText(),
                  each.path("missing"),
                  each.path("signed_at").asText("null"),
                  each.path("within_deadline"),
                  each.path("nth").asInt()));
    }
    assertThat(told)
        .containsExactly(
            "moved-n2: 2026-03-06T01:12:00Z [\"Licence\"], signed null, in time true, number 2",
            "moved-n1: 2026-03-06T01:07:00Z [\"ID card\",\"Licence\"], signed"
                + " 2026-03-06T01:08:00Z, in time true, number 1");
    assertThat(call("/api/v1/halls/moved-hall/notices?date=2026-03-05")).isEmpty();
  }

  /** Of its first day it is found, and of the later one no longer. */
  void aTicketThatALateIssueMovesIsCountedOnce(Callable<?> late) throws Exception {
    assertThat(figures(OF_MOVED + "2026-03-06")).hasSize(1);
    assertThat(figures(OF_MOVED + "2026-03-05")).isEmpty();

    late.call();

    up.await(
        "the ticket is of the day before",
        Duration.ofMinutes(2),
        () -> !figures(OF_MOVED + "2026-03-05").isEmpty());
    assertThat(figures(OF_MOVED + "2026-03-05"))
        .containsExactly(
            "moved-u1 Taxes: 1 tickets, 1 served in 270 s, waits 59700 and 59700 s, 0 rated, good"
                + " null");
    assertThat(figures(OF_MOVED + "2026-03-06")).isEmpty();
  }

  private List<String> figures(String path) throws IOException, InterruptedException {
    var told = new ArrayList<String>();
    for (var each : call(path)) {
      told.add(
          "%s %s: %d tickets, %d served in %.0f s, waits %.0f and %.0f s, %d rated, good %s"
              .formatted(
                  each.path("id").asText(),
                  each.path("name").asText(),
                  each.path("tickets").asInt(),
                  each.path("served").asInt(),
                  each.path("mean_handling_seconds").asDouble(),
                  each.path("p50_wait_seconds").asDouble(),
                  each.path("p90_wait_seconds").asDouble(),
                  each.path("rated").asInt(),
                  each.path("good_rate").asText("null")));
    }
    return told;
  }

  private JsonNode call(String path) throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString(("admin:" + adminPassword).getBytes(UTF_8));
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(up.url(path)))
                .header("Authorization", "Basic " + basic)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }
}
