package io.hallpulse.upkeep.baselines;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.upkeep.FileRows;
import io.hallpulse.upkeep.LakeCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Reads some columns of a table of facts, a local day at a time, each fact in its newest revision.
 */
final class DayRows {
  private final Table table;
  private final List<String> identity;
  private final Schema columns;

  DayRows(Catalog catalog, LakeTable<?> described, String... wanted) {
    this.table = LakeCatalog.load(catalog, described);
    this.identity = described.identity();
    var names = new ArrayList<>(List.of(wanted));
    names.addAll(identity);
    names.add("revision");
    this.columns = table.schema().select(names);
  }

  Collection<Record> of(LocalDate day) {
    var newest = new HashMap<List<@Nullable Object>, Record>();
    var scan = table.newScan().filter(Expressions.equal("local_date", day.toString()));
    try (var files = scan.planFiles()) {
      for (var file : files) {
        read(file, newest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return newest.values();
  }

  private void read(FileScanTask file, Map<List<@Nullable Object>, Record> newest)
      throws IOException {
    try (var rows = FileRows.read(table, file.file(), columns)) {
      for (var row : rows) {
        var id = new ArrayList<@Nullable Object>();
        identity.forEach(column -> id.add(row.getField(column)));
        var known = newest.get(id);
        if (known == null || revision(known) < revision(row)) {
          newest.put(id, ((GenericRecord) row).copy());
        }
      }
    }
  }

  private static long revision(Record row) {
    return (Long) row.getField("revision");
  }
}
