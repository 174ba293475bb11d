package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.schemas.lake.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** A table as its readers find it: its files, the lists of them, and how long planning takes. */
final class TableLook {
  static final long LARGE = 128L << 20;
  static final int FEW = 2;

  private final Catalog catalog;
  private final TableIdentifier identifier;

  TableLook(Lake lake, LakeTable<?> table) {
    this.catalog = lake.catalog();
    this.identifier = TableIdentifier.of(table.namespace(), table.name());
  }

  /** Loads the table as a new query does and plans a scan of a day; milliseconds for one. */
  double planMillis(LocalDate day, int times) {
    long before = System.nanoTime();
    for (int i = 0; i < times; i++) {
      var table = catalog.loadTable(identifier);
      var scan = table.newScan().filter(Expressions.equal("local_date", day.toString()));
      if (tasks(scan.planFiles()).isEmpty()) {
        throw new IllegalStateException("%s has nothing of %s".formatted(identifier, day));
      }
    }
    return (System.nanoTime() - before) / 1e6 / times;
  }

  /** Sizes in bytes of each day's files. */
  Map<LocalDate, List<Long>> filesByDay() {
    var files = new TreeMap<LocalDate, List<Long>>();
    for (var task : tasks(catalog.loadTable(identifier).newScan().planFiles())) {
      var day = LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
      files.computeIfAbsent(day, any -> new ArrayList<>()).add(task.file().fileSizeInBytes());
    }
    return files;
  }

  /** Rows by the newest snapshot's word. */
  long rows() {
    return Long.parseLong(
        catalog.loadTable(identifier).currentSnapshot().summary().get("total-records"));
  }

  /** What a reader must go through before the first row. */
  Map<String, Object> lists() throws IOException {
    var table = catalog.loadTable(identifier);
    var snapshot = table.currentSnapshot();
    var look = new LinkedHashMap<String, Object>();
    look.put("snapshots", count(table));
    look.put("metadata_json_bytes", size(current(table)));
    look.put("manifest_list_bytes", size(snapshot.manifestListLocation()));
    var manifests = snapshot.dataManifests(table.io());
    look.put("manifests", manifests.size());
    look.put("manifest_bytes", manifests.stream().mapToLong(one -> one.length()).sum());
    try (var files = Files.list(path(current(table)).getParent())) {
      look.put("files_in_metadata_folder", files.count());
    }
    return look;
  }

  private static long count(Table table) {
    long count = 0;
    for (var snapshot : table.snapshots()) {
      count += snapshot == null ? 0 : 1;
    }
    return count;
  }

  private static String current(Table table) {
    return ((HasTableOperations) table).operations().current().metadataFileLocation();
  }

  private static long size(String location) throws IOException {
    return Files.size(path(location));
  }

  private static Path path(String location) {
    return Path.of(URI.create(location).getPath());
  }

  private static List<FileScanTask> tasks(CloseableIterable<FileScanTask> planned) {
    try (planned) {
      var tasks = new ArrayList<FileScanTask>();
      planned.forEach(tasks::add);
      return tasks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
