package io.hallpulse.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {
  private static final String TICKETS =
      """
      source: kiosk-log
      district: "370213"
      hall_id: h1
      delimiter: ";"
      time_zone: Asia/Shanghai
      time: {column: when, pattern: "dd.MM.yyyy HH:mm"}
      kind: {column: what, values: {take: TICKET_ISSUED, call: TICKET_CALLED, rate: RATING_SUBMITTED}}
      filter:
        - {column: test, not_equals: "yes"}
      columns:
        ticket_id: {template: "h1-{day}-{no}"}
        queue_id: {constant: h1-qA}
        channel: {column: how, values: {card: ID_CARD, face: FACE}, otherwise: COUNTER}
        counter_id: desk
        attempt: tries
        level: stars
        active: voluntary
        reasons: why
      """;

  @TempDir private Path folder;

  @Test
  void kindsByValueTakeTheFieldsThatTheyHave() throws IOException {
    var events =
        events(
            TICKETS,
            "when;what;test;day;no;how;desk;tries;stars;voluntary;why",
            "23.11.2026 09:05;call;;1123;7;card;c1;2;;;",
            "23.11.2026 09:00;take;no;1123;7;walk;;;;;",
            "23.11.2026 09:09;rate;no;1123;7;;c1;;2;1;SLOW; ");

    assertThat(events.rejected()).extracting(one -> one.problem().reason()).hasSize(1); // width
    var issued = events.events().get(0).event();
    assertThat(issued.getKind()).isEqualTo(EventKind.TICKET_ISSUED);
    assertThat(issued.getTicketId()).isEqualTo("h1-1123-7");
    assertThat(issued.getChannel()).isEqualTo("COUNTER");
    assertThat(issued.getAttempt()).isNull();
    assertThat(EventJson.instant(issued.getTime()))
        .isEqualTo(Instant.parse("2026-11-23T01:00:00Z"));
    var called = events.events().get(1).event();
    assertThat(called.getAttempt()).isEqualTo(2);
    assertThat(called.getCounterId()).isEqualTo("c1");
    assertThat(called.getQueueId()).isNull();
  }

  @Test
  void valuesOfTheWrongTypeAreRejectedWithTheirColumn() throws IOException {
    var events =
        events(
            TICKETS,
            "when;what;test;day;no;how;desk;tries;stars;voluntary;why",
            "23.11.2026 09:05;call;;1123;7;card;c1;two;;;",
            "23.11.2026 09:05;rate;;1123;7;card;c1;;5;maybe;",
            "23.11.2026 09:05;call;;1123;7;card;;1;;;",
            "23.11.2026 09:05;sing;;1123;7;card;c1;1;;;");

    assertThat(events.rejected())
        .extracting(one -> one.problem().column() + ": " + one.problem().reason())
        .containsExactly(
            "tries: not a whole number: two",
            "voluntary: neither true nor false: maybe",
            "desk: TICKET_CALLED lacks counter_id",
            "what: the mapping has no value for sing");
  }

  @Test
  void localTimesThatNeverWereAreRejected() throws RowProblem {
    var amsterdam = TimeText.of(null, "Europe/Amsterdam");

    assertThat(amsterdam.read("t", "2011-07-01 12:00:00")).isEqualTo("2011-07-01T10:00:00Z");
    assertThat(amsterdam.read("t", "2011-07-01T12:00:00.5Z")).isEqualTo("2011-07-01T12:00:00.500Z");
    assertThat(amsterdam.read("t", "2011-07-01")).isEqualTo("2011-06-30T22:00:00Z");
    assertThatThrownBy(() -> amsterdam.read("t", "2011-03-27 02:30:00"))
        .hasMessageContaining("no such local time in Europe/Amsterdam");
    assertThatThrownBy(() -> TimeText.of(null, null).read("t", "2011-07-01 12:00:00"))
        .hasMessageContaining("names no time_zone");
  }

  @Test
  void slipsOfTheMappingAreNamed() {
    refuses(TICKETS.replace("delimiter", "delimeter"), "no setting delimeter");
    refuses(TICKETS.replace("TICKET_CALLED", "TICKET_SHOUTED"), "unknown: 'TICKET_SHOUTED'");
    refuses(TICKETS.replace("counter_id: desk", "counter: desk"), "no field counter");
    refuses(TICKETS.replace("source: kiosk-log\n", ""), "lacks source");
    refuses(TICKETS.replace("Asia/Shanghai", "Asia/Shangri-La"), "zone");
    refuses(TICKETS.replace("not_equals", "unlike"), "unknown condition");
    refuses(TICKETS.replace("otherwise", "else"), "channel has no setting else");
    refuses("a: [", "not YAML");
    assertThatThrownBy(() -> Mapping.load("no-such-mapping"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no-such-mapping");
  }

  @Test
  void commentsDoNotChangeAMappingsContent() {
    assertThat(Mapping.read("# note\n" + TICKETS).content())
        .isEqualTo(Mapping.read(TICKETS).content());
  }

  private static void refuses(String yaml, String reason) {
    assertThatThrownBy(() -> Mapping.read(yaml))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(reason);
  }

  private CsvEvents events(String yaml, String... lines) throws IOException {
    var mapping = Mapping.read(yaml);
    var file = Files.write(folder.resolve("log.csv"), List.of(lines));
    var events = CsvEvents.of(CsvFile.read(file, mapping), mapping, 1);
    assertThat(events.events()).extracting(one -> one.event().getSource()).doesNotContainNull();
    assertThat(events.events())
        .extracting(CsvEvents.Numbered::event)
        .extracting(Event::getSeq)
        .doesNotHaveDuplicates();
    return events;
  }
}
