package io.hallpulse.serving.reference;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.reference.DatumField;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the desk calls the fields of reference data, held against the records themselves. */
class FieldLabelsTest {
  private static final Path LABELS = Path.of("web/src/desk/labels.json");
  private static JsonNode labels;

  @BeforeAll
  static void read() throws IOException {
    labels = new ObjectMapper().readTree(LABELS.toFile());
  }

  @Test
  void everyFieldOfEveryKindHasALabelInBothLanguages() {
    assertThat(allPaths().filter(path -> labelOf(path).isEmpty())).isEmpty();
    assertThat(labels)
        .allSatisfy(
            label -> {
              assertThat(label.path("zh").asText()).matches(".*\\p{IsHan}.*");
              assertThat(label.path("en").asText()).matches("[\\x20-\\x7e…]+");
            });
  }

  /** Whoever renames a field must not leave its label behind. */
  @Test
  void noLabelIsOfAFieldThatIsNot() {
    var used = new HashSet<String>();
    allPaths().forEach(path -> used.addAll(labelOf(path)));

    var names = new ArrayList<String>();
    labels.fieldNames().forEachRemaining(names::add);
    assertThat(names).allMatch(used::contains);
  }

  @Test
  void everyChoiceHasItsWords() {
    for (var type : ReferenceType.values()) {
      for (var field : FieldShape.of(type)) {
        if (field.choices() != null) {
          var words =
              labels.path(labelOf(List.of(type.key(), field.name())).get(0)).path("choices");
          assertThat(field.choices()).as(field.name()).allMatch(words::has);
        }
      }
    }
  }

  @Test
  void servingTellsTheFieldsOfEachKindAlsoOfThoseThatHaveNoDatum() {
    var kinds = json(RunningServer.shared().get("/api/v1/reference"));

    assertThat(kinds).hasSize(ReferenceType.values().length);
    var contact =
        StreamSupport.stream(kinds.spliterator(), false)
            .filter(kind -> kind.path("type").asText().equals("contact"))
            .findFirst()
            .orElseThrow()
            .path("fields");
    assertThat(contact.findValuesAsText("name"))
        .containsExactly("contact_id", "hall_id", "unit_id", "name", "phone", "place");
    assertThat(contact.findValuesAsText("needed"))
        .containsExactly("true", "true", "false", "true", "true", "false");
  }

  /** The kind, then the field, then what is in it. */
  private static Stream<List<String>> allPaths() {
    return Stream.of(ReferenceType.values())
        .flatMap(type -> paths(List.of(type.key()), type.fields()));
  }

  private static Stream<List<String>> paths(List<String> of, List<DatumField> fields) {
    return fields.stream()
        .flatMap(
            field -> {
              var path = Stream.concat(of.stream(), Stream.of(field.name())).toList();
              return field.type().isRecord()
                  ? Stream.concat(Stream.of(path), paths(path, DatumField.of(field.type())))
                  : Stream.of(path);
            });
  }

  /** As the desk finds it: the label of the longest end of the path. */
  private static List<String> labelOf(List<String> path) {
    for (int from = 0; from < path.size(); from++) {
      var name = String.join(".", path.subList(from, path.size()));
      if (labels.has(name)) {
        return List.of(name);
      }
    }
    return List.of();
  }
}
