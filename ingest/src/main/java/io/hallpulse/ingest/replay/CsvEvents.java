package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.ingest.replay.KindRule.Place;
import io.hallpulse.ingest.replay.RejectedRows.Rejected;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as events, in the order of time and then of the file, numbered from 1. A rejected row takes
 * its group with it: a group's kinds depend on all its rows, and the corrected file of rejected
 * rows then holds whole groups.
 *
 * @param filtered rows that the mapping leaves out
 */
record CsvEvents(List<Numbered> events, List<Rejected> rejected, long filtered) {
  private static final String ANY = "";

  CsvEvents {
    events = List.copyOf(events);
    rejected = List.copyOf(rejected);
  }

  /** An event and the line it came from. */
  record Numbered(long line, Event event) {}

  static CsvEvents of(CsvFile file, Mapping mapping, long epoch) {
    return new Reading(mapping, epoch, file.header().size()).of(file.rows());
  }

  private static final class Reading {
    private final Mapping mapping;
    private final long epoch;
    private final int width;
    private final Map<CsvRow, RowProblem> problems = new LinkedHashMap<>();
    private final Map<String, CsvRow> firstBadOfGroup = new HashMap<>();

    Reading(Mapping mapping, long epoch, int width) {
      this.mapping = mapping;
      this.epoch = epoch;
      this.width = width;
    }

    CsvEvents of(List<CsvRow> all) {
      var timed = new ArrayList<TimedRow>();
      long filtered = 0;
      for (var row : all) {
        if (row.values().size() != width) {
          problems.put(
              row,
              new RowProblem(
                  ANY, "has %d fields, the header %d".formatted(row.values().size(), width)));
        } else if (mapping.filters().stream().allMatch(filter -> filter.holds(row))) {
          time(row, timed);
        } else {
          filtered++;
        }
      }
      timed.sort(Comparator.comparing(TimedRow::time));
      var converted = convert(timed);
      converted.removeIf(event -> spoiled(event.row()));
      return new CsvEvents(numbered(converted), rejected(), filtered);
    }

    private void time(CsvRow row, List<TimedRow> timed) {
      try {
        var rule = mapping.time();
        var text = rule.text(row).orElseThrow(() -> new RowProblem(rule.column(), "is empty"));
        timed.add(new TimedRow(row, rule.time().read(rule.column(), text), group(row)));
      } catch (RowProblem problem) {
        reject(row, problem);
      }
    }

    private List<Converted> convert(List<TimedRow> timed) {
      var size = new HashMap<String, Integer>();
      timed.forEach(row -> size.merge(row.group(), 1, Integer::sum));
      var seen = new HashMap<String, Integer>();
      var converted = new ArrayList<Converted>();
      for (var row : timed) {
        int place = seen.merge(row.group(), 1, Integer::sum);
        var inGroup =
            place == 1
                ? Place.FIRST
                : place == size.getOrDefault(row.group(), 0) ? Place.LAST : Place.BETWEEN;
        try {
          converted.add(new Converted(row.row(), event(row, inGroup)));
        } catch (RowProblem problem) {
          reject(row.row(), problem);
        }
      }
      return converted;
    }

    private Event event(TimedRow timed, Place place) throws RowProblem {
      var kind = mapping.kind().kind(timed.row(), place);
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object
          .put("source", mapping.source())
          .put("epoch", epoch)
          .put("seq", 1)
          .put("time", timed.time().toString())
          .put("district", mapping.district())
          .put("hall_id", mapping.hallId())
          .put("kind", kind.name());
      var allowed = EventFields.allowed(kind);
      for (var field : mapping.fields().entrySet()) {
        if (!allowed.contains(field.getKey()) && !field.getKey().equals("recorded")) {
          continue;
        }
        var text = field.getValue().text(timed.row());
        if (text.isPresent()) {
          object.set(field.getKey(), EventValue.of(field.getKey(), text.get(), field.getValue()));
        }
      }
      var parsed = EventJson.read(object.toString());
      if (parsed instanceof Parsed.Accepted<JsonLine> accepted
          && accepted.value() instanceof JsonLine.OfEvent one) {
        return one.event();
      }
      var reason = ((Parsed.Rejected<JsonLine>) parsed).reason();
      throw new RowProblem(columnOf(reason), reason);
    }

    /** The column behind the field that a reason names. */
    private String columnOf(String reason) {
      var words = List.of(reason.split("[ :]+"));
      return mapping.fields().entrySet().stream()
          .filter(field -> words.contains(field.getKey()))
          .map(field -> field.getValue().column())
          .findFirst()
          .orElse(ANY);
    }

    private List<Numbered> numbered(List<Converted> converted) {
      var numbered = new ArrayList<Numbered>();
      long seq = 1;
      for (var one : converted) {
        numbered.add(
            new Numbered(one.row().line(), Event.newBuilder(one.event()).setSeq(seq++).build()));
      }
      return numbered;
    }

    private String group(CsvRow row) throws RowProblem {
      var column = mapping.kind().group();
      if (column == null) {
        return ANY;
      }
      var group = row.value(column);
      if (group.isBlank()) {
        throw new RowProblem(column, "is empty");
      }
      return group;
    }

    private void reject(CsvRow row, RowProblem problem) {
      problems.put(row, problem);
      var group = groupOrNull(row);
      if (group != null) {
        firstBadOfGroup.putIfAbsent(group, row);
      }
    }

    private boolean spoiled(CsvRow row) {
      var group = groupOrNull(row);
      var bad = group == null ? null : firstBadOfGroup.get(group);
      if (bad == null) {
        return false;
      }
      problems.putIfAbsent(
          row,
          new RowProblem(
              String.valueOf(mapping.kind().group()),
              "line %d of %s is rejected, and its kind depends on all of them"
                  .formatted(bad.line(), group)));
      return true;
    }

    private @Nullable String groupOrNull(CsvRow row) {
      var column = mapping.kind().group();
      return column == null || row.value(column).isBlank() ? null : row.value(column);
    }

    private List<Rejected> rejected() {
      return problems.entrySet().stream()
          .map(entry -> new Rejected(entry.getKey(), entry.getValue()))
          .sorted(Comparator.comparing(one -> one.row().line()))
          .toList();
    }
  }

  private record TimedRow(CsvRow row, Instant time, String group) {}

  private record Converted(CsvRow row, Event event) {}
}
