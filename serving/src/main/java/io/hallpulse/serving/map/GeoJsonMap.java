package io.hallpulse.serving.map;

import static io.hallpulse.serving.report.document.SchematicMap.KM_PER_DEGREE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.serving.map.DistrictMap.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads maps from GeoJSON: polygons with a {@code name} and, if halls are to be found on it, a
 * {@code code}; also {@code name_en} and {@code label_point}. Which district a polygon belongs to
 * is said by its own {@code district}, by the first six digits of its code, or by the {@code
 * district} of the file. Longitudes and latitudes become kilometres on a flat sheet.
 */
final class GeoJsonMap {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Codes of subdistricts begin with their district's. */
  private static final String DIVISION = "\\d{9}|\\d{12}";

  private static final int DISTRICT_DIGITS = 6;

  private final Path file;

  private GeoJsonMap(Path file) {
    this.file = file;
  }

  /**
   * The map of each district in the file.
   *
   * @param attribution who drew it, if the file itself does not say; empty for nobody
   * @param district which district it shows, if the file does not say; empty for none
   */
  static Map<String, DistrictMap> read(Path file, String attribution, String district) {
    try {
      var root = JSON.readTree(Files.readString(file));
      return new GeoJsonMap(file).maps(root, attribution, district);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "HALLPULSE_MAP_FILE %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Map<String, DistrictMap> maps(JsonNode root, String attribution, String district) {
    var shown = said(root, "attribution", attribution);
    if (shown.isEmpty()) {
      throw unusable("says no attribution; name one in HALLPULSE_MAP_ATTRIBUTION");
    }
    var ofFile = said(root, "district", district);
    var byDistrict = new LinkedHashMap<String, List<JsonNode>>();
    for (var feature : root.path("features")) {
      byDistrict.computeIfAbsent(district(feature, ofFile), key -> new ArrayList<>()).add(feature);
    }
    if (byDistrict.isEmpty()) {
      throw unusable("has no features");
    }
    var maps = new LinkedHashMap<String, DistrictMap>();
    byDistrict.forEach((code, features) -> maps.put(code, map(features, shown)));
    return maps;
  }

  private String district(JsonNode feature, String ofFile) {
    var says = feature.path("properties");
    var code = says.path("code").asText();
    var own = said(says, "district", "");
    if (!own.isEmpty()) {
      return own;
    }
    if (code.matches(DIVISION)) {
      return code.substring(0, DISTRICT_DIGITS);
    }
    if (ofFile.isEmpty()) {
      throw unusable(
          ("does not say which district %s lies in; give it a district or a code of nine digits, or"
                  + " name the file's district in HALLPULSE_MAP_DISTRICT")
              .formatted(name(feature)));
    }
    return ofFile;
  }

  /** What is blank is as good as absent. */
  private static String said(JsonNode node, String field, String otherwise) {
    var text = node.path(field).asText("");
    return text.isBlank() ? otherwise : text;
  }

  private DistrictMap map(List<JsonNode> features, String attribution) {
    double middle = features.stream().mapToDouble(this::firstLatitude).average().orElseThrow();
    double east = KM_PER_DEGREE * Math.cos(Math.toRadians(middle));
    var shapes = features.stream().map(feature -> shape(feature, east)).toList();
    var names = new HashSet<String>();
    for (var shape : shapes) {
      if (!names.add(shape.id())) {
        throw unusable("draws %s twice".formatted(shape.id()));
      }
    }
    return new DistrictMap("geojson", attribution, east, KM_PER_DEGREE, shapes);
  }

  private double firstLatitude(JsonNode feature) {
    var point = feature.path("geometry").path("coordinates");
    while (point.path(0).isArray()) {
      point = point.path(0);
    }
    return point.path(1).asDouble();
  }

  private String name(JsonNode feature) {
    var name = feature.path("properties").path("name").asText("");
    if (name.isEmpty()) {
      throw unusable("has a feature without a name");
    }
    return name;
  }

  private Shape shape(JsonNode feature, double east) {
    var says = feature.path("properties");
    var name = name(feature);
    var rings = rings(feature.path("geometry"), name, east);
    var label = says.path("label_point");
    return new Shape(
        name.replaceFirst("(街道办事处|街道)$", ""),
        says.hasNonNull("code") ? says.path("code").asText() : null,
        name,
        says.hasNonNull("name_en") ? says.path("name_en").asText() : null,
        label.isArray() ? place(label, name, east) : middle(rings.get(0)),
        null,
        rings);
  }

  private List<List<List<Double>>> rings(JsonNode geometry, String name, double east) {
    var type = geometry.path("type").asText("nothing");
    var coordinates = geometry.path("coordinates");
    var rings = new ArrayList<List<List<Double>>>();
    switch (type) {
      case "Polygon" -> coordinates.forEach(ring -> rings.add(ring(ring, name, east)));
      case "MultiPolygon" ->
          coordinates.forEach(
              polygon -> polygon.forEach(ring -> rings.add(ring(ring, name, east))));
      default -> throw unusable("draws %s as %s, not as a Polygon".formatted(name, type));
    }
    if (rings.isEmpty() || rings.stream().anyMatch(ring -> ring.size() < 3)) {
      throw unusable("gives no outline of " + name);
    }
    return rings;
  }

  private List<List<Double>> ring(JsonNode points, String name, double east) {
    var ring = new ArrayList<List<Double>>();
    points.forEach(point -> ring.add(place(point, name, east)));
    return ring;
  }

  /** A file in metres, or with latitude first, would be drawn somewhere in the void. */
  private List<Double> place(JsonNode point, String name, double east) {
    double longitude = point.path(0).asDouble(Double.NaN);
    double latitude = point.path(1).asDouble(Double.NaN);
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
      throw unusable(
          "has a corner of %s at %s, which is no longitude and latitude".formatted(name, point));
    }
    return List.of(rounded(longitude * east), rounded(-latitude * KM_PER_DEGREE));
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
