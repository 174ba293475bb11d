package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.schemas.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** A column's text as the JSON value that the event's field wants. */
final class EventValue {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> ENVELOPE =
      Set.of("source", "epoch", "seq", "time", "district", "hall_id", "kind");
  private static final Map<String, Schema.Field> FIELDS = new HashMap<>();

  static {
    for (var field : Event.getClassSchema().getFields()) {
      var as = field.getProp("as");
      FIELDS.put(as == null ? field.name() : as, field);
    }
    FIELDS.keySet().removeAll(ENVELOPE);
  }

  private EventValue() {}

  static boolean isField(String name) {
    return FIELDS.containsKey(name);
  }

  static JsonNode of(String name, String text, FieldRule rule) throws RowProblem {
    var field = FIELDS.get(name);
    if (field == null) {
      throw new IllegalStateException("Field was not checked when the mapping was read: " + name);
    }
    var schema = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
    var column = rule.column();
    return switch (schema.getType()) {
      case STRING -> JSON.textNode(text);
      case INT, LONG -> {
        if ("instant".equals(field.getProp("format"))) {
          yield JSON.textNode(rule.time().read(column, text).toString());
        }
        yield JSON.numberNode(whole(column, text));
      }
      case DOUBLE -> JSON.numberNode(decimal(column, text));
      case BOOLEAN -> JSON.booleanNode(truth(column, text));
      case ARRAY -> {
        var list = JSON.arrayNode();
        List.of(text.split(";")).forEach(element -> list.add(element.strip()));
        yield list;
      }
      default -> throw new IllegalStateException(field + " has a type unknown to mappings");
    };
  }

  private static long whole(String column, String text) throws RowProblem {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new RowProblem(column, "not a whole number: " + text);
    }
  }

  private static double decimal(String column, String text) throws RowProblem {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new RowProblem(column, "not a number: " + text);
    }
  }

  private static boolean truth(String column, String text) throws RowProblem {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "是" -> true;
      case "false", "0", "no", "否" -> false;
      default -> throw new RowProblem(column, "neither true nor false: " + text);
    };
  }
}
