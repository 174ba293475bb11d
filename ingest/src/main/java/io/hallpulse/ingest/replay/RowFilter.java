package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.ingest.Failure;
import java.util.HashSet;
import java.util.Set;

/**
 * A condition on a column; rows that do not meet it are left out.
 *
 * @param values texts to compare with
 * @param wanted whether the column must hold one of the values, or none of them
 */
record RowFilter(String column, Set<String> values, boolean wanted) {
  RowFilter {
    values = Set.copyOf(values);
  }

  static RowFilter of(JsonNode node) {
    var column = node.path("column").asText();
    if (column.isEmpty() || node.size() != 2) {
      throw new Failure(
          "Mapping: a filter has column and one of equals, not_equals, in, not_in, empty; got "
              + node);
    }
    if (node.has("equals")) {
      return new RowFilter(column, Set.of(node.get("equals").asText()), true);
    }
    if (node.has("not_equals")) {
      return new RowFilter(column, Set.of(node.get("not_equals").asText()), false);
    }
    if (node.has("in")) {
      return new RowFilter(column, texts(node.get("in")), true);
    }
    if (node.has("not_in")) {
      return new RowFilter(column, texts(node.get("not_in")), false);
    }
    if (node.has("empty")) {
      return new RowFilter(column, Set.of(""), node.get("empty").asBoolean());
    }
    throw new Failure("Mapping: filter has an unknown condition: " + node);
  }

  boolean holds(CsvRow row) {
    return values.contains(row.value(column)) == wanted;
  }

  private static Set<String> texts(JsonNode list) {
    var texts = new HashSet<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
