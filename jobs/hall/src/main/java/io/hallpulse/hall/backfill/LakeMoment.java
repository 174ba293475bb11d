package io.hallpulse.hall.backfill;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * The lake as it is when a back-fill begins. The live job commits a checkpoint's tables one after
 * another, so the events are looked at last, and when they are in: what is folded is never older
 * than what it is compared with.
 */
final class LakeMoment {
  private static final String JOB = "flink.job-id";
  private static final String CHECKPOINT = "flink.max-committed-checkpoint-id";

  /** A checkpoint's commits are seconds apart; one without events has none of them. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Catalog catalog;
  private final Map<LakeTable<?>, Snapshot> facts = new HashMap<>();
  private final @Nullable Snapshot events;

  LakeMoment(Catalog catalog, Iterable<LakeTable<?>> tables) throws InterruptedException {
    this.catalog = catalog;
    for (var described : tables) {
      var snapshot = table(described).currentSnapshot();
      if (snapshot != null) {
        facts.put(described, snapshot);
      }
    }
    awaitTheirEvents();
    this.events = table(LakeTables.EVENTS).currentSnapshot();
  }

  private void awaitTheirEvents() throws InterruptedException {
    for (long waited = 0; waited < PATIENCE.toMillis(); waited += LOOK_EVERY.toMillis()) {
      var stored = newestOfJob(LakeTables.EVENTS);
      boolean areAllIn = true;
      for (var described : facts.keySet()) {
        areAllIn &= !isBeyond(newestOfJob(described), stored);
      }
      if (areAllIn) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** What the live job committed last; compaction and back-fills commit, too. */
  private Map<String, String> newestOfJob(LakeTable<?> described) {
    var table = table(described);
    var at = described == LakeTables.EVENTS ? table.currentSnapshot() : facts.get(described);
    while (at != null && !at.summary().containsKey(JOB)) {
      at = at.parentId() == null ? null : table.snapshot(at.parentId());
    }
    return at == null ? Map.of() : at.summary();
  }

  private static boolean isBeyond(Map<String, String> ofFacts, Map<String, String> ofEvents) {
    return Objects.equals(ofFacts.get(JOB), ofEvents.get(JOB))
        && checkpoint(ofFacts) > checkpoint(ofEvents);
  }

  private static long checkpoint(Map<String, String> summary) {
    return Long.parseLong(summary.getOrDefault(CHECKPOINT, "-1"));
  }

  /** The snapshot of {@code hall.events} that is folded. */
  long eventsId() {
    if (events == null) {
      throw new IllegalArgumentException("The lake holds no events");
    }
    return events.snapshotId();
  }

  /** How many events are in the files that are read. */
  long count(Expression filter) {
    var scan = table(LakeTables.EVENTS).newScan().useSnapshot(eventsId()).filter(filter);
    long rows = 0;
    try (var files = scan.planFiles()) {
      for (var file : files) {
        rows += file.file().recordCount();
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A hall that was there. */
  record KnownHall(String hallId, String district) {}

  /** Halls whose time had begun before a day. */
  Set<KnownHall> hallsBefore(LocalDate date) {
    var halls = new HashSet<KnownHall>();
    var filter =
        Expressions.and(
            Expressions.lessThan("local_date", date.toString()),
            Expressions.equal("scope", "hall"));
    read(
        LakeTables.HEALTH_DAILY,
        filter,
        row ->
            halls.add(
                new KnownHall(
                    (String) row.getField("scope_id"), (String) row.getField("district"))));
    return halls;
  }

  /** The latest row of each fact, by its identity. */
  Map<List<@Nullable Object>, Fact> latest(LakeTable<?> table, Expression filter) {
    var latest = new HashMap<List<@Nullable Object>, Fact>();
    read(
        table,
        filter,
        row -> {
          var fact = fact(table, row);
          latest.merge(fact.identity(), fact, (a, b) -> a.revision() < b.revision() ? b : a);
        });
    return latest;
  }

  private static Fact fact(LakeTable<?> table, Record row) {
    var values = new ArrayList<@Nullable Object>();
    for (var column : table.columns()) {
      var value = row.getField(column.name());
      values.add(value instanceof OffsetDateTime time ? time.toInstant() : value);
    }
    return new Fact(table, values);
  }

  private interface Reader {
    void read(Record row);
  }

  private void read(LakeTable<?> described, Expression filter, Reader reader) {
    var table = table(described);
    var snapshot = facts.get(described);
    if (snapshot == null) {
      return;
    }
    var scan = IcebergGenerics.read(table).useSnapshot(snapshot.snapshotId()).where(filter);
    try (var rows = scan.build()) {
      rows.forEach(reader::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table(LakeTable<?> described) {
    var name = TableIdentifier.of(described.namespace(), described.name());
    if (!catalog.tableExists(name)) {
      throw new IllegalArgumentException("There is no table %s in the lake".formatted(name));
    }
    return catalog.loadTable(name);
  }
}
