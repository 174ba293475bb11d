package io.hallpulse.upkeep.ledger;

import io.hallpulse.upkeep.FileRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of {@code hall.events} who stands in it, straight from its files: all of them once, then
 * those that each new snapshot has added.
 */
final class StoredRows {
  private final Table table;
  private final Schema identity;
  private @Nullable Long readThrough;
  private long committedMillis;

  StoredRows(Table table) {
    this.table = table;
    this.identity =
        table
            .schema()
            .select(
                "hall_id",
                "source",
                "epoch",
                "seq",
                "local_date",
                "kafka_partition",
                "kafka_offset");
  }

  /** When the newest snapshot that was read was committed, empty before the first. */
  OptionalLong committedMillis() {
    return readThrough == null ? OptionalLong.empty() : OptionalLong.of(committedMillis);
  }

  /**
   * Enters the rows added since the last time.
   *
   * @throws HalfRead if the history does not lead on from what was read before
   */
  void readOn(Books books) {
    table.refresh();
    var current = table.currentSnapshot();
    if (current == null) {
      if (readThrough != null) {
        throw new HalfRead("The table has no snapshot any more");
      }
      return;
    }
    try {
      if (readThrough == null) {
        readAll(current, books);
      } else {
        since(current, readThrough).forEach(snapshot -> readAdded(snapshot, books));
      }
    } catch (IOException | UncheckedIOException | NotFoundException e) {
      throw new HalfRead("Snapshot %d: %s".formatted(current.snapshotId(), e.getMessage()), e);
    }
    readThrough = current.snapshotId();
    committedMillis = current.timestampMillis();
  }

  private Deque<Snapshot> since(Snapshot current, long known) {
    var added = new ArrayDeque<Snapshot>();
    @Nullable Snapshot at = current;
    while (at.snapshotId() != known) {
      added.addFirst(at);
      var parent = at.parentId();
      at = parent == null ? null : table.snapshot(parent);
      if (at == null) {
        throw new HalfRead(
            "Snapshot %d is no ancestor of %d".formatted(known, current.snapshotId()));
      }
    }
    return added;
  }

  private void readAll(Snapshot snapshot, Books books) throws IOException {
    try (var files = table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      files.forEach(task -> read(task.file(), books));
    }
  }

  private void readAdded(Snapshot snapshot, Books books) {
    switch (snapshot.operation()) {
      case DataOperations.APPEND ->
          SnapshotChanges.builderFor(table)
              .snapshot(snapshot)
              .build()
              .addedDataFiles()
              .forEach(file -> read(file, books));
      case DataOperations.REPLACE -> {
        if (!keepsItsRows(snapshot.summary())) {
          throw new HalfRead(
              "Snapshot %d replaces rows by others".formatted(snapshot.snapshotId()));
        }
      }
      default ->
          throw new HalfRead(
              "Snapshot %d is of kind %s".formatted(snapshot.snapshotId(), snapshot.operation()));
    }
  }

  /** Compaction writes the same rows anew; that it did not lose one is looked at here, too. */
  private static boolean keepsItsRows(Map<String, String> summary) {
    var added = summary.getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0");
    return added.equals(summary.getOrDefault(SnapshotSummary.DELETED_RECORDS_PROP, "0"));
  }

  private void read(ContentFile<?> file, Books books) {
    try (var rows = FileRows.read(table, file, identity)) {
      rows.forEach(row -> enter(row, books));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void enter(Record row, Books books) {
    books.stored(
        (String) row.getField("hall_id"),
        (String) row.getField("source"),
        (Long) row.getField("epoch"),
        (Long) row.getField("seq"),
        (LocalDate) row.getField("local_date"),
        (Integer) row.getField("kafka_partition"),
        (Long) row.getField("kafka_offset"));
  }
}
