package io.hallpulse.schemas;

import static io.hallpulse.schemas.Changed.event;
import static io.hallpulse.schemas.Changed.field;
import static io.hallpulse.schemas.Changed.fields;
import static io.hallpulse.schemas.Changed.kinds;
import static io.hallpulse.schemas.Changed.nullableText;
import static io.hallpulse.schemas.Changed.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.event.EventBatch;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of the golden samples finds each way to break a reader, tried once. */
class EvolutionTest {
  private static final Schema TODAY = EventBatch.getClassSchema();

  static List<Arguments> breaking() {
    return List.of(
        change(
            "a nullable field is removed",
            "Event.last_seq",
            batch -> fields(event(batch)).remove(position(event(batch), "last_seq"))),
        change(
            "a required field is removed",
            "Event.district",
            batch -> fields(event(batch)).remove(position(event(batch), "district"))),
        change(
            "a field is renamed",
            "Event.words",
            batch -> field(event(batch), "words").put("name", "remark")),
        change(
            "a field is renamed with an alias",
            "Event.words",
            batch ->
                field(event(batch), "words")
                    .put("name", "remark")
                    .putArray("aliases")
                    .add("words")),
        change(
            "the public name is changed",
            "Event.case_result",
            batch -> field(event(batch), "case_result").put("as", "outcome_of_case")),
        change(
            "an instant becomes a plain number",
            "Event.time",
            batch -> field(event(batch), "time").remove("format")),
        change(
            "a number is widened",
            "Event.priority",
            batch -> ((ArrayNode) field(event(batch), "priority").get("type")).set(1, "long")),
        change(
            "a text becomes bytes",
            "EventBatch.source",
            batch -> field(batch, "source").put("type", "bytes")),
        change(
            "a list's elements change",
            "Event.missing",
            batch ->
                ((ObjectNode) field(event(batch), "missing").get("type").get(1))
                    .put("items", "int")),
        change(
            "a nullable field becomes required",
            "Event.ticket_id",
            batch -> {
              field(event(batch), "ticket_id").put("type", "string").remove("default");
            }),
        change(
            "a required field becomes nullable",
            "Event.hall_id",
            batch -> field(event(batch), "hall_id").putArray("type").add("string").add("null")),
        change(
            "a default is dropped",
            "Event.level",
            batch -> field(event(batch), "level").remove("default")),
        change(
            "fields change places",
            "Event.last_seq",
            batch ->
                fields(event(batch)).insert(position(event(batch), "last_seq"), nullableText("x"))),
        change(
            "a new field has no default",
            "Event.mood",
            batch -> fields(event(batch)).addObject().put("name", "mood").put("type", "string")),
        change(
            "an enum's symbol is removed",
            "Event.kind",
            batch -> ((ArrayNode) kinds(event(batch)).get("symbols")).remove(3)),
        change(
            "an enum's symbol is renamed",
            "Event.kind",
            batch -> ((ArrayNode) kinds(event(batch)).get("symbols")).set(3, "MISSED")),
        change(
            "an enum's symbol comes between",
            "Event.kind",
            batch -> ((ArrayNode) kinds(event(batch)).get("symbols")).insert(3, "RECALLED")),
        change(
            "an enum loses its default",
            "Event.kind",
            batch -> kinds(event(batch)).remove("default")),
        change("a record is renamed", "Event", batch -> event(batch).put("name", "Happening")),
        change(
            "a record changes its namespace", "EventBatch", batch -> batch.put("namespace", "b")));
  }

  static List<Arguments> harmless() {
    return List.of(
        change("nothing", "", batch -> {}),
        change(
            "another text",
            "",
            batch -> field(event(batch), "words").put("doc", "words").put("zh", "话")),
        change(
            "a nullable field at the end",
            "",
            batch -> fields(event(batch)).add(nullableText("mood"))),
        change(
            "a nullable field of the batch", "", batch -> fields(batch).add(nullableText("hmac"))),
        change(
            "a symbol at the end",
            "",
            batch -> ((ArrayNode) kinds(event(batch)).get("symbols")).add("RECALLED")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaking")
  void findsWhatBreaks(String change, String place, Consumer<ObjectNode> edit) {
    assertThat(Evolution.breaks(TODAY, Changed.schema(TODAY, edit)))
        .isNotEmpty()
        .first()
        .asString()
        .contains(place);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmless")
  void letsPassWhatDoesNot(String change, String none, Consumer<ObjectNode> edit) {
    assertThat(Evolution.breaks(TODAY, Changed.schema(TODAY, edit))).isEmpty();
  }

  private static Arguments change(String name, String place, Consumer<ObjectNode> edit) {
    return arguments(name, place, edit);
  }
}
