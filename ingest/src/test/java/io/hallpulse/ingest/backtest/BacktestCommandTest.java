package io.hallpulse.ingest.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.ingest.Ingest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  private static final String CALLS =
      """
      source: calls
      district: d
      hall_id: h
      time: at
      kind: {column: what, values: {issue: TICKET_ISSUED, call: TICKET_CALLED}}
      columns:
        ticket_id: ticket
        queue_id: {constant: q}
        channel: {constant: QR}
        counter_id: {constant: c1}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void aCsvLogIsScoredAndTheTableStored() throws IOException {
    var log = calls("one.csv", 40);
    var mapping = Files.writeString(folder.resolve("calls.yaml"), CALLS);
    var stored = folder.resolve("results/scores.json");

    int code = run(log.toString(), "--mapping", mapping.toString(), "--store", stored.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("When a ticket is issued: 40 waits", "| forecast |", "| LES |", "| HOL |")
        .contains("| QL |", "0 tickets were cancelled");
    var scores = new ObjectMapper().readTree(stored.toFile());
    assertThat(scores.path("events").asLong()).isEqualTo(80);
    assertThat(scores.path("scores").findValuesAsText("method")).contains("FORECAST", "LES");
    assertThat(scores.path("scores").get(0).path("tickets").asInt()).isEqualTo(40);
    assertThat(scores.path("scores").get(0).path("mae_minutes").isNumber()).isTrue();
  }

  @Test
  void simulatedDaysNeedNoFile() {
    assertThat(run("--simulate", "--seed", "7105", "--days", "1", "--halls", "h370213-03"))
        .isZero();
    assertThat(out.toString()).contains("Simulated, seed 7105", "| forecast |");
  }

  /**
   * A day with surges and closures of the main hall, begun with nothing learnt. Later questions are
   * fewer and hang together more, so they have more room.
   */
  @Test
  void forecastsOfASimulatedDayBeatTheTextbookAndKeepTheirWord() throws IOException {
    var stored = folder.resolve("scores.json");

    int code =
        run(
            "--simulate",
            "--seed=7401",
            "--days=1",
            "--surges=3",
            "--closures=6",
            "--halls=h370213-00",
            "--store=" + stored);

    assertThat(code).isZero();
    var scores = new ObjectMapper().readTree(stored.toFile()).path("scores");
    for (var moment : List.of("ISSUE", "AFTER_5_MINUTES", "AFTER_15_MINUTES")) {
      var forecast = score(scores, moment, "FORECAST");
      for (var textbook : List.of("LES", "HOL", "QL")) {
        for (var loss : List.of("mae_minutes", "pinball50", "pinball90")) {
          assertThat(forecast.path(loss).asDouble())
              .as("%s of %s, %s", loss, textbook, moment)
              .isLessThan(score(scores, moment, textbook).path(loss).asDouble());
        }
      }
      double room90 = moment.equals("ISSUE") ? 0.03 : 0.05;
      assertThat(forecast.path("coverage50").asDouble()).as(moment).isCloseTo(0.5, within(0.05));
      assertThat(forecast.path("coverage90").asDouble()).as(moment).isCloseTo(0.9, within(room90));
    }
  }

  private static JsonNode score(JsonNode scores, String moment, String method) {
    for (var score : scores) {
      if (score.path("hall_id").isNull()
          && score.path("moment").asText().equals(moment)
          && score.path("method").asText().equals(method)) {
        return score;
      }
    }
    throw new AssertionError("no score of %s, %s".formatted(method, moment));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run(folder.resolve("no.jsonl").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file", "no.jsonl");
  }

  @Test
  void csvNeedsAMapping() throws IOException {
    assertThat(run(calls("one.csv", 2).toString())).isEqualTo(1);
    assertThat(err.toString()).contains("needs --mapping");
  }

  @Test
  void aLogWithoutCallsSaysSo() throws IOException {
    var log = Files.writeString(folder.resolve("empty.jsonl"), "not json\n");

    assertThat(run(log.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("1 lines rejected", "line 1: not JSON")
        .contains("has no ticket that was issued and called");
  }

  @Test
  void eitherFilesOrSimulatedDays() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("Which log?");
    assertThat(run("--simulate", "some.jsonl")).isEqualTo(1);
    assertThat(err.toString()).contains("not both");
  }

  @Test
  void anUnknownTroubleIsNamed() {
    assertThat(run("--simulate", "--trouble", "rain=2")).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot simulate", "rain");
  }

  private Path calls(String name, int tickets) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("at,what,ticket");
    for (int i = 0; i < tickets; i++) {
      lines.add("2026-03-02T08:%02d:00Z,issue,t%d".formatted(i, i));
      lines.add("2026-03-02T08:%02d:30Z,call,t%d".formatted(i, i));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of("backtest"));
    all.addAll(List.of(arguments));
    return Ingest.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
