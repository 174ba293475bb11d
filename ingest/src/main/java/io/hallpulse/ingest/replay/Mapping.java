package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the rows of a CSV file become events; docs/mapping.md describes the file.
 *
 * @param content the mapping in a form that comments and layout do not change
 * @param reference reference data to send before the rows
 * @param fields rules by name of the event's field
 */
record Mapping(
    String content,
    String source,
    String district,
    String hallId,
    char delimiter,
    Instant effectiveFrom,
    List<Reference> reference,
    FieldRule time,
    KindRule kind,
    List<RowFilter> filters,
    Map<String, FieldRule> fields) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> KEYS =
      Set.of(
          "source",
          "district",
          "hall_id",
          "delimiter",
          "time_zone",
          "effective_from",
          "reference",
          "time",
          "kind",
          "filter",
          "columns");

  /** One reference datum of the mapping. */
  record Reference(String type, String value) {}

  Mapping {
    reference = List.copyOf(reference);
    filters = List.copyOf(filters);
    fields = Map.copyOf(fields);
  }

  /** Reads a mapping file, or the mapping of that name that comes with the product. */
  static Mapping load(String nameOrFile) {
    var shipped = "/mappings/" + nameOrFile + ".yaml";
    try (var resource = Mapping.class.getResourceAsStream(shipped)) {
      if (resource != null) {
        return read(text(resource));
      }
      return read(Files.readString(Path.of(nameOrFile)));
    } catch (NoSuchFileException e) {
      throw new Failure(
          "There is no mapping %s: neither a file nor a shipped one (wabo-receipt, wabo-queue)"
              .formatted(nameOrFile),
          e);
    } catch (IOException e) {
      throw new Failure("Cannot read mapping %s: %s".formatted(nameOrFile, e), e);
    }
  }

  static Mapping read(String yaml) {
    try {
      return of(YAML.readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new Failure("Mapping is not YAML: " + e.getMessage(), e);
    }
  }

  /** All columns that the mapping reads. */
  Set<String> columns() {
    var columns = new LinkedHashSet<String>();
    columns.addAll(time.columns());
    columns.addAll(kind.columns());
    filters.forEach(filter -> columns.add(filter.column()));
    fields.values().forEach(rule -> columns.addAll(rule.columns()));
    return columns;
  }

  private static Mapping of(JsonNode root) {
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new Failure("Mapping has no setting " + key);
              }
            });
    var zone = root.path("time_zone").asText(null);
    var fields = new LinkedHashMap<String, FieldRule>();
    for (var field : required(root, "columns").properties()) {
      if (!EventValue.isField(field.getKey())) {
        throw new Failure("Mapping: events have no field %s".formatted(field.getKey()));
      }
      fields.put(field.getKey(), FieldRule.of(field.getKey(), field.getValue(), zone));
    }
    var filters = new ArrayList<RowFilter>();
    root.path("filter").forEach(filter -> filters.add(RowFilter.of(filter)));
    var reference = new ArrayList<Reference>();
    for (var datum : root.path("reference")) {
      reference.add(
          new Reference(required(datum, "type").asText(), required(datum, "value").toString()));
    }
    return new Mapping(
        root.toString(),
        required(root, "source").asText(),
        required(root, "district").asText(),
        required(root, "hall_id").asText(),
        delimiter(root.path("delimiter").asText(",")),
        instant(root.path("effective_from").asText("1970-01-01T00:00:00Z")),
        reference,
        FieldRule.of("time", required(root, "time"), zone),
        KindRule.of(required(root, "kind")),
        filters,
        fields);
  }

  private static JsonNode required(JsonNode node, String key) {
    if (!node.hasNonNull(key)) {
      throw new Failure("Mapping lacks %s".formatted(key));
    }
    return node.get(key);
  }

  private static char delimiter(String text) {
    if (text.length() != 1) {
      throw new Failure("Mapping: delimiter must be one character, got '%s'".formatted(text));
    }
    return text.charAt(0);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Failure(
          "Mapping: effective_from must be an ISO-8601 time with offset, got " + text, e);
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
