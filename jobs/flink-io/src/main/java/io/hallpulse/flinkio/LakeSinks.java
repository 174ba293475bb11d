package io.hallpulse.flinkio;

import io.hallpulse.schemas.lake.LakeTable;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.sink.IcebergSink;

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

  /** Appends rows; each checkpoint commits once. Rows of one table come from one operator. */
  public void append(DataStream<RowData> rows, LakeTable<?> table, String name) {
    IcebergSink.forRowData(rows)
        .tableLoader(lake.loader(table))
        .table(catalog.loadTable(Lake.identifier(table)))
        .distributionMode(DistributionMode.NONE)
        .uidSuffix(name)
        .append();
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
