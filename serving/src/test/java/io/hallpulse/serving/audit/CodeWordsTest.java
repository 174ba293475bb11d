package io.hallpulse.serving.audit;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.grant.Denial;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.sentence.LedgerSentence;
import io.hallpulse.schemas.sentence.RefusalSentence;
import io.hallpulse.serving.problem.ServingException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the desk says for codes, held against the code that makes them. */
class CodeWordsTest {
  private static JsonNode words;

  @BeforeAll
  static void read() throws IOException {
    words = new ObjectMapper().readTree(Path.of("web/src/desk/codes.json").toFile());
  }

  @Test
  void everyActionOfTheAuditHasItsWordsAndNoOther() {
    assertThat(named("action")).containsExactlyInAnyOrderElementsOf(namesOf(Action.values()));
  }

  @Test
  void everyKindOfEventAndEveryStatusOfATicketHasItsWordsAndNoOther() {
    var kinds = new ArrayList<>(namesOf(EventKind.values()));
    kinds.remove(EventKind.UNKNOWN.name());
    assertThat(named("event")).containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(named("status")).containsExactlyInAnyOrderElementsOf(namesOf(TicketStatus.values()));
  }

  @Test
  void everyReasonWhyServingRefusesHasItsWordsAndNoOther() {
    assertThat(named("problem")).containsExactlyInAnyOrderElementsOf(namesOf(Reason.values()));
  }

  @Test
  void everySentenceOfARefusalIsKnownAndNoOther() {
    assertThat(sentences(words.path("refusal")))
        .isEqualTo(
            Stream.of(RefusalSentence.values())
                .collect(toMap(RefusalSentence::name, RefusalSentence::sentence)));
  }

  @Test
  void everySentenceOfTheLedgerIsKnownAndNoOther() throws IOException {
    var verdict = new ObjectMapper().readTree(Path.of("web/src/kit/verdict.json").toFile());
    assertThat(sentences(verdict.path("sentence")))
        .isEqualTo(
            Stream.of(LedgerSentence.values())
                .collect(toMap(LedgerSentence::name, LedgerSentence::sentence)));
    assertThat(verdict.path("denial").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(namesOf(Denial.Rule.values()));
  }

  /** The English ones, with {@code %s} for each numbered word. */
  private static Map<String, String> sentences(JsonNode said) {
    return said.properties().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                sentence -> sentence.getValue().path(1).asText().replaceAll("\\{\\d}", "%s")));
  }

  @Test
  void theyAreChineseFirstAndEnglishSecond() {
    assertThat(words)
        .allSatisfy(
            kind ->
                assertThat(kind)
                    .allSatisfy(
                        word -> {
                          assertThat(word.path(0).asText()).matches(".*\\p{IsHan}.*");
                          assertThat(word.path(1).asText()).matches("[\\x20-\\x7e]+");
                        }));
  }

  private static List<String> named(String kind) {
    var names = new ArrayList<String>();
    words.path(kind).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> namesOf(Enum<?>[] codes) {
    return Stream.of(codes).map(Enum::name).toList();
  }
}
