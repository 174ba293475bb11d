package io.hallpulse.ingest.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the lake says about the WABO receipt log. */
record WaboLake(Map<String, List<WaboStep>> events, Map<String, WaboCase> cases) {
  private static final String EVENTS =
      """
      SELECT case_id, time, step, staff_id, planned_end
      FROM lake.hall.events
      WHERE source = 'wabo-receipt'
      ORDER BY case_id, time, seq
      """;
  private static final String CASES =
      """
      SELECT case_id, opened_at, closed_at, duration_seconds, planned_end, overdue, steps
      FROM lake.hall.cases_latest
      WHERE hall_id = 'wabo-desk'
      """;

  static WaboLake read(Connection trino) throws SQLException {
    return new WaboLake(events(trino), cases(trino));
  }

  private static Map<String, List<WaboStep>> events(Connection trino) throws SQLException {
    var events = new TreeMap<String, List<WaboStep>>();
    try (var query = trino.createStatement();
        var row = query.executeQuery(EVENTS)) {
      while (row.next()) {
        var step =
            new WaboStep(
                row.getString("case_id"),
                row.getTimestamp("time").toInstant(),
                row.getString("step"),
                row.getString("staff_id"),
                instant(row, "planned_end"));
        events.computeIfAbsent(step.caseId(), id -> new ArrayList<>()).add(step);
      }
    }
    return events;
  }

  private static Map<String, WaboCase> cases(Connection trino) throws SQLException {
    var cases = new HashMap<String, WaboCase>();
    try (var query = trino.createStatement();
        var row = query.executeQuery(CASES)) {
      while (row.next()) {
        var closedAt = instant(row, "closed_at");
        boolean overdue = row.getBoolean("overdue");
        boolean overdueIsKnown = !row.wasNull() && closedAt != null;
        var one =
            new WaboCase(
                row.getTimestamp("opened_at").toInstant(),
                closedAt,
                row.getLong("duration_seconds"),
                instant(row, "planned_end"),
                overdueIsKnown ? overdue : null,
                row.getInt("steps"));
        cases.put(row.getString("case_id"), one);
      }
    }
    return cases;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
