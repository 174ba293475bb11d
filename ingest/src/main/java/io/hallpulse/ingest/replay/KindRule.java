package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.event.EventKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a row's kind is found: always the same, by a column's value, or by its place in a group. */
sealed interface KindRule {
  /** Columns that the rule reads. */
  List<String> columns();

  EventKind kind(CsvRow row, Place place) throws RowProblem;

  /** The column whose equal values make a group, null if rows stand alone. */
  default @Nullable String group() {
    return null;
  }

  /** A row's place in its group, in the order of time. */
  enum Place {
    FIRST,
    BETWEEN,
    LAST
  }

  static KindRule of(JsonNode node) {
    if (node.isTextual()) {
      var kind = kindNamed(node.asText());
      return new ByValue(FieldRule.of("kind", node("constant", kind.name()), null));
    }
    if (!node.has("group")) {
      return new ByValue(FieldRule.of("kind", node, null));
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!Set.of("group", "first", "between", "last").contains(key)) {
                throw new Failure("Mapping: kind has no setting " + key);
              }
            });
    return new ByPlace(
        node.get("group").asText(),
        kindNamed(node.path("first").asText()),
        kindNamed(node.path("between").asText()),
        kindNamed(node.path("last").asText()));
  }

  private static JsonNode node(String key, String value) {
    return JsonNodeFactory.instance.objectNode().put(key, value);
  }

  private static EventKind kindNamed(String name) {
    for (var kind : EventKind.values()) {
      if (kind != EventKind.UNKNOWN && kind.name().equals(name)) {
        return kind;
      }
    }
    throw new Failure("Mapping: kind is unknown: '%s'".formatted(name));
  }

  /** A constant, or a column's value translated. */
  record ByValue(FieldRule rule) implements KindRule {
    public ByValue {
      rule.translation().values().forEach(KindRule::kindNamed);
    }

    @Override
    public List<String> columns() {
      return rule.columns();
    }

    @Override
    public EventKind kind(CsvRow row, Place place) throws RowProblem {
      var name = rule.text(row).orElseThrow(() -> new RowProblem(rule.column(), "is empty"));
      try {
        return kindNamed(name);
      } catch (Failure e) {
        throw new RowProblem(rule.column(), "kind is unknown: " + name);
      }
    }
  }

  /** The first of a group, its last of two or more, and those between. */
  record ByPlace(String group, EventKind first, EventKind between, EventKind last)
      implements KindRule {
    @Override
    public List<String> columns() {
      return List.of(group);
    }

    @Override
    public EventKind kind(CsvRow row, Place place) {
      return switch (place) {
        case FIRST -> first;
        case BETWEEN -> between;
        case LAST -> last;
      };
    }
  }
}
