package io.hallpulse.serving.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.serving.map.DistrictMap.Shape;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a map from GeoJSON: polygons with a {@code name} and, if halls are to be found on it, a
 * {@code code}; also {@code name_en} and {@code label_point}. Longitudes and latitudes become
 * kilometres on a flat sheet.
 */
final class GeoJsonMap {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double KM_PER_DEGREE = 111.2;

  private final Path file;
  private double shrink = 1;

  private GeoJsonMap(Path file) {
    this.file = file;
  }

  /**
   * @param attribution who drew it, if the file itself does not say
   */
  static DistrictMap read(Path file, @Nullable String attribution) {
    try {
      return new GeoJsonMap(file).map(JSON.readTree(Files.readString(file)), attribution);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "HALLPULSE_MAP_FILE %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private DistrictMap map(JsonNode root, @Nullable String attribution) {
    var said = root.path("attribution").asText("");
    var shown = said.isEmpty() ? attribution : said;
    if (shown == null || shown.isEmpty()) {
      throw unusable("says no attribution; name one in HALLPULSE_MAP_ATTRIBUTION");
    }
    shrink = Math.cos(Math.toRadians(middleLatitude(root)));
    var shapes = new ArrayList<Shape>();
    for (var feature : root.path("features")) {
      shapes.add(shape(feature));
    }
    if (shapes.isEmpty()) {
      throw unusable("has no features");
    }
    return new DistrictMap("geojson", shown, shapes);
  }

  private static double middleLatitude(JsonNode root) {
    return root.path("features").findValues("coordinates").stream()
        .mapToDouble(GeoJsonMap::firstLatitude)
        .average()
        .orElse(0);
  }

  private static double firstLatitude(JsonNode coordinates) {
    var point = coordinates;
    while (point.path(0).isArray()) {
      point = point.path(0);
    }
    return point.path(1).asDouble();
  }

  private Shape shape(JsonNode feature) {
    var says = feature.path("properties");
    var name = says.path("name").asText("");
    if (name.isEmpty()) {
      throw unusable("has a feature without a name");
    }
    var rings = rings(feature.path("geometry"), name);
    var label = says.path("label_point");
    return new Shape(
        name.replaceFirst("(街道办事处|街道)$", ""),
        says.hasNonNull("code") ? says.path("code").asText() : null,
        name,
        says.hasNonNull("name_en") ? says.path("name_en").asText() : null,
        label.isArray() && label.size() == 2 ? place(label) : middle(rings.get(0)),
        rings);
  }

  private List<List<List<Double>>> rings(JsonNode geometry, String name) {
    var type = geometry.path("type").asText();
    var coordinates = geometry.path("coordinates");
    var rings = new ArrayList<List<List<Double>>>();
    switch (type) {
      case "Polygon" -> coordinates.forEach(ring -> rings.add(ring(ring)));
      case "MultiPolygon" ->
          coordinates.forEach(polygon -> polygon.forEach(ring -> rings.add(ring(ring))));
      default -> throw unusable("draws %s as a %s, not as a polygon".formatted(name, type));
    }
    if (rings.isEmpty() || rings.get(0).size() < 3) {
      throw unusable("gives no outline of " + name);
    }
    return rings;
  }

  private List<List<Double>> ring(JsonNode points) {
    var ring = new ArrayList<List<Double>>();
    points.forEach(point -> ring.add(place(point)));
    return ring;
  }

  private List<Double> place(JsonNode point) {
    return List.of(
        rounded(point.path(0).asDouble() * KM_PER_DEGREE * shrink),
        rounded(-point.path(1).asDouble() * KM_PER_DEGREE));
  }

  private static List<Double> middle(List<List<Double>> ring) {
    return List.of(
        rounded(ring.stream().mapToDouble(point -> point.get(0)).average().orElseThrow()),
        rounded(ring.stream().mapToDouble(point -> point.get(1)).average().orElseThrow()));
  }

  /** To ten metres. */
  static double rounded(double kilometres) {
    return Math.round(kilometres * 100) / 100.0;
  }

  private IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException("HALLPULSE_MAP_FILE %s %s".formatted(file, why));
  }
}
