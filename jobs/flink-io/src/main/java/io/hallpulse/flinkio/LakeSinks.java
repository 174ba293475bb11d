package io.hallpulse.flinkio;

import io.hallpulse.schemas.lake.LakeTable;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.catalog.Catalog;

/**
 * The appends of one job. Their tables are looked up in one catalog: each sink by itself opens
 * another, which costs a job that is started anew a tenth of a second for every table.
 */
public final class LakeSinks implements Closeable {
  private final Lake lake;
  private final Catalog catalog;

  public LakeSinks(Lake lake) {
    this.lake = lake;
    this.catalog = lake.catalog();
  }

  /** Appends rows as {@link Lake#append} does. */
  public void append(DataStream<RowData> rows, LakeTable<?> table, String name) {
    var known = catalog.loadTable(Lake.identifier(table));
    lake.sink(rows, table, name).table(known).append();
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
