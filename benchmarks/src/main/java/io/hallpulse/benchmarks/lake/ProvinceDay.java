package io.hallpulse.benchmarks.lake;

import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.ingest.simulate.DemoDistrict;
import io.hallpulse.ingest.simulate.HallDay;
import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.lake.LakeTable.TableColumn;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * The events of a province's days as rows of {@code hall.events}, by their number: the simulated
 * district's day, in every district and on every day under ids of its own; halls by turns, as they
 * arrive.
 */
final class ProvinceDay {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  private static final long SEED = 1;
  private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(30);
  private static final Set<String> NAMES =
      Set.of("district", "hall_id", "source", "queue_id", "counter_id", "ticket_id");
  private static final Change[] CHANGES =
      LakeTables.EVENTS.columns().stream().map(ProvinceDay::change).toArray(Change[]::new);

  /** What differs from the simulated district's first day. */
  private enum Change {
    NONE,
    LATER,
    DATE,
    NAME,
    /** An agent's next day is its next epoch, so that no two events have one identity. */
    EPOCH
  }

  private final int districts;
  private final List<GenericRowData> events;

  /** Of each district: its name for what the simulated one calls so. */
  private final List<Map<StringData, StringData>> names = new ArrayList<>();

  ProvinceDay(int districts) {
    this.districts = districts;
    this.events = events();
    for (int i = 0; i < districts; i++) {
      names.add(new HashMap<>());
    }
  }

  /** Events of the province on one day. */
  long size() {
    return (long) events.size() * districts;
  }

  /** The row of an event, counted from the first day's first. */
  RowData row(long number) {
    int day = (int) (number / size());
    int district = (int) (number % districts);
    var template = events.get((int) (number % size() / districts));
    // No two halls do the same at the same microsecond: such columns would shrink to nothing.
    long micros = number * 2_654_435_761L % MOST_MICROS;
    var row = new GenericRowData(template.getArity());
    for (int i = 0; i < row.getArity(); i++) {
      row.setField(i, field(CHANGES[i], template.getField(i), day, micros, district));
    }
    return row;
  }

  static String name(String simulated, int district) {
    return "%s-%03d".formatted(simulated, district);
  }

  private @Nullable Object field(
      Change change, @Nullable Object value, int day, long micros, int district) {
    if (value == null) {
      return null;
    }
    return switch (change) {
      case NONE -> value;
      case LATER -> later((TimestampData) value, day, micros);
      case DATE -> (Integer) value + day;
      case NAME -> own((StringData) value, district);
      case EPOCH -> (Long) value + day;
    };
  }

  private StringData own(StringData simulated, int district) {
    return names
        .get(district)
        .computeIfAbsent(simulated, name -> StringData.fromString(name(name.toString(), district)));
  }

  private static Change change(TableColumn column) {
    return switch (column.type()) {
      case INSTANT -> Change.LATER;
      case DATE -> Change.DATE;
      case STRING -> NAMES.contains(column.name()) ? Change.NAME : Change.NONE;
      case LONG -> column.name().equals("epoch") ? Change.EPOCH : Change.NONE;
      default -> Change.NONE;
    };
  }

  private static TimestampData later(TimestampData time, int days, long micros) {
    return TimestampData.fromEpochMillis(
        time.getMillisecond() + TimeUnit.DAYS.toMillis(days) + micros / 1000,
        (int) (micros % 1000) * 1000);
  }

  private static List<GenericRowData> events() {
    record Due(long time, RawEvent event) {}
    var rows = new RowWriter<>(LakeTables.EVENTS);
    var district = DemoDistrict.licang();
    var all = new ArrayList<Due>();
    for (var hallId : district.hallIds()) {
      var day = HallDay.of(district, hallId, FIRST, SEED, 0);
      while (day.hasNext()) {
        long due = day.due();
        all.add(new Due(due, new RawEvent(day.next(), 0, all.size(), 0, FIRST)));
      }
    }
    return all.stream()
        .sorted(Comparator.comparingLong(Due::time))
        .map(due -> (GenericRowData) rows.row(due.event()))
        .toList();
  }
}
