package io.hallpulse.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.upkeep.ledger.Finding;
import io.hallpulse.upkeep.ledger.Parts;
import io.hallpulse.upkeep.ledger.Sums;
import io.hallpulse.upkeep.ledger.Verdict;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictServerTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  private static final Sums OF_H1 =
      new Sums(
          6,
          5,
          1,
          0,
          List.of(new Finding(State.LOST, "a", 1, 1, 0, List.of(7L), List.of(DAY))),
          List.of(new Verdict.Day(DAY, 6, 5)));
  private static final Sums OF_H2 =
      new Sums(4, 4, 0, 0, List.of(), List.of(new Verdict.Day(DAY, 4, 4)));
  private static final Verdict LOST =
      new Verdict(
          State.LOST,
          "LOST 1: a epoch 1 seq 7",
          NOW,
          30,
          10,
          9,
          1,
          0,
          2L,
          3L,
          "FORGED: batch of hall h1",
          OF_H1.findings(),
          List.of(new Verdict.Day(DAY, 10, 9)),
          new Parts(false, Map.of("h1", OF_H1, "h2", OF_H2)));

  @Test
  void tellsTheVerdictToProgramsAndToPrometheus() throws Exception {
    try (var server = new VerdictServer(0, () -> LOST, () -> "hallpulse_upkeep_rounds_total 7\n")) {
      var verdict = new ObjectMapper().readTree(get(server, "/verdict").body());
      assertThat(verdict.path("state").asText()).isEqualTo("LOST");
      assertThat(verdict.path("behind_seconds").asLong()).isEqualTo(30);
      assertThat(verdict.path("at").asText()).isEqualTo("2026-01-05T02:00:00Z");
      assertThat(verdict.path("findings").path(0).path("first_seqs").path(0).asLong()).isEqualTo(7);
      assertThat(verdict.path("days").path(0).path("local_date").asText()).isEqualTo("2026-01-05");

      assertThat(get(server, "/metrics").body())
          .contains("hallpulse_ledger_state{state=\"LOST\"} 1\n")
          .contains("hallpulse_ledger_state{state=\"OK\"} 0\n")
          .contains("hallpulse_ledger_denied_batches 3\n")
          .contains("hallpulse_ledger_stored_rows 9\n")
          .endsWith("hallpulse_upkeep_rounds_total 7\n");
      assertThat(get(server, "/verdict/else").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void someHallsAreToldNothingOfTheOthers() throws Exception {
    try (var server = new VerdictServer(0, () -> LOST, () -> "")) {
      var ofOther = get(server, "/verdict?hall=h2").body();
      var other = new ObjectMapper().readTree(ofOther);
      assertThat(other.path("state").asText()).isEqualTo("OK");
      assertThat(other.path("text").asText()).isEqualTo("4 events stored, each once");
      assertThat(other.path("arrived").asLong()).isEqualTo(4);
      assertThat(other.path("days").path(0).path("stored").asLong()).isEqualTo(4);
      assertThat(ofOther).doesNotContain("h1", "\"a\"", "unreadable", "denied", "parts");

      var its = new ObjectMapper().readTree(get(server, "/verdict?hall=none&hall=h1").body());
      assertThat(its.path("text").asText()).isEqualTo("LOST 1: a epoch 1 seq 7");
      assertThat(its.path("stored").asLong()).isEqualTo(5);

      var ofNobody = get(server, "/verdict?hall=").body();
      assertThat(ofNobody).doesNotContain("unreadable", "denied");
      var nobodys = new ObjectMapper().readTree(ofNobody);
      assertThat(nobodys.path("state").asText()).isEqualTo("UNKNOWN");
      assertThat(nobodys.path("arrived").asLong(-1)).isZero();
      assertThat(nobodys.path("findings")).isEmpty();
    }
  }

  @Test
  void aVerdictThatIsNotRenewedSaysNothing() {
    assertThat(LOST.asOf(NOW.plusSeconds(60))).isEqualTo(LOST);
    assertThat(LOST.asOf(NOW.plusSeconds(600)).state()).isEqualTo(State.UNKNOWN);
  }

  private static HttpResponse<String> get(VerdictServer server, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
