package io.hallpulse.hall.backfill;

import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Appends what a back-fill has found, all rows of a table in one commit. Not through Flink's sink:
 * a snapshot that says it is Flink's would let upkeep forget the live job's own, by which that
 * knows what it has committed.
 */
final class CorrectedRows {
  private final Catalog catalog;
  private final Stretch stretch;

  CorrectedRows(Catalog catalog, Stretch stretch) {
    this.catalog = catalog;
    this.stretch = stretch;
  }

  void write(Correction correction, Instant now) throws IOException {
    if (correction.rows().isEmpty()) {
      return;
    }
    var described = correction.table();
    var table = catalog.loadTable(TableIdentifier.of(described.namespace(), described.name()));
    boolean isRecorded =
        described == LakeTables.HEALTH_DAILY || described == LakeTables.SLOT_LOSSES;
    var byDay = new TreeMap<LocalDate, List<Fact>>();
    for (var fact : correction.rows()) {
      var row = isRecorded ? fact.with("recorded", now) : fact;
      byDay.computeIfAbsent(fact.date(), first -> new ArrayList<>()).add(row);
    }
    var append = table.newAppend();
    append.set("hallpulse.back-fill", stretch.from() + "/" + stretch.to());
    for (var day : byDay.values()) {
      append.appendFile(file(table, day));
    }
    append.commit();
  }

  private static DataFile file(Table table, List<Fact> facts) throws IOException {
    var partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(
        new InternalRecordWrapper(table.schema().asStruct()).wrap(row(table, facts.get(0))));
    var name = "back-fill-%s.parquet".formatted(UUID.randomUUID());
    var location = table.locationProvider().newDataLocation(table.spec(), partition, name);
    DataWriter<Record> writer =
        Parquet.writeData(table.io().newOutputFile(location))
            .forTable(table)
            .withSpec(table.spec())
            .withPartition(partition)
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    try (writer) {
      for (var fact : facts) {
        writer.write(row(table, fact));
      }
    }
    return writer.toDataFile();
  }

  private static Record row(Table table, Fact fact) {
    var row = GenericRecord.create(table.schema());
    var columns = fact.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      row.setField(columns.get(i).name(), stored(fact.values().get(i)));
    }
    return row;
  }

  private static @Nullable Object stored(@Nullable Object value) {
    return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
  }
}
