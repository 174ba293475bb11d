package io.hallpulse.upkeep;

import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/**
 * Reads the rows of one file. Iceberg's own generic reader would do, but in the jar for Flink it
 * asks for Flink's classes.
 */
public final class FileRows {
  private FileRows() {}

  /** The columns of a schema; a row is good until the next one is taken. */
  public static CloseableIterable<Record> read(Table table, ContentFile<?> file, Schema columns) {
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(columns)
        .createReaderFunc(stored -> GenericParquetReaders.buildReader(columns, stored))
        .reuseContainers()
        .build();
  }
}
