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

/**
 * Writes rows of one partition, a new file whenever one is full. The last file takes what would not
 * make a large one, so that no small file is left over.
 */
final class RollingFiles implements AutoCloseable {
  private static final int LOOK_EVERY = 4_096;

  private final Table table;
  private final DataFile example;
  private final FileSizes sizes;
  private final List<DataFile> written = new ArrayList<>();
  private @Nullable DataWriter<Record> open;
  private long rowsLeft;
  private long rowsInFile;

  /**
   * @param example a file of the partition
   * @param rows how many will be written
   */
  RollingFiles(Table table, DataFile example, long rows, FileSizes sizes) {
    this.table = table;
    this.example = example;
    this.rowsLeft = rows;
    this.sizes = sizes;
  }

  void write(Record row) throws IOException {
    var writer = open == null ? open() : open;
    writer.write(row);
    rowsInFile++;
    rowsLeft--;
    if (rowsInFile % LOOK_EVERY == 0 && isFull(writer.length())) {
      close();
    }
  }

  /** Rows to come are taken to be as large as those in the file, give or take a quarter. */
  private boolean isFull(long length) {
    double toCome = (double) length / rowsInFile * rowsLeft;
    return length >= sizes.full() && toCome >= 1.25 * sizes.large();
  }

  private DataWriter<Record> open() throws IOException {
    var spec = Objects.requireNonNull(table.specs().get(example.specId()));
    var name = "compacted-%s.parquet".formatted(UUID.randomUUID());
    var location = table.locationProvider().newDataLocation(spec, example.partition(), name);
    DataWriter<Record> writer =
        Parquet.writeData(table.io().newOutputFile(location))
            .forTable(table)
            .set("write.parquet.row-group-size-bytes", Integer.toString(sizes.rowGroup()))
            .withSpec(spec)
            .withPartition(example.partition())
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    open = writer;
    rowsInFile = 0;
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
