package io.hallpulse.serving.quality;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.event.RawEvent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZonedDateTime;
import java.util.Set;

/** A row of {@code hall.events} as the JSON line that it once was. */
final class StoredEvent {
  static final String ONE =
      """
      SELECT * FROM lake.hall.events
      WHERE local_date = CAST(? AS date) AND hall_id = ?
        AND source = ? AND epoch = ? AND seq = ?
      LIMIT 1
      """;

  /** Without where it lay, which is no part of what it says. */
  private static final Set<String> FIELDS = RawEvent.fields();

  private StoredEvent() {}

  static ObjectNode of(ResultSet row) throws SQLException {
    var event = JsonNodeFactory.instance.objectNode();
    var columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      var name = columns.getColumnName(i);
      var value = row.getObject(i);
      if (value == null || !FIELDS.contains(name)) {
        continue;
      }
      put(event, name, row, i, value);
    }
    return event;
  }

  private static void put(ObjectNode event, String name, ResultSet row, int column, Object value)
      throws SQLException {
    if (value instanceof Boolean truth) {
      event.put(name, truth);
    } else if (value instanceof Integer number) {
      event.put(name, number);
    } else if (value instanceof Long number) {
      event.put(name, number);
    } else if (value instanceof Number number) {
      event.put(name, number.doubleValue());
    } else if (value instanceof Timestamp) {
      event.put(name, row.getObject(column, ZonedDateTime.class).toInstant().toString());
    } else if (value instanceof Array list) {
      var texts = event.putArray(name);
      for (var each : (Object[]) list.getArray()) {
        texts.add(String.valueOf(each));
      }
    } else {
      event.put(name, String.valueOf(value));
    }
  }
}
