package io.hallpulse.upkeep.tables;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.upkeep.FileRows;
import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;

/** A table of events that a job appends to and upkeep looks after, each with its own view of it. */
final class EventsTable implements AutoCloseable {
  private static final TableIdentifier EVENTS = TableIdentifier.of("hall", "events");

  private final TestLake lake;
  private final Table job;
  final Table table;
  private long seq;

  EventsTable(TestLake lake) {
    this.lake = lake;
    this.job = lake.create(LakeTables.EVENTS);
    this.table = another();
  }

  /** One more view of the table. */
  Table another() {
    return lake.open().loadTable(EVENTS);
  }

  @Override
  public void close() throws IOException {
    lake.open().dropTable(EVENTS);
    try (var files = Files.walk(Path.of(URI.create(table.location())))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Appends join manifests once there are so many. */
  void mergeManifestsAt(int count) {
    job.updateProperties()
        .set(TableProperties.MANIFEST_MIN_MERGE_COUNT, Integer.toString(count))
        .commit();
  }

  void append(LocalDate day, int count) {
    append(newRows(day, count));
  }

  void append(List<Record> rows) {
    job.newAppend().appendFile(TestLake.file(job, rows)).commit();
  }

  long appendAsFlink(LocalDate day) {
    job.newAppend()
        .set("flink.job-id", "abc")
        .appendFile(TestLake.file(job, newRows(day, 1)))
        .commit();
    return job.currentSnapshot().snapshotId();
  }

  Path uncommitted(LocalDate day) {
    return path(TestLake.file(job, newRows(day, 1)));
  }

  static Path path(DataFile file) {
    return Path.of(URI.create(file.location()));
  }

  List<Path> allFiles() throws IOException {
    try (var files = Files.walk(Path.of(URI.create(table.location())))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  List<Record> newRows(LocalDate day, int count) {
    var rows = new ArrayList<Record>();
    for (int i = 0; i < count; i++) {
      seq++;
      var row = TestLake.row(job);
      row.setField("source", "a");
      row.setField("epoch", 1L);
      row.setField("seq", seq);
      row.setField("time", OffsetDateTime.of(day.atTime(2, 0, 0, 1000), ZoneOffset.UTC));
      row.setField("district", "370213");
      row.setField("hall_id", "h1");
      row.setField("kind", seq % 2 == 0 ? "DEVICE_FAULT" : "RATING_SUBMITTED");
      row.setField("reasons", seq % 2 == 0 ? null : List.of("slow", "unclear"));
      row.setField("confidence", seq % 2 == 0 ? 0.5 : null);
      row.setField("present", seq % 3 == 0 ? Boolean.TRUE : null);
      row.setField("kafka_partition", 0);
      row.setField("kafka_offset", seq);
      row.setField("kafka_index", 0);
      row.setField("local_date", day);
      rows.add(row);
    }
    return rows;
  }

  List<String> rows() throws IOException {
    table.refresh();
    return rowsOf(table.currentSnapshot().snapshotId());
  }

  List<String> rowsOf(long snapshot) throws IOException {
    var all = new ArrayList<String>();
    try (var files = table.newScan().useSnapshot(snapshot).planFiles()) {
      for (var task : files) {
        try (var rows = FileRows.read(table, task.file(), table.schema())) {
          rows.forEach(row -> all.add(row.toString()));
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  Map<LocalDate, Integer> filesByDay() throws IOException {
    var count = new TreeMap<LocalDate, Integer>();
    files()
        .forEach(
            file ->
                count.merge(
                    LocalDate.ofEpochDay(file.partition().get(0, Integer.class)), 1, Integer::sum));
    return count;
  }

  List<DataFile> files() throws IOException {
    var all = new ArrayList<DataFile>();
    table.refresh();
    try (var files = table.newScan().planFiles()) {
      files.forEach(task -> all.add(task.file().copy()));
    }
    return all;
  }
}
