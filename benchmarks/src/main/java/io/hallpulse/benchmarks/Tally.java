package io.hallpulse.benchmarks;

import io.hallpulse.schemas.lake.LakeTable;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * Rows of each table counted and added up regardless of their order, to compare what two programs
 * gave. When a row was written is left out: both write at their own time.
 */
final class Tally {
  private static final String WRITTEN = "recorded";

  private final Map<String, Sum> tables = new ConcurrentSkipListMap<>();

  void add(LakeTable<?> table, RowData row) {
    long hash = hash(table, (GenericRowData) row) * 0x9E3779B97F4A7C15L;
    var sum =
        tables.computeIfAbsent(table.name(), name -> new Sum(new LongAdder(), new LongAdder()));
    sum.rows.increment();
    sum.hashes.add(hash ^ (hash >>> 32));
  }

  private static long hash(LakeTable<?> table, GenericRowData row) {
    long hash = row.getRowKind().hashCode();
    for (int i = 0; i < row.getArity(); i++) {
      if (!table.columns().get(i).name().equals(WRITTEN)) {
        var field = row.getField(i);
        hash = hash * 31 + (field == null ? 0 : field.hashCode());
      }
    }
    return hash;
  }

  @Override
  public String toString() {
    return tables.entrySet().stream()
        .map(table -> table.getKey() + " " + table.getValue())
        .collect(Collectors.joining("; "));
  }

  private record Sum(LongAdder rows, LongAdder hashes) {
    @Override
    public String toString() {
      return "%,d rows, sum %016x".formatted(rows.sum(), hashes.sum());
    }
  }
}
