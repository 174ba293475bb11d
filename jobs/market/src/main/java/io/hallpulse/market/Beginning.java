package io.hallpulse.market;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;

/**
 * What a start without state has to know of a lake that holds rows: the topic keeps all events for
 * ever, so they are read again, but those that are stored are not stored once more, and rows count
 * on above the revisions that there are.
 */
record Beginning(StoredUpTo stored, long revisionsFrom) {
  static final Beginning EMPTY = new Beginning(StoredUpTo.NOTHING, 0);

  static Beginning of(Lake lake) throws IOException {
    long highest = LakeSetup.highestRevision(lake, LakeTables.economy());
    // Even, since in the list of refused events odd counts are refusals.
    return new Beginning(new StoredUpTo(offsets(lake)), highest == 0 ? 0 : (highest / 2 + 1) * 2);
  }

  private static HashMap<Integer, Long> offsets(Lake lake) throws IOException {
    var offsets = new HashMap<Integer, Long>();
    var table = LakeTables.ENTITY_EVENTS;
    var catalog = lake.catalog();
    try (var rows =
        IcebergGenerics.read(catalog.loadTable(TableIdentifier.of(table.namespace(), table.name())))
            .select("kafka_partition", "kafka_offset")
            .build()) {
      for (var row : rows) {
        offsets.merge(
            (Integer) row.getField("kafka_partition"),
            (Long) row.getField("kafka_offset"),
            Math::max);
      }
    } finally {
      if (catalog instanceof Closeable closeable) {
        closeable.close();
      }
    }
    return offsets;
  }
}
