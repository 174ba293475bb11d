package io.hallpulse.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReplayTest {
  private static final String HEADER =
      "case:channel,case:concept:name,case:enddate_planned,concept:name,lifecycle:transition,org:resource,time:timestamp";

  @TempDir private Path folder;
  private final Sent sent = new Sent();

  @Test
  void aCasesFirstLineOpensItAndItsLastOfTwoOrMoreClosesIt() throws IOException {
    replay(
        row("case-1", "T04", "2011-10-12 08:26:25.398000+02:00"),
        row("case-1", "Receipt", "2011-10-11 13:45:40.276000+02:00"),
        row("case-2", "Receipt", "2011-10-11 23:00:00.000000+02:00"),
        row("case-1", "T10", "2011-11-24 15:36:51.302000+01:00"));

    assertThat(sent.events)
        .extracting(Event::getCaseId, Event::getKind, Event::getStep, Event::getSeq)
        .containsExactly(
            tuple("case-1", EventKind.CASE_OPENED, "Receipt", 1L),
            tuple("case-2", EventKind.CASE_OPENED, "Receipt", 2L),
            tuple("case-1", EventKind.CASE_STEP, "T04", 3L),
            tuple("case-1", EventKind.CASE_CLOSED, "T10", 4L));
    assertThat(sent.events)
        .extracting(event -> EventJson.instant(event.getTime()))
        .startsWith(Instant.parse("2011-10-11T11:45:40.276Z"));
  }

  @Test
  void referenceDataOfTheMappingGoFirst() throws IOException {
    replay(row("case-1", "Receipt", "2011-10-11 13:45:40.276000+02:00"));

    assertThat(sent.log.get(0)).isEqualTo("REF 2");
    assertThat(sent.references.get(0)).contains("\"time_zone\":\"Europe/Amsterdam\"");
    assertThat(sent.references.get(1)).contains("\"hall_id\":\"wabo-desk\"");
  }

  @Test
  void fieldsComeFromTheirColumnsAndEmptyIsNull() throws IOException {
    replay(
        "\uFEFF" + HEADER,
        List.of(
            "Desk,case-1,2011-12-06 13:41:31.788000+01:00,\"Receipt, checked\",complete,Resource21,2011-10-11 13:45:40.276000+02:00",
            "Post,case-2,,Receipt,complete,,2011-10-12 13:45:40+02:00"));

    var first = sent.events.get(0);
    assertThat(first.getSource()).isEqualTo("wabo-receipt");
    assertThat(first.getHallId()).isEqualTo("wabo-desk");
    assertThat(first.getChannel()).isEqualTo("Desk");
    assertThat(first.getStep()).isEqualTo("Receipt, checked");
    assertThat(first.getStaffId()).isEqualTo("Resource21");
    assertThat(first.getPlannedEnd())
        .isEqualTo(EventJson.micros(Instant.parse("2011-12-06T12:41:31.788Z")));
    var second = sent.events.get(1);
    assertThat(second.getPlannedEnd()).isNull();
    assertThat(second.getStaffId()).isNull();
  }

  @Test
  void filteredRowsAreLeftOutAndCounted() throws IOException {
    var read =
        replay(
            row("case-1", "Receipt", "2011-10-11 13:45:40+02:00"),
            row("case-1", "T02", "2011-10-11 14:00:00+02:00").replace("complete", "start"));

    assertThat(read.filtered()).isEqualTo(1);
    assertThat(sent.events).extracting(Event::getKind).containsExactly(EventKind.CASE_OPENED);
  }

  @Test
  void aRejectedRowTakesItsCaseWithItAndTheCorrectedFileReplays() throws IOException {
    var read =
        replay(
            row("case-1", "Receipt", "2011-10-11 13:45:40+02:00"),
            row("case-2", "Receipt", "2011-10-11 13:50:00+02:00"),
            row("case-1", "T02", "2011-10-32 14:00:00+02:00"),
            row("case-2", "T02", "2011-10-11 13:55:00+02:00"));

    assertThat(sent.events).extracting(Event::getCaseId).containsOnly("case-2");
    assertThat(sent.events).extracting(Event::getSeq).containsExactly(1L, 2L);
    assertThat(read.rejected())
        .extracting(
            one -> one.row().line(), one -> one.problem().column(), one -> one.problem().reason())
        .containsExactly(
            tuple(
                2L,
                "case:concept:name",
                "line 4 of case-1 is rejected, and its kind depends on all of them"),
            tuple(4L, "time:timestamp", "not a time: 2011-10-32 14:00:00+02:00"));

    var rejectedFile = folder.resolve("log.csv.rejected.csv");
    assertThat(Files.readAllLines(rejectedFile).get(0))
        .isEqualTo("rejected_line,rejected_column,rejected_reason," + HEADER);
    Files.writeString(
        rejectedFile, Files.readString(rejectedFile).replace("2011-10-32", "2011-10-12"));
    sent.events.clear();
    replayFile(rejectedFile);

    assertThat(sent.events)
        .extracting(Event::getCaseId, Event::getKind)
        .containsExactly(
            tuple("case-1", EventKind.CASE_OPENED), tuple("case-1", EventKind.CASE_CLOSED));
  }

  @Test
  void aRowOfTheWrongWidthIsRejected() throws IOException {
    var read = replay(row("case-1", "Receipt", "2011-10-11 13:45:40+02:00"), "only,three,fields");

    assertThat(sent.events).hasSize(1);
    assertThat(read.rejected().get(0).problem().reason()).isEqualTo("has 3 fields, the header 7");
  }

  @Test
  void theSameContentHasTheSameIdentityAndOtherContentAnother() throws IOException {
    var mapping = Mapping.load("wabo-receipt");
    var one = Files.writeString(folder.resolve("one.csv"), HEADER);
    var copy = Files.writeString(folder.resolve("copy.csv"), HEADER);
    var other = Files.writeString(folder.resolve("other.csv"), HEADER + "\n");

    assertThat(CsvReplay.epoch(one, mapping))
        .isPositive()
        .isEqualTo(CsvReplay.epoch(copy, mapping))
        .isNotEqualTo(CsvReplay.epoch(other, mapping));
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("log.csv"), "a,b\n1,2\n");

    assertThatThrownBy(() -> replayFile(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has no column time:timestamp");
  }

  @Test
  void aFileThatDoesNotFitInMemoryIsRefusedWithItsSizeAndTheLimit() throws IOException {
    var file = Files.writeString(folder.resolve("log.csv"), HEADER + "\n".repeat(2_000_000));

    assertThatThrownBy(() -> replayFile(file, new CsvLimit(8_000_000)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(
            "has 2.0 MB and is sorted in memory: this program's 8.0 MB bear 1.0 MB");
    assertThatThrownBy(
            () ->
                new CsvLimit(80_000_000)
                    .guard(
                        file,
                        () -> {
                          throw new OutOfMemoryError("Java heap space");
                        }))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("3.2 MB of short ones");
    assertThat(sent.log).isEmpty();
  }

  private CsvEvents replay(String... rows) throws IOException {
    return replay(HEADER, List.of(rows));
  }

  private CsvEvents replay(String header, List<String> rows) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(header);
    lines.addAll(rows);
    return replayFile(Files.write(folder.resolve("log.csv"), lines));
  }

  private CsvEvents replayFile(Path file) {
    return replayFile(file, new CsvLimit(Long.MAX_VALUE));
  }

  private CsvEvents replayFile(Path file, CsvLimit limit) {
    return new CsvReplay(Mapping.load("wabo-receipt"), sent.delivery, limit)
        .run(file, new RejectedRows(file));
  }

  private static String row(String caseId, String step, String time) {
    return "Internet,%s,2011-12-06 13:41:31.788000+01:00,%s,complete,Resource21,%s"
        .formatted(caseId, step, time);
  }
}
