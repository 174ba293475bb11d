package io.hallpulse.ingest.verify;

import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The WABO receipt log read the plain way, without the mapping and its machinery, so that the lake
 * is checked against something else than what filled it.
 */
final class WaboLog {
  private WaboLog() {}

  /** The file's steps by case, in the order of time. */
  static Map<String, List<WaboStep>> read(Path file) {
    try {
      var lines = Files.readAllLines(file);
      var columns = List.of(lines.get(0).split(",", -1));
      var byCase = new TreeMap<String, List<WaboStep>>();
      for (var line : lines.subList(1, lines.size())) {
        if (line.contains("\"")) {
          throw new Failure("The plain reader knows no quotes, and this line has some: " + line);
        }
        var step = step(columns, line.split(",", -1));
        byCase.computeIfAbsent(step.caseId(), id -> new ArrayList<>()).add(step);
      }
      byCase.values().forEach(steps -> steps.sort(Comparator.comparing(WaboStep::time)));
      return byCase;
    } catch (IOException | DateTimeException | IndexOutOfBoundsException e) {
      throw new Failure("Cannot read %s as the WABO receipt log: %s".formatted(file, e), e);
    }
  }

  private static WaboStep step(List<String> columns, String[] values) {
    return new WaboStep(
        values[columns.indexOf("case:concept:name")],
        instant(values[columns.indexOf("time:timestamp")]),
        values[columns.indexOf("concept:name")],
        values[columns.indexOf("org:resource")],
        planned(values[columns.indexOf("case:enddate_planned")]));
  }

  private static @Nullable Instant planned(String text) {
    return text.isEmpty() ? null : instant(text);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
  }
}
