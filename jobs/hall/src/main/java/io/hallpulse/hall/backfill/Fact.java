package io.hallpulse.hall.backfill;

import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of facts, as the fold tells it or as the lake has it.
 *
 * @param values in the order of the table's columns
 */
record Fact(LakeTable<?> table, List<@Nullable Object> values) {
  /** They tell of a revision, not of the fact. */
  private static final Set<String> OF_REVISION = Set.of("revision", "recorded");

  /** What a queue's five minutes count of visitors; a row of none says nothing. */
  private static final Set<String> QUEUED = Set.of("arrivals", "calls", "cancelled", "waiting");

  Fact {
    values = Collections.unmodifiableList(values);
  }

  @Nullable Object get(String column) {
    return values.get(place(column));
  }

  Fact with(String column, @Nullable Object value) {
    var changed = new ArrayList<>(values);
    changed.set(place(column), value);
    return new Fact(table, changed);
  }

  private int place(String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("%s has no column %s".formatted(table.fullName(), column));
  }

  /** What names the fact. */
  List<@Nullable Object> identity() {
    var identity = new ArrayList<@Nullable Object>();
    table.identity().forEach(column -> identity.add(get(column)));
    return identity;
  }

  long revision() {
    return (Long) Objects.requireNonNull(get("revision"));
  }

  LocalDate date() {
    return (LocalDate) Objects.requireNonNull(get("local_date"));
  }

  @Nullable String hall() {
    return (String) get("hall_id");
  }

  /** Whether it says that nothing happened, which is as good as no row. */
  boolean isNothing() {
    if (table == LakeTables.SLOT_LOSSES) {
      return number("exposure") + number("unknown") == 0;
    }
    if (table == LakeTables.HEALTH_DAILY) {
      return HealthParts.read((String) Objects.requireNonNull(get("parts"))).factors().stream()
          .allMatch(part -> part.exposure() + part.unknown() == 0);
    }
    if (table == LakeTables.QUEUE_5M) {
      return QUEUED.stream().allMatch(column -> Integer.valueOf(0).equals(get(column)));
    }
    return table == LakeTables.REFUSED && Boolean.TRUE.equals(get("resolved"));
  }

  private long number(String column) {
    return (Long) Objects.requireNonNull(get(column));
  }

  /** Where the two say something else, as far as it is of the fact; column: this, other. */
  TreeMap<String, List<@Nullable Object>> differences(Fact other) {
    var differences = new TreeMap<String, List<@Nullable Object>>();
    for (int i = 0; i < values.size(); i++) {
      var name = table.columns().get(i).name();
      if (isOfTheFact(name) && !Objects.equals(values.get(i), other.values.get(i))) {
        var both = new ArrayList<@Nullable Object>();
        both.add(values.get(i));
        both.add(other.values.get(i));
        differences.put(name, both);
      }
    }
    return differences;
  }

  /** Why an event is refused may be told otherwise when more is known; that it is, may not. */
  private boolean isOfTheFact(String column) {
    return !OF_REVISION.contains(column) && !column.equals("reason");
  }

  /** For people. */
  String name() {
    var name = new StringBuilder(table.fullName());
    for (var column : table.identity()) {
      if (get(column) != null) {
        name.append(' ').append(column).append('=').append(get(column));
      }
    }
    return name.toString();
  }
}
