package io.hallpulse.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** A schema as another version has it: its JSON with changes. */
final class Changed {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Changed() {}

  static Schema schema(Schema schema, Consumer<ObjectNode> change) {
    try {
      var json = (ObjectNode) MAPPER.readTree(schema.toString());
      change.accept(json);
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + schema, e);
    }
  }

  /** The event's schema in the JSON of a batch's. */
  static ObjectNode event(ObjectNode batch) {
    return (ObjectNode) field(batch, "events").get("type").get("items");
  }

  static ArrayNode fields(ObjectNode record) {
    return (ArrayNode) record.get("fields");
  }

  static ObjectNode field(ObjectNode record, String name) {
    for (var field : fields(record)) {
      if (field.get("name").textValue().equals(name)) {
        return (ObjectNode) field;
      }
    }
    throw new IllegalArgumentException("No field " + name);
  }

  static int position(ObjectNode record, String name) {
    var fields = fields(record);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).get("name").textValue().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No field " + name);
  }

  static ObjectNode kinds(ObjectNode event) {
    return (ObjectNode) field(event, "kind").get("type");
  }

  static ObjectNode nullableText(String name) {
    var field = MAPPER.createObjectNode().put("name", name);
    field.putArray("type").add("null").add("string");
    field.putNull("default");
    return field;
  }
}
