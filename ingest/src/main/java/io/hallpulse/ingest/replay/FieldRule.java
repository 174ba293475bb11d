package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.ingest.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a field's text comes from: a column, a constant or a template, then perhaps a translation.
 *
 * @param template text in which {@code {column}} stands for that column's value
 * @param translation texts to replace; empty for none
 * @param otherwise what an untranslatable text becomes; null refuses it
 */
record FieldRule(
    String template,
    List<String> columns,
    Map<String, String> translation,
    @Nullable String otherwise,
    TimeText time) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
  private static final Set<String> KEYS =
      Set.of("column", "constant", "template", "values", "otherwise", "pattern", "zone");

  FieldRule {
    columns = List.copyOf(columns);
    translation = Map.copyOf(translation);
  }

  /** Reads the rule: a column's name, or an object with one of column, constant and template. */
  static FieldRule of(String field, JsonNode node, @Nullable String defaultZone) {
    if (node.isTextual()) {
      return of("{" + node.asText() + "}", List.of(node.asText()), node, defaultZone);
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new Failure("Mapping: %s has no setting %s".formatted(field, key));
              }
            });
    if (node.has("column")) {
      var column = node.get("column").asText();
      return of("{" + column + "}", List.of(column), node, defaultZone);
    }
    if (node.has("constant")) {
      return of(node.get("constant").asText(), List.of(), node, defaultZone);
    }
    if (node.has("template")) {
      var template = node.get("template").asText();
      var columns = PLACE.matcher(template).results().map(place -> place.group(1)).toList();
      return of(template, columns, node, defaultZone);
    }
    throw new Failure(
        "Mapping: %s needs a column, constant or template, got %s".formatted(field, node));
  }

  private static FieldRule of(
      String template, List<String> columns, JsonNode node, @Nullable String defaultZone) {
    var translation = new LinkedHashMap<String, String>();
    node.path("values")
        .fields()
        .forEachRemaining(e -> translation.put(e.getKey(), e.getValue().asText()));
    return new FieldRule(
        template,
        columns,
        translation,
        node.hasNonNull("otherwise") ? node.get("otherwise").asText() : null,
        TimeText.of(node.path("pattern").asText(null), node.path("zone").asText(defaultZone)));
  }

  /** The text for a row, empty if a column it needs is empty. */
  Optional<String> text(CsvRow row) throws RowProblem {
    for (var column : columns) {
      if (row.value(column).isBlank()) {
        return Optional.empty();
      }
    }
    var text =
        columns.isEmpty()
            ? template
            : PLACE
                .matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(row.value(place.group(1))));
    if (translation.isEmpty()) {
      return Optional.of(text);
    }
    var translated = translation.getOrDefault(text, otherwise);
    if (translated == null) {
      throw new RowProblem(column(), "the mapping has no value for " + text);
    }
    return Optional.of(translated);
  }

  /** The column to look at when the value is wrong. */
  String column() {
    return columns.isEmpty() ? "" : columns.get(0);
  }
}
