package io.hallpulse.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
  private static final String RATING =
      """
      {"source":"h1-agent","epoch":2,"seq":7,"time":"2026-03-02T09:15:00.5+08:00","recorded":null,\
      "district":"370213","hall_id":"h1","kind":"RATING_SUBMITTED","ticket_id":"t1","level":4,\
      "reasons":["快","清楚"],"active":true}""";

  private static final String OBSERVED =
      """
      {"source":"h1-agent","epoch":2,"seq":8,"time":"2026-03-02T09:15:00+08:00",\
      "district":"370213","hall_id":"h1","kind":"POST_OBSERVED","counter_id":"c1",\
      "present":true,"confidence":0.9}""";

  private static final String REFERENCE =
      """
      {"source":"h1-file","epoch":1,"seq":1,"time":"2026-03-02T00:00:00+08:00",\
      "district":"370213","hall_id":"h1","kind":"REF","type":"unit",\
      "value":{"unit_id":"u1","name":"税务"}}""";

  @Test
  void readsAnEvent() {
    var event = event(EventJson.read(RATING));

    assertThat(event.getSource()).isEqualTo("h1-agent");
    assertThat(event.getSeq()).isEqualTo(7);
    assertThat(EventJson.instant(event.getTime())).hasToString("2026-03-02T01:15:00.500Z");
    assertThat(event.getRecorded()).isNull();
    assertThat(event.getLevel()).isEqualTo(4);
    assertThat(event.getReasons()).isEqualTo(List.of("快", "清楚"));
    assertThat(event.getActive()).isTrue();
  }

  @Test
  void writesWithoutWhatIsNullAndInUtc() {
    assertThat(EventJson.write(event(EventJson.read(OBSERVED))))
        .isEqualTo(
            """
            {"source":"h1-agent","epoch":2,"seq":8,"time":"2026-03-02T01:15:00Z",\
            "district":"370213","hall_id":"h1","kind":"POST_OBSERVED","counter_id":"c1",\
            "present":true,"confidence":0.9}""");
  }

  @Test
  void theResultOfACaseKeepsItsPublicName() {
    var line =
        """
        {"source":"f","epoch":-5,"seq":1,"time":"2026-03-02T01:15:00Z","district":"d",\
        "hall_id":"h","kind":"CASE_CLOSED","case_id":"k","result":"准予"}""";

    assertThat(event(EventJson.read(line)).getCaseResult()).isEqualTo("准予");
    assertThat(EventJson.write(event(EventJson.read(line)))).isEqualTo(line);
  }

  @Test
  void cutsWhatIsFinerThanAMicrosecond() {
    var line = OBSERVED.replace("09:15:00+", "09:15:00.123456789+");

    assertThat(EventJson.write(event(EventJson.read(line))))
        .contains("\"time\":\"2026-03-02T01:15:00.123456Z\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "level":4         | "level":"4"          | level must be a whole number, got "4"
          "level":4         | "level":4.0          | level must be a whole number, got 4.0
          "level":4         | "level":1e2          | level must be a whole number, got 100.0
          "level":4         | "level":true         | level must be a whole number, got true
          "level":4         | "level":2147483648   | level is too large: 2147483648
          "level":4         | "level":null         | RATING_SUBMITTED lacks level
          ,"level":4        | ``                   | RATING_SUBMITTED lacks level
          "level":4         | "lvl":4              | RATING_SUBMITTED has no field lvl
          "level":4         | "level":4,"attempt":1| RATING_SUBMITTED has no field attempt
          "active":true     | "active":1           | active must be true or false, got 1
          "active":true     | "active":"true"      | active must be true or false, got "true"
          "ticket_id":"t1"  | "ticket_id":1        | ticket_id must be a text, got 1
          "ticket_id":"t1"  | "ticket_id":" "      | ticket_id must be a text, got " "
          "ticket_id":"t1"  | "ticket_id":{}       | ticket_id must be a text, got {}
          ["快","清楚"]      | "快"                 | reasons must be a list of texts, got "快"
          ["快","清楚"]      | ["快",3]             | reasons must be a text, got 3
          ["快","清楚"]      | [null]               | reasons must be a text, got null
          "source":"h1-agent", | ``                | source is missing
          "source":"h1-agent"  | "source":""       | source must be a text, got ""
          "epoch":2,        | ``                   | epoch is missing
          "epoch":2,        | "epoch":9223372036854775808, | epoch is too large: 9223372036854775808
          "seq":7           | "seq":0              | seq must be 1 or more, got 0
          "seq":7           | "seq":-1             | seq must be 1 or more, got -1
          "district":"370213", | ``                | district is missing
          "district":"370213"  | "district":370213 | district must be a text, got 370213
          "hall_id":"h1",   | ``                   | hall_id is missing
          "kind":"RATING_SUBMITTED", | ``          | kind is missing
          "RATING_SUBMITTED"| "RATED"              | kind is unknown: RATED
          "RATING_SUBMITTED"| "UNKNOWN"            | kind is unknown: UNKNOWN
          "RATING_SUBMITTED"| "rating_submitted"   | kind is unknown: rating_submitted
          "RATING_SUBMITTED"| 18                   | kind must be a text, got 18
          00.5+08:00        | 00.5                 | time is not an ISO-8601 time with offset: 2026-03-02T09:15:00.5
          00.5+08:00        | 00.5 +08:00          | time is not an ISO-8601 time with offset: 2026-03-02T09:15:00.5 +08:00
          2026-03-02        | 2026-02-30           | time is not an ISO-8601 time with offset: 2026-02-30T09:15:00.5+08:00
          2026-03-02        | +999999999-03-02     | time is not an ISO-8601 time with offset: +999999999-03-02T09:15:00.5+08:00
          "recorded":null   | "recorded":5         | recorded must be a text, got 5
          """)
  void namesTheFieldAndTheValueOfWhatIsWrong(String valid, String wrong, String reason) {
    assertThat(RATING).contains(valid);

    assertThat(reason(EventJson.read(RATING.replace(valid, wrong)))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "\"0.9\"", "true", "NaN"})
  void refusesAConfidenceThatIsNoFiniteNumber(String confidence) {
    assertThat(reason(EventJson.read(OBSERVED.replace("0.9", confidence))))
        .containsAnyOf("confidence must be a finite number, got ", "not JSON: Non-standard token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``            | not a JSON object
          `  `          | not a JSON object
          null          | not a JSON object
          []            | not a JSON object
          "REF"         | not a JSON object
          {             | not JSON: Unexpected end-of-input: expected close marker for Object
          {}            | kind is missing
          {} {}         | not JSON: Trailing token
          a,b,c         | not JSON: Unrecognized token 'a'
          """)
  void refusesWhatIsNoObject(String line, String reason) {
    assertThat(reason(EventJson.read(line))).startsWith(reason);
  }

  @Test
  void refusesAFieldThatStandsTwice() {
    assertThat(reason(EventJson.read(RATING.replace("\"level\":4", "\"level\":4,\"level\":5"))))
        .startsWith("not JSON: Duplicate field 'level'");
  }

  @Test
  void survivesDeepNesting() {
    assertThat(reason(EventJson.read("[".repeat(100_000)))).startsWith("not JSON: ");
    assertThat(reason(EventJson.read("{\"a\":".repeat(100_000)))).startsWith("not JSON: ");
  }

  @Test
  void showsOnlyTheBeginOfALongValue() {
    var line = RATING.replace("\"level\":4", "\"level\":\"" + "9".repeat(10_000) + "\"");

    assertThat(reason(EventJson.read(line)))
        .isEqualTo("level must be a whole number, got \"" + "9".repeat(79) + "…");
  }

  @Test
  void readsAReferenceDatum() {
    assertThat(EventJson.read(REFERENCE))
        .isEqualTo(
            new Accepted<JsonLine>(
                new JsonLine.OfReference(
                    "h1-file",
                    1,
                    1,
                    1_772_380_800_000_000L,
                    "unit",
                    "{\"unit_id\":\"u1\",\"name\":\"税务\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "type":"unit",     | ``               | type is missing
          "type":"unit"      | "type":7         | type must be a text, got 7
          "source":"h1-file",| ``               | source is missing
          "seq":1            | "seq":0          | seq must be 1 or more, got 0
          "time"             | "at"             | REF has no field at
          "type":"unit"      | "type":"unit","ticket_id":"t" | REF has no field ticket_id
          "value":           | "value":1,"type2":            | REF has no field type2
          {"unit_id":"u1","name":"税务"} | "u1" | REF lacks value, a JSON object
          +08:00             | ``               | time is not an ISO-8601 time with offset: 2026-03-02T00:00:00
          """)
  void refusesAWrongReferenceLine(String valid, String wrong, String reason) {
    assertThat(REFERENCE).contains(valid);

    assertThat(reason(EventJson.read(REFERENCE.replace(valid, wrong)))).isEqualTo(reason);
  }

  private static Event event(Parsed<JsonLine> parsed) {
    assertThat(parsed).isInstanceOf(Accepted.class);
    return ((JsonLine.OfEvent) ((Accepted<JsonLine>) parsed).value()).event();
  }

  private static String reason(Parsed<JsonLine> parsed) {
    assertThat(parsed).isInstanceOf(Rejected.class);
    return ((Rejected<JsonLine>) parsed).reason();
  }
}
