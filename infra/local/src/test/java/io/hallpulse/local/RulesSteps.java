package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/**
 * The steps of {@link WholePathIT} that ask why a score is what it is, and what else it could be.
 */
final class RulesSteps {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Cli cli;
  private final Upped up;
  private final String adminPassword;

  RulesSteps(Cli cli, Upped up, String adminPassword) {
    this.cli = cli;
    this.up = up;
    this.adminPassword = adminPassword;
  }

  void aDayExplainsItselfAndOtherRulesAreTried() throws Exception {
    var score = call("/api/v1/health/hall/golden-hall/2026-03-02", "GET", "");
    assertThat(score.path("shi").asDouble()).isBetween(93.3333, 93.3334);
    assertThat(score.path("recorded").asText()).startsWith("20");
    var incidents =
        call("/api/v1/health/hall/golden-hall/2026-03-02/incidents?factor=wait", "GET", "");
    assertThat(incidents)
        .extracting(
            incident ->
                "%s %s %s of %s"
                    .formatted(
                        incident.path("ticket_id").asText(),
                        incident.path("proofs").path(0).asText(),
                        incident.path("took_seconds"),
                        incident.path("target_seconds")))
        .containsExactly("golden-t3 NO_SHOW 960 of 900", "golden-t4 LEFT 1200 of 900");

    var slots = call("/api/v1/health/hall/golden-hall/2026-03-02/slots", "GET", "");
    assertThat(slots)
        .isNotEmpty()
        .allMatch(slot -> slot.path("slot_start").asText().startsWith("2026-03-02T"))
        .allMatch(slot -> slot.path("coverage").asDouble() > 0);
    assertThat(call("/api/v1/health/hall/golden-hall/2026-03-02/heat", "GET", ""))
        .isNotEmpty()
        .allMatch(heat -> heat.path("half_hours").asInt() > 0);

    var stored =
        call(
            "/api/v1/quality/halls/golden-hall/events/golden-agent/1/1?date=2026-03-02", "GET", "");
    ((ObjectNode) stored).remove("recorded");
    assertThat(EventJson.read(stored.toString()))
        .as("what the desk gets to correct can be sent again")
        .isInstanceOf(Parsed.Accepted.class);

    // By hand: nobody waits too long if an hour costs nothing.
    var patient = ReferenceType.write(RuleSet.defaults("golden"));
    patient =
        patient.replace(
            "\"free_minutes\":15,\"half_minutes\":30", "\"free_minutes\":60,\"half_minutes\":90");
    var preview =
        call(
            "/api/v1/rules/preview",
            "POST",
            "{\"rules\":%s,\"scope\":\"counter\",\"id\":\"golden-c1\",\"date\":\"2026-03-02\"}"
                .formatted(patient));
    assertThat(preview).hasSize(1);
    assertThat(preview.get(0).path("stored").path("shi").asDouble()).isBetween(98.6013, 98.6015);
    assertThat(preview.get(0).path("candidate").path("shi").asDouble()).isEqualTo(100);

    var known = "/api/v1/health/hall/golden-hall?from=2026-03-02&to=2026-03-02&as_known_at=%s";
    assertThat(call(known.formatted("2026-03-04T00:00:00Z"), "GET", "")).isEmpty();
    assertThat(call(known.formatted("2999-01-01T00:00:00Z"), "GET", "")).hasSize(1);
    var first = call(known.formatted("2026-03-04T00:00:00Z") + "&or_first=true", "GET", "");
    assertThat(first).as("as it was first known for good").hasSize(1);
    assertThat(call("/api/v1/health/changes?since=2999-01-01T00:00:00Z", "GET", "")).isEmpty();
  }

  /** As the wall asks, and as somebody who wants to know the clerk. */
  void ticketsOfACounterAreAskedForAndOnlyClerksAreALookToBeWrittenDown() throws Exception {
    var tickets =
        "/api/v1/halls/golden-hall/tickets?date=2026-03-02&counter=golden-c1&limit=100&staff=";
    long before = looksAtTickets();
    var plain = call(tickets + "false", "GET", "");
    assertThat(plain.findValuesAsText("ticket_id")).containsExactly("golden-t3", "golden-t1");
    assertThat(plain).allMatch(ticket -> ticket.path("staff_id").isNull());
    assertThat(looksAtTickets()).isEqualTo(before);

    assertThat(call(tickets + "true", "GET", "").findValuesAsText("staff_id"))
        .containsOnly("golden-s1");
    assertThat(looksAtTickets()).isEqualTo(before + 1);
    assertThat(
            call(tickets.replace("counter=golden-c1", "unit=golden-u2") + "false", "GET", "")
                .findValuesAsText("ticket_id"))
        .containsExactlyInAnyOrder("golden-t2", "golden-t5");
  }

  private long looksAtTickets() throws IOException, InterruptedException {
    long looks = 0;
    for (var entry : call("/api/v1/audit?limit=1000", "GET", "")) {
      if (entry.path("action").asText().equals("PERSONAL_DATA_SEEN")
          && entry.path("subject").asText().equals("/api/v1/halls/golden-hall/tickets")) {
        looks++;
      }
    }
    return looks;
  }

  /** They hold from tomorrow, so that no score of the steps to come changes. */
  void baselinesAreComputedAndKept() throws Exception {
    up.await(
        "there is enough history to tell what is usual",
        Duration.ofMinutes(2),
        () -> cli.run("baselines").lines().anyMatch(line -> line.matches("[1-9]\\d* published.*")));
    assertThat(call("/api/v1/reference/baseline?at=2999-01-01T00:00:00Z", "GET", "")).isNotEmpty();
    assertThat(call("/api/v1/reference/baseline", "GET", "")).isEmpty();
  }

  private JsonNode call(String path, String method, String body)
      throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString(("admin:" + adminPassword).getBytes(UTF_8));
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(up.url(path)))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }
}
