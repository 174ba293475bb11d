package io.hallpulse.upkeep.tables;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.upkeep.LakeCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** Every commit writes the table's description anew; older ones are of no use. */
  private static final Map<String, String> BOUNDED_METADATA =
      Map.of(
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");

  private final Catalog catalog;
  private final Instant started;

  /**
   * @param started when this program started
   */
  public TableUpkeep(Catalog catalog, Instant started) {
    this.catalog = catalog;
    this.started = started;
  }

  /**
   * One round over all tables; what was done for those that are there. What fails for one table is
   * tried again in the next round; the others are not kept waiting.
   */
  public List<Done> run(Round round) {
    var done = new ArrayList<Done>();
    for (var table : LakeTables.all()) {
      try {
        done.add(lookAfter(table, round));
      } catch (NoSuchTableException e) {
        LOG.info("{} is not there yet", table.fullName());
      } catch (RuntimeException e) {
        LOG.warn("{} is left as it is", table.fullName(), e);
        done.add(new Done(table.fullName(), 0, 0, 0, 0, e.toString()));
      }
    }
    return done;
  }

  private Done lookAfter(LakeTable<?> described, Round round) {
    var table = LakeCatalog.load(catalog, described);
    boundMetadata(table);
    int joined = new Compaction(table).compact(round.openDay(), round.quietSince());
    int manifests = new Manifests(table).rewrite(round.openDay());
    long snapshots = new Snapshots(table).expire(round.keptSince());
    int orphans = 0;
    if (round.orphansBefore() != null && jobHasCommittedSinceStart(table)) {
      orphans = new Orphans(table).delete(round.orphansBefore());
    }
    return new Done(described.fullName(), joined, manifests, snapshots, orphans, "");
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
