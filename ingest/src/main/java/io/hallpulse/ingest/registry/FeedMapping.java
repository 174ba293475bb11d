package io.hallpulse.ingest.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.registry.RegistryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a registry's CSV file become events.
 *
 * @param source name of the feed
 * @param kind of every row; null if a column says it
 * @param columns column by field of the event
 */
record FeedMapping(
    String source, String district, @Nullable String kind, Map<String, String> columns) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> KEYS = Set.of("source", "district", "kind", "columns");

  FeedMapping {
    columns = Map.copyOf(columns);
  }

  /** Reads a mapping file, or the mapping of that name that comes with the product. */
  static FeedMapping load(String nameOrFile) {
    try (var shipped = FeedMapping.class.getResourceAsStream("/registry/" + nameOrFile + ".yaml")) {
      return read(
          shipped == null
              ? Files.readString(Path.of(nameOrFile))
              : new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new Failure(
          "There is no mapping %s: neither a file nor a shipped one (licang)".formatted(nameOrFile),
          e);
    } catch (IOException e) {
      throw new Failure("Cannot read mapping %s: %s".formatted(nameOrFile, e), e);
    }
  }

  static FeedMapping read(String yaml) {
    try {
      return of(YAML.readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new Failure("Mapping is not YAML: " + e.getMessage(), e);
    }
  }

  private static FeedMapping of(JsonNode root) {
    for (var setting : root.properties()) {
      if (!KEYS.contains(setting.getKey())) {
        throw new Failure("Mapping has no setting " + setting.getKey());
      }
    }
    var columns = new LinkedHashMap<String, String>();
    for (var field : root.path("columns").properties()) {
      if (!RegistryJson.NAMES.contains(field.getKey())) {
        throw new Failure("Mapping: events have no field " + field.getKey());
      }
      columns.put(field.getKey(), field.getValue().asText());
    }
    var kind = root.path("kind").asText(null);
    if (kind == null && !columns.containsKey("kind")) {
      throw new Failure("Mapping says neither kind nor columns.kind");
    }
    return new FeedMapping(text(root, "source"), text(root, "district"), kind, columns);
  }

  private static String text(JsonNode root, String name) {
    var text = root.path(name).asText("");
    if (text.isBlank()) {
      throw new Failure("Mapping lacks " + name);
    }
    return text;
  }
}
