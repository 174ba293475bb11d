package io.hallpulse.serving.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list of service items as other systems write it: what can be read of it, and where not. */
final class ItemFile {
  private static final Pattern CODE_IN_LINK = Pattern.compile("[?&]itemCode=([^&#]*)");
  private static final Pattern BETWEEN_MATERIALS = Pattern.compile("[;；|]");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final List<Row> rows = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final Map<String, Place> codes = new HashMap<>();

  /** Where something stands, both counted from 1. */
  record Place(int line, int column) {}

  /**
   * An item of the file.
   *
   * @param unit name of its department
   * @param minutes null if the file does not say
   * @param materials null if the file does not say
   */
  record Row(
      Place place,
      String code,
      String name,
      String unit,
      @Nullable Integer minutes,
      @Nullable List<String> materials) {}

  /** What was not taken. */
  record Rejected(int line, int column, String reason) {}

  /** A value of JSON that knows its place; objects are maps, arrays lists. */
  private record Node(@Nullable Object value, Place place) {
    Node of(String field) {
      return value instanceof Map<?, ?> map && map.get(field) instanceof Node found
          ? found
          : new Node(null, place);
    }

    List<Node> elements() {
      return value instanceof List<?> list
          ? list.stream().map(Node.class::cast).toList()
          : List.of();
    }

    String text() {
      return value instanceof String text ? text.strip() : "";
    }
  }

  List<Row> rows() {
    return rows;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  /**
   * Departments with their items below them ({@code department}, {@code items}, {@code sub_items}
   * with {@code name} and a {@code link} that holds the itemCode), or a list of plain items ({@code
   * item_code}, {@code name}, {@code unit}, {@code committed_minutes}, {@code materials}).
   */
  static ItemFile ofJson(String text) {
    var file = new ItemFile();
    try (var parser = JSON.createParser(text)) {
      parser.nextToken();
      var root = node(parser);
      if (!(root.value() instanceof List)) {
        file.reject(root.place(), "the file must be a list of departments or items");
      }
      for (var element : root.elements()) {
        if (element.of("items").value() == null) {
          file.add(element, element.of("unit"), element.of("item_code").text());
        } else {
          file.addDepartment(element);
        }
      }
    } catch (JsonProcessingException e) {
      file.reject(place(e.getLocation()), "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("A text cannot fail to be read", e);
    }
    return file;
  }

  private void addDepartment(Node department) {
    for (var group : department.of("items").elements()) {
      for (var item : group.of("sub_items").elements()) {
        var code = CODE_IN_LINK.matcher(item.of("link").text());
        if (item.of("item_code").value() == null && !code.find()) {
          reject(item.of("link").place(), "link holds no itemCode: " + item.of("link").text());
        } else {
          var found = code(item, code);
          if (found != null) {
            add(item, department.of("department"), found);
          }
        }
      }
    }
  }

  /** Its own, else that of its link; null if that cannot be read, which is told. */
  private @Nullable String code(Node item, Matcher inLink) {
    if (item.of("item_code").value() != null) {
      return item.of("item_code").text();
    }
    try {
      return URLDecoder.decode(inLink.group(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      reject(item.of("link").place(), "link cannot be decoded: " + e.getMessage());
      return null;
    }
  }

  private void add(Node item, Node unit, String code) {
    var minutes = item.of("committed_minutes");
    if (minutes.value() != null && !(minutes.value() instanceof Integer)) {
      reject(minutes.place(), "committed_minutes must be a whole number, got " + minutes.value());
      return;
    }
    var materials = item.of("materials");
    if (materials.value() != null && !(materials.value() instanceof List)) {
      reject(materials.place(), "materials must be a list, got " + materials.value());
      return;
    }
    add(
        new Row(
            item.place(),
            code,
            item.of("name").text(),
            unit.text(),
            (Integer) minutes.value(),
            materials.value() == null
                ? null
                : materials.elements().stream().map(Node::text).toList()));
  }

  private void add(Row row) {
    if (row.code().isEmpty() || row.name().isEmpty() || row.unit().isEmpty()) {
      var missing = row.code().isEmpty() ? "item_code" : row.name().isEmpty() ? "name" : "unit";
      reject(row.place(), missing + " is missing");
      return;
    }
    var before = codes.putIfAbsent(row.code(), row.place());
    if (before != null) {
      reject(
          row.place(),
          "item_code %s stands in line %d, column %d already"
              .formatted(row.code(), before.line(), before.column()));
      return;
    }
    rows.add(row);
  }

  /** With a first line that names item_code, name, unit and, if known, minutes and materials. */
  static ItemFile ofCsv(String text) {
    var file = new ItemFile();
    var lines = CsvCells.of(text, (line, column, why) -> file.reject(new Place(line, column), why));
    if (lines.isEmpty()) {
      file.reject(new Place(1, 1), "the file is empty");
      return file;
    }
    var header = lines.get(0).stream().map(cell -> cell.text().strip()).toList();
    for (var needed : List.of("item_code", "name", "unit")) {
      if (!header.contains(needed)) {
        file.reject(new Place(1, 1), "the first line has no column %s".formatted(needed));
        return file;
      }
    }
    for (var line : lines.subList(1, lines.size())) {
      file.addLine(header, line);
    }
    return file;
  }

  private void addLine(List<String> header, List<CsvCells.Cell> line) {
    var first = new Place(line.get(0).line(), line.get(0).column());
    if (line.size() != header.size()) {
      reject(first, "has %d cells, the first line %d".formatted(line.size(), header.size()));
      return;
    }
    var cells = new LinkedHashMap<String, CsvCells.Cell>();
    for (int i = 0; i < header.size(); i++) {
      cells.put(header.get(i), line.get(i));
    }
    var minutes = cells.get("committed_minutes");
    var digits = minutes == null ? "" : minutes.text().strip();
    if (minutes != null && !digits.matches("[0-9]{0,6}")) {
      reject(
          new Place(minutes.line(), minutes.column()),
          "committed_minutes must be a whole number, got " + digits);
      return;
    }
    var materials = cells.get("materials");
    add(
        new Row(
            first,
            text(cells, "item_code"),
            text(cells, "name"),
            text(cells, "unit"),
            digits.isEmpty() ? null : Integer.valueOf(digits),
            materials == null || materials.text().isBlank()
                ? null
                : Arrays.stream(BETWEEN_MATERIALS.split(materials.text()))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList()));
  }

  private static String text(Map<String, CsvCells.Cell> cells, String name) {
    var cell = cells.get(name);
    return cell == null ? "" : cell.text().strip();
  }

  private void reject(Place place, String reason) {
    rejected.add(new Rejected(place.line(), place.column(), reason));
  }

  private static Place place(@Nullable JsonLocation at) {
    return at == null ? new Place(1, 1) : new Place(at.getLineNr(), at.getColumnNr());
  }

  private static Node node(JsonParser parser) throws IOException {
    var place = place(parser.currentTokenLocation());
    var token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      var fields = new LinkedHashMap<String, Node>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        fields.put(name, node(parser));
      }
      return new Node(fields, place);
    }
    if (token == JsonToken.START_ARRAY) {
      var elements = new ArrayList<Node>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(node(parser));
      }
      return new Node(elements, place);
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT) {
      return new Node(parser.getIntValue(), place);
    }
    return new Node(
        token == null || token == JsonToken.VALUE_NULL ? null : parser.getText(), place);
  }
}
