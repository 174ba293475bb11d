package io.hallpulse.upkeep.tables;

import io.hallpulse.upkeep.FileRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the many small files of a closed day anew as a few. Appends may go on meanwhile: the
 * rewrite takes away exactly the files that it has read, or nothing at all.
 */
final class Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /** So many files of a day are few enough. */
  private static final int FEW = 2;

  private final Table table;
  private final FileSizes sizes;

  Compaction(Table table) {
    this(table, FileSizes.DEFAULT);
  }

  Compaction(Table table, FileSizes sizes) {
    this.table = table;
    this.sizes = sizes;
  }

  /**
   * Small files to be joined.
   *
   * @param partition the partition's path, empty if the table has none
   * @param snapshot the snapshot in which they stand
   */
  record Group(String partition, long snapshot, List<DataFile> files) {
    Group {
      files = List.copyOf(files);
    }

    private long records() {
      return files.stream().mapToLong(DataFile::recordCount).sum();
    }
  }

  /** What was written instead, not yet committed. */
  record Rewritten(Group group, List<DataFile> files) {}

  /** Joins what is due; how many files were there before. */
  int compact(LocalDate openDay, Instant quietSince) {
    int joined = 0;
    for (var group : due(openDay, quietSince)) {
      if (commit(rewrite(group))) {
        joined += group.files().size();
      }
    }
    return joined;
  }

  /** Closed days that nothing was added to of late, in more files than are needed. */
  List<Group> due(LocalDate openDay, Instant quietSince) {
    table.refresh();
    var snapshot = table.currentSnapshot();
    if (snapshot == null || !snapshot.deleteManifests(table.io()).isEmpty()) {
      return List.of(); // rows that are deleted apart from their file must not come back
    }
    var restless = changedSince(quietSince);
    Map<String, List<DataFile>> byPartition = new TreeMap<>();
    try (var scan =
        table.newScan().useSnapshot(snapshot.snapshotId()).filter(before(openDay)).planFiles()) {
      for (var task : scan) {
        var partition = partition(task.file());
        if (!restless.contains(partition)) {
          byPartition
              .computeIfAbsent(partition, any -> new ArrayList<>())
              .add(task.file().copyWithoutStats());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var due = new ArrayList<Group>();
    byPartition.forEach(
        (partition, files) -> {
          var small = toJoin(files);
          if (files.size() > FEW && !small.isEmpty()) {
            due.add(new Group(partition, snapshot.snapshotId(), small));
          }
        });
    return due;
  }

  /** The small ones; if they do not make a large one, the smallest of the large joins them. */
  private List<DataFile> toJoin(List<DataFile> files) {
    var join = new ArrayList<DataFile>();
    var large = new ArrayList<DataFile>();
    files.forEach(file -> (file.fileSizeInBytes() < sizes.large() ? join : large).add(file));
    long bytes = join.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    if (!join.isEmpty() && large.size() >= FEW && bytes < 2 * sizes.large()) {
      join.add(Collections.min(large, Comparator.comparingLong(DataFile::fileSizeInBytes)));
    }
    return join;
  }

  private Expression before(LocalDate openDay) {
    if (table.spec().isUnpartitioned()) {
      return Expressions.alwaysTrue();
    }
    var column = table.schema().findColumnName(table.spec().fields().get(0).sourceId());
    return Expressions.lessThan(column, openDay.toString());
  }

  private Set<String> changedSince(Instant time) {
    var changed = new HashSet<String>();
    for (var snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() >= time.toEpochMilli()
          && !snapshot.operation().equals(DataOperations.REPLACE)) {
        SnapshotChanges.builderFor(table)
            .snapshot(snapshot)
            .build()
            .addedDataFiles()
            .forEach(file -> changed.add(partition(file)));
      }
    }
    return changed;
  }

  private String partition(DataFile file) {
    return Objects.requireNonNull(table.specs().get(file.specId()))
        .partitionToPath(file.partition());
  }

  /** Writes a group's rows anew. */
  Rewritten rewrite(Group group) {
    var out = new RollingFiles(table, group.files().get(0), group.records(), sizes);
    try (out) {
      for (var file : group.files()) {
        copy(file, out);
      }
    } catch (IOException | RuntimeException e) {
      delete(out.written());
      throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
    }
    var written = new Rewritten(group, out.written());
    long records = written.files().stream().mapToLong(DataFile::recordCount).sum();
    if (records != group.records()) {
      delete(written.files());
      throw new IllegalStateException(
          "%s of %s: read %d rows, expected %d"
              .formatted(group.partition(), table.name(), records, group.records()));
    }
    return written;
  }

  private void copy(DataFile file, RollingFiles out) throws IOException {
    try (var rows = FileRows.read(table, file, table.schema())) {
      for (var row : rows) {
        out.write(row);
      }
    }
  }

  /**
   * Puts the new files in the place of the old. An append in between is no conflict; Iceberg tries
   * again upon it. If one of the old files is gone, the new ones go, too.
   */
  boolean commit(Rewritten rewritten) {
    var group = rewritten.group();
    var rewrite = table.newRewrite().validateFromSnapshot(group.snapshot());
    group.files().forEach(rewrite::deleteFile);
    rewritten.files().forEach(rewrite::addFile);
    try {
      rewrite.commit();
    } catch (ValidationException | CommitFailedException e) {
      LOG.warn("{} {} is left as it is: {}", table.name(), group.partition(), e.getMessage());
      delete(rewritten.files());
      return false;
    }
    LOG.info(
        "{} {}: {} files became {}",
        table.name(),
        group.partition(),
        group.files().size(),
        rewritten.files().size());
    return true;
  }

  private void delete(List<DataFile> files) {
    files.forEach(file -> table.io().deleteFile(file.location()));
  }
}
