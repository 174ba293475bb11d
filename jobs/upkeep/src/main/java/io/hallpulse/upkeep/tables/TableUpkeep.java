package io.hallpulse.upkeep.tables;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.upkeep.LakeCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after all tables of the lake, one after another. Used by one thread. */
public final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);

  private static final Duration ORPHANS_EVERY = Duration.ofHours(12);

  /** Every commit writes the table's description anew; older ones are of no use. */
  private static final Map<String, String> BOUNDED_METADATA =
      Map.of(
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");

  private final Catalog catalog;
  private final ZoneId zone;
  private final Clock clock;
  private final Instant started;
  private Instant orphansDue;

  /**
   * @param zone in which a day ends
   */
  public TableUpkeep(Catalog catalog, ZoneId zone, Clock clock) {
    this.catalog = catalog;
    this.zone = zone;
    this.clock = clock;
    this.started = clock.instant();
    this.orphansDue = started.plus(Duration.ofHours(1));
  }

  /** One round over all tables. */
  public void run() {
    boolean orphans = !clock.instant().isBefore(orphansDue);
    for (var table : LakeTables.all()) {
      lookAfter(table, orphans);
    }
    if (orphans) {
      orphansDue = clock.instant().plus(ORPHANS_EVERY);
    }
  }

  /** What fails for one table is tried again in the next round; the others are not kept waiting. */
  private void lookAfter(LakeTable<?> described, boolean orphans) {
    try {
      var table = LakeCatalog.load(catalog, described);
      boundMetadata(table);
      var now = clock.instant();
      new Compaction(table).compact(LocalDate.ofInstant(now, zone), now);
      new Snapshots(table).expire(now);
      if (orphans && jobHasCommittedSinceStart(table)) {
        int deleted = new Orphans(table).delete(now);
        LOG.info("{}: {} orphan files deleted", described.fullName(), deleted);
      }
    } catch (NoSuchTableException e) {
      LOG.info("{} is not there yet", described.fullName());
    } catch (RuntimeException e) {
      LOG.warn("{} is left as it is", described.fullName(), e);
    }
  }

  /**
   * A job that was down for days comes back with files that are written but not committed: orphans
   * by all appearances, until its first commit.
   */
  private boolean jobHasCommittedSinceStart(Table table) {
    return new Snapshots(table).newestOfFlinkMillis(0) > started.toEpochMilli();
  }

  private static void boundMetadata(Table table) {
    if (!table.properties().entrySet().containsAll(BOUNDED_METADATA.entrySet())) {
      var update = table.updateProperties();
      BOUNDED_METADATA.forEach(update::set);
      update.commit();
    }
  }
}
