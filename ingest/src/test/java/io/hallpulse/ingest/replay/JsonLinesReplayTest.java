package io.hallpulse.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesReplayTest {
  private static final String UNIT =
      """
      {"kind":"REF","source":"r","epoch":1,"seq":1,"time":"2026-01-01T00:00:00Z","type":"unit","value":{"unit_id":"u1","name":"一"}}""";

  @TempDir private Path folder;
  private final Sent sent = new Sent();

  @Test
  void referenceDataGoBeforeTheEventsThatFollowThem() throws IOException {
    replay(UNIT, event("a", 1), event("a", 2), UNIT, event("a", 3));

    assertThat(sent.log).containsExactly("REF 1", "a/1 1-2", "REF 1", "a/1 3-3");
  }

  @Test
  void aRejectedLineLeavesAGapAndIsWrittenBesideTheFile() throws IOException {
    var bad = event("a", 2).replace("HEARTBEAT", "HEARTBEATS");

    var rejected = replay("\uFEFF" + event("a", 1), bad, "", event("a", 3), event("a", 4));

    assertThat(sent.log).containsExactly("a/1 1-1", "a/1 3-4");
    var entry = new JsonMapper().readTree(Files.readString(rejected.file()));
    assertThat(entry.get("line").asInt()).isEqualTo(2);
    assertThat(entry.get("reason").asText()).isEqualTo("kind is unknown: HEARTBEATS");
    assertThat(entry.get("raw").asText()).isEqualTo(bad);
  }

  @Test
  void interleavedSourcesAreSplitToTheirBatches() throws IOException {
    replay(event("a", 1), event("b", 1), event("a", 2), event("b", 2));

    assertThat(sent.log).containsExactly("a/1 1-2", "b/1 1-2");
  }

  @Test
  void aSourceBelongsToOneHall() throws IOException {
    var foreign = event("a", 2).replace("\"h1\"", "\"h2\"");

    var rejected = replay(event("a", 1), foreign);

    assertThat(rejected.count()).isEqualTo(1);
    assertThat(Files.readString(rejected.file()))
        .contains("source a/1 belongs to hall h1 by an earlier line, not to h2");
  }

  @Test
  void numbersBelowOneAreRejected() throws IOException {
    assertThat(replay(event("a", 0)).count()).isEqualTo(1);
  }

  @Test
  void referenceDataThatServingRefusesAreRejectedWithTheirLine() throws IOException {
    var rejected = replay(event("a", 1), UNIT, UNIT.replace("u1", "refuse-me"));

    var entry = new JsonMapper().readTree(Files.readString(rejected.file()));
    assertThat(entry.get("line").asInt()).isEqualTo(3);
    assertThat(entry.get("reason").asText()).isEqualTo("refused by serving");
    assertThat(sent.delivery.references()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNotUtf8AreRejected() throws IOException {
    var bytes = event("a", 1).replace("\"d\"", "\"x\"").getBytes();
    bytes[new String(bytes).indexOf("\"x\"") + 1] = (byte) 0xC3;
    var file = Files.write(folder.resolve("day.jsonl"), bytes);

    assertThat(replay(file).count()).isEqualTo(1);
  }

  @Test
  void theRejectedLinesOfAnEarlierReplayAreGone() throws IOException {
    var before = replay("not json");
    assertThat(before.file()).exists();

    replay(event("a", 1));

    assertThat(before.file()).doesNotExist();
  }

  @Test
  void aNewestFirstLogIsRefusedBeforeAnythingIsSent() throws IOException {
    var newest = event("a", 9).replace("2026-01-01", "2026-01-31");
    var older = event("a", 8).replace("2026-01-01", "2026-01-18");
    var oldest = event("a", 1).replace("2026-01-01", "2026-01-16");
    var other = event("b", 1).replace("2026-01-01", "2025-01-01");

    assertThatThrownBy(() -> replay(UNIT, newest, older, other, oldest))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("day.jsonl, line 5: the time of source a/1 goes back")
        .hasMessageContaining("2026-01-31T01:00:00Z (line 2) to 2026-01-16T01:00:00Z");
    assertThat(sent.log).isEmpty();
  }

  @Test
  void aSourceMayGoBackByFourteenDays() throws IOException {
    var newest = event("a", 2).replace("2026-01-01", "2026-01-15");

    replay(newest, event("a", 1));

    assertThat(sent.events).hasSize(2);
  }

  @Test
  void anEventOfAnotherDistrictDoesNotSpoilItsNeighbours() throws IOException {
    var wrong = event("a", 2).replace("\"d\"", "\"x\"");

    replay(event("a", 1), wrong, event("a", 3), event("a", 4));

    assertThat(sent.log).containsExactly("a/1 1-1", "a/1 2-2", "a/1 3-4");
  }

  private RejectedLines replay(String... lines) throws IOException {
    return replay(Files.write(folder.resolve("day.jsonl"), new ArrayList<>(List.of(lines))));
  }

  private RejectedLines replay(Path file) {
    try (var rejected = new RejectedLines(file)) {
      new JsonLinesReplay(sent.delivery, rejected).run(file);
      return rejected;
    }
  }

  private static String event(String source, long seq) {
    return """
    {"source":"%s","epoch":1,"seq":%d,"time":"2026-01-01T09:00:00+08:00","district":"d","hall_id":"h1","kind":"HEARTBEAT"}"""
        .formatted(source, seq);
  }
}
