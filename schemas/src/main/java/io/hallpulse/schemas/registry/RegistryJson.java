package io.hallpulse.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a registry event's JSON line: flat, snake_case, absent = null = not said. */
public final class RegistryJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final Set<String> NUMBERS = Set.of("epoch", "seq", "delta");
  private static final Set<String> FLAGS = Set.of("suspended", "abnormal");

  /** Fields that a line may carry; what is derived is not among them. */
  public static final Set<String> NAMES =
      Set.of(
          "source",
          "epoch",
          "seq",
          "time",
          "recorded",
          "district",
          "hall_id",
          "kind",
          "effective_date",
          "uscc",
          "name",
          "type_text",
          "industry_code",
          "business_scope",
          "address",
          "subdistrict",
          "capital_raw",
          "case_id",
          "clear",
          "from_district",
          "suspended",
          "abnormal",
          "to_district",
          "until",
          "reason",
          "section",
          "entity_type",
          "delta");

  private RegistryJson() {}

  /**
   * A line's fields that are not null: texts as String, numbers as Long, flags as Boolean, {@code
   * clear} as a list of texts.
   */
  public static Parsed<Map<String, Object>> fields(String line) {
    try {
      if (!(MAPPER.readTree(line) instanceof ObjectNode object)) {
        return new Rejected<>("not a JSON object");
      }
      var fields = new LinkedHashMap<String, Object>();
      for (var property : object.properties()) {
        var name = property.getKey();
        if (!NAMES.contains(name)) {
          return new Rejected<>("there is no field " + name);
        }
        if (property.getValue().isNull()) {
          continue;
        }
        var value = value(name, property.getValue());
        if (value instanceof Rejected<Object> rejected) {
          return new Rejected<>(rejected.reason());
        }
        fields.put(name, ((Accepted<Object>) value).value());
      }
      return new Accepted<>(fields);
    } catch (JsonProcessingException e) {
      return new Rejected<>("not JSON: " + e.getOriginalMessage());
    }
  }

  private static Parsed<Object> value(String name, JsonNode node) {
    if (NUMBERS.contains(name)) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? new Accepted<>(node.longValue())
          : wrong(name, node, "a whole number");
    }
    if (FLAGS.contains(name)) {
      return node.isBoolean()
          ? new Accepted<>(node.booleanValue())
          : wrong(name, node, "true or false");
    }
    if (name.equals("clear")) {
      return texts(name, node);
    }
    return node.isTextual() ? new Accepted<>(node.textValue()) : wrong(name, node, "a text");
  }

  private static Parsed<Object> texts(String name, JsonNode node) {
    var texts = new ArrayList<String>();
    for (var element : node) {
      if (!element.isTextual()) {
        return wrong(name, node, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return node.isArray()
        ? new Accepted<>(List.copyOf(texts))
        : wrong(name, node, "a list of texts");
  }

  private static Parsed<Object> wrong(String name, JsonNode node, String wanted) {
    var shown = node.toString();
    return new Rejected<>(
        "%s must be %s, got %s"
            .formatted(name, wanted, shown.length() <= 80 ? shown : shown.substring(0, 80) + "…"));
  }

  /** The fields as one line without a line end. */
  public static String write(Map<String, Object> fields) {
    return MAPPER.valueToTree(fields).toString();
  }
}
