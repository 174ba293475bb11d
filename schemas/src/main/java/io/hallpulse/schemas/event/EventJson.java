package io.hallpulse.schemas.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The event record as a JSON line: flat, snake_case, absent = null; instants are ISO-8601 with an
 * offset. Reading is strict: an unknown field or kind, a missing field or a value of the wrong type
 * is rejected with its name.
 */
public final class EventJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** As much of a wrong value as a message shows. */
  private static final int SHOWN = 80;

  private static final Set<String> REFERENCE_FIELDS = Set.of("type", "value");

  private EventJson() {}

  /** Reads an event or a reference datum. */
  public static Parsed<JsonLine> read(String line) {
    try {
      var node = MAPPER.readTree(line);
      if (!(node instanceof ObjectNode object)) {
        return new Rejected<>("not a JSON object");
      }
      return new Accepted<>(
          "REF".equals(object.path("kind").asText()) ? reference(object) : event(object));
    } catch (JsonProcessingException e) {
      return new Rejected<>("not JSON: " + e.getOriginalMessage());
    } catch (Unusable e) {
      return new Rejected<>(e.reason);
    }
  }

  /** Writes an event as one line without a line end; fields that are null are left out. */
  public static String write(Event event) {
    var object = MAPPER.createObjectNode();
    for (Schema.Field field : Event.getClassSchema().getFields()) {
      var value = event.get(field.pos());
      if (value != null) {
        object.set(EventFields.publicName(field), toJson(field, value));
      }
    }
    return object.toString();
  }

  /** Microseconds since 1970 of an instant; what is finer is cut off. */
  public static long micros(Instant instant) {
    // Not ChronoUnit.MICROS.between: that counts in nanoseconds and overflows in the year 2262.
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /** The instant of microseconds since 1970. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static JsonLine event(ObjectNode object) {
    var kind = kind(object);
    onlyKnown(object, kind.name(), EventFields.allowed(kind));
    var event = new Event();
    for (Schema.Field field : Event.getClassSchema().getFields()) {
      var value = field.name().equals("kind") ? kind : value(field, object);
      if (value != null) {
        event.put(field.pos(), value);
      }
    }
    seq(event.getSeq());
    EventFields.missing(event)
        .ifPresent(
            problem -> {
              throw new Unusable(problem);
            });
    return new JsonLine.OfEvent(event);
  }

  private static JsonLine reference(ObjectNode object) {
    onlyKnown(object, "REF", REFERENCE_FIELDS);
    if (!(object.get("value") instanceof ObjectNode value)) {
      throw new Unusable("REF lacks value, a JSON object");
    }
    return new JsonLine.OfReference(
        text("source", required(object, "source")),
        number("epoch", required(object, "epoch")),
        seq(number("seq", required(object, "seq"))),
        instant("time", required(object, "time")),
        text("type", required(object, "type")),
        value.toString());
  }

  private static void onlyKnown(ObjectNode object, String kind, Set<String> allowed) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!EventFields.ENVELOPE.contains(name) && !allowed.contains(name)) {
                throw new Unusable("%s has no field %s".formatted(kind, shown(name)));
              }
            });
  }

  private static EventKind kind(ObjectNode object) {
    var name = text("kind", required(object, "kind"));
    for (var kind : EventKind.values()) {
      if (kind != EventKind.UNKNOWN && kind.name().equals(name)) {
        return kind;
      }
    }
    throw new Unusable("kind is unknown: " + shown(name));
  }

  private static @Nullable Object value(Schema.Field field, ObjectNode object) {
    var name = EventFields.publicName(field);
    var node = object.get(name);
    if (node == null || node.isNull()) {
      if (field.schema().isNullable()) {
        return null;
      }
      throw new Unusable(name + " is missing");
    }
    return switch (EventFields.valueType(field)) {
      case STRING -> text(name, node);
      case INT -> Math.toIntExact(checkInt(name, number(name, node)));
      case LONG -> EventFields.isInstant(field) ? instant(name, node) : number(name, node);
      case DOUBLE -> {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
          throw wrong(name, node, "a finite number");
        }
        yield node.doubleValue();
      }
      case BOOLEAN -> {
        if (!node.isBoolean()) {
          throw wrong(name, node, "true or false");
        }
        yield node.booleanValue();
      }
      case ARRAY -> texts(name, node);
      default -> throw new IllegalStateException(field + " has a type unknown to JSON lines");
    };
  }

  private static JsonNode required(ObjectNode object, String name) {
    var node = object.get(name);
    if (node == null || node.isNull()) {
      throw new Unusable(name + " is missing");
    }
    return node;
  }

  private static String text(String name, JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw wrong(name, node, "a text");
    }
    return node.textValue();
  }

  private static long number(String name, JsonNode node) {
    if (!node.isIntegralNumber()) {
      throw wrong(name, node, "a whole number");
    }
    if (!node.canConvertToLong()) {
      throw new Unusable("%s is too large: %s".formatted(name, shown(node.toString())));
    }
    return node.longValue();
  }

  private static long seq(long seq) {
    if (seq < 1) {
      throw new Unusable("seq must be 1 or more, got " + seq);
    }
    return seq;
  }

  private static long checkInt(String name, long number) {
    if (number != (int) number) {
      throw new Unusable("%s is too large: %d".formatted(name, number));
    }
    return number;
  }

  private static long instant(String name, JsonNode node) {
    try {
      return micros(OffsetDateTime.parse(text(name, node)).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unusable(
          "%s is not an ISO-8601 time with offset: %s".formatted(name, shown(node.textValue())), e);
    }
  }

  private static List<String> texts(String name, JsonNode node) {
    if (!node.isArray()) {
      throw wrong(name, node, "a list of texts");
    }
    var texts = new ArrayList<String>();
    for (var element : node) {
      texts.add(text(name, element));
    }
    return texts;
  }

  private static Unusable wrong(String name, JsonNode node, String wanted) {
    return new Unusable("%s must be %s, got %s".formatted(name, wanted, shown(node.toString())));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static JsonNode toJson(Schema.Field field, Object value) {
    if (EventFields.isInstant(field)) {
      return MAPPER.getNodeFactory().textNode(instant((Long) value).toString());
    }
    return value instanceof EventKind kind
        ? MAPPER.getNodeFactory().textNode(kind.name())
        : MAPPER.valueToTree(value);
  }

  /** Carries the reason out of the depth of reading; never leaves this class. */
  private static final class Unusable extends RuntimeException {
    private final String reason;

    Unusable(String reason) {
      super(reason);
      this.reason = reason;
    }

    Unusable(String reason, Throwable cause) {
      super(reason, cause);
      this.reason = reason;
    }
  }
}
