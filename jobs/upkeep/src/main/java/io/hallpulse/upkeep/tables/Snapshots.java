package io.hallpulse.upkeep.tables;

import java.time.Instant;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Lets old snapshots go, and with them the files that only they need. */
final class Snapshots {
  private static final int KEPT_AT_LEAST = 100;
  private static final String FLINK_JOB = "flink.job-id";

  private final Table table;
  private final int keptAtLeast;

  Snapshots(Table table) {
    this(table, KEPT_AT_LEAST);
  }

  Snapshots(Table table, int keptAtLeast) {
    this.table = table;
    this.keptAtLeast = keptAtLeast;
  }

  /**
   * Keeps those since a time, the newest hundred, and all since the job's newest: a job that comes
   * back reads there which of its checkpoints was committed last, and without it would commit that
   * one twice. Returns how many went.
   */
  long expire(Instant keptSince) {
    table.refresh();
    long before = count();
    long kept = keptSince.toEpochMilli();
    table
        .expireSnapshots()
        .expireOlderThan(Math.min(kept, newestOfFlinkMillis(kept)))
        .retainLast(keptAtLeast)
        .commit();
    table.refresh();
    return before - count();
  }

  private long count() {
    return StreamSupport.stream(table.snapshots().spliterator(), false).count();
  }

  /** When the job committed last, {@code otherwise} if it never did. */
  long newestOfFlinkMillis(long otherwise) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> snapshot.summary().containsKey(FLINK_JOB))
        .mapToLong(Snapshot::timestampMillis)
        .max()
        .orElse(otherwise);
  }
}
