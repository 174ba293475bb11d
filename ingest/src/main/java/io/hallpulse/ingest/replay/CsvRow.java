package io.hallpulse.ingest.replay;

import java.util.List;
import java.util.Map;

/** A row of a CSV file and the line where it begins. */
record CsvRow(long line, List<String> values, Map<String, Integer> header) {
  /** The value of a column that the header has. */
  String value(String column) {
    var place = header.get(column);
    if (place == null) {
      throw new IllegalStateException("Column was not checked against the header: " + column);
    }
    return values.get(place);
  }
}
