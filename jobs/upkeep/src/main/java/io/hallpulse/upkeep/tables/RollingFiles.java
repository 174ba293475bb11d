package io.hallpulse.upkeep.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Writes rows of one partition, a new file whenever one has become large enough. */
final class RollingFiles implements AutoCloseable {
  /** Well above what counts as large, since the size is an estimate until a file is closed. */
  private static final long FULL_BYTES = 192L << 20;

  /** A row group is kept in memory until it is written; this program has little. */
  private static final String ROW_GROUP_BYTES = Integer.toString(8 << 20);

  private static final int LOOK_EVERY = 4_096;

  private final Table table;
  private final DataFile example;
  private final List<DataFile> written = new ArrayList<>();
  private @Nullable DataWriter<Record> open;
  private long rows;

  /**
   * @param example a file of the partition
   */
  RollingFiles(Table table, DataFile example) {
    this.table = table;
    this.example = example;
  }

  void write(Record row) throws IOException {
    var writer = open == null ? open() : open;
    writer.write(row);
    if (++rows % LOOK_EVERY == 0 && writer.length() >= FULL_BYTES) {
      close();
    }
  }

  private DataWriter<Record> open() throws IOException {
    var spec = Objects.requireNonNull(table.specs().get(example.specId()));
    var name = "compacted-%s.parquet".formatted(UUID.randomUUID());
    var location = table.locationProvider().newDataLocation(spec, example.partition(), name);
    DataWriter<Record> writer =
        Parquet.writeData(table.io().newOutputFile(location))
            .forTable(table)
            .set("write.parquet.row-group-size-bytes", ROW_GROUP_BYTES)
            .withSpec(spec)
            .withPartition(example.partition())
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    open = writer;
    return writer;
  }

  /** The files that are closed. */
  List<DataFile> written() {
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      written.add(open.toDataFile());
      open = null;
    }
  }
}
