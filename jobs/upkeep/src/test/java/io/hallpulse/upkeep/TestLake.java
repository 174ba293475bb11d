package io.hallpulse.upkeep;

import io.hallpulse.schemas.lake.ColumnType;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.testkit.FaultProxy;
import io.hallpulse.testkit.Moment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** A real Iceberg lake with its catalog in a real PostgreSQL, whose connections can be torn. */
public final class TestLake implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final FaultProxy proxy;
  private final LakeCatalog catalog;

  public TestLake(Path warehouse) throws IOException {
    postgres = EmbeddedPostgres.start();
    proxy = FaultProxy.to(postgres.getPort());
    var uri = warehouse.toUri().toString();
    catalog =
        new LakeCatalog(
            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(proxy.port()),
            "postgres",
            "postgres",
            uri.substring(0, uri.length() - 1));
  }

  /** Tears the connection around the next commit, once something is done in between. */
  public void tearNextCommit(Moment moment, Runnable between) {
    proxy.tearAt(".metadata.json", moment, between);
  }

  /** Whether a wished tear is still to come. */
  public boolean isWhole() {
    return proxy.waits();
  }

  public Catalog open() {
    return catalog.open();
  }

  public Table create(LakeTable<?> described) {
    var catalog = open();
    var namespace = Namespace.of(described.namespace());
    if (!((SupportsNamespaces) catalog).namespaceExists(namespace)) {
      ((SupportsNamespaces) catalog).createNamespace(namespace);
    }
    var schema = schema(described);
    var spec =
        described.partition().isEmpty()
            ? PartitionSpec.unpartitioned()
            : described.isByYear()
                ? PartitionSpec.builderFor(schema).year(described.partitionColumn()).build()
                : PartitionSpec.builderFor(schema).identity(described.partition()).build();
    return catalog
        .buildTable(TableIdentifier.of(described.namespace(), described.name()), schema)
        .withPartitionSpec(spec)
        .withProperty("format-version", "2")
        .create();
  }

  public static Record row(Table table) {
    return GenericRecord.create(table.schema());
  }

  /** A file of rows of one partition, not yet committed. */
  public static DataFile file(Table table, List<Record> rows) {
    var partition = new PartitionData(table.spec().partitionType());
    for (int i = 0; i < table.spec().fields().size(); i++) {
      var field = table.spec().fields().get(i);
      var day = (java.time.LocalDate) rows.get(0).getField(field.name());
      partition.set(i, (int) day.toEpochDay());
    }
    var location = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(location))
              .forTable(table)
              .withSpec(table.spec())
              .withPartition(partition)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        rows.forEach(writer::write);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema(LakeTable<?> table) {
    var fields = new ArrayList<Types.NestedField>();
    int id = 0;
    for (var column : table.columns()) {
      id++;
      var type = type(column.type(), 1000 + id);
      fields.add(
          column.required()
              ? Types.NestedField.required(id, column.name(), type)
              : Types.NestedField.optional(id, column.name(), type));
    }
    return new Schema(fields);
  }

  private static Type type(ColumnType type, int elementId) {
    return switch (type) {
      case STRING -> Types.StringType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case INSTANT -> Types.TimestampType.withZone();
      case DATE -> Types.DateType.get();
      case MONEY -> Types.DecimalType.of(18, 2);
      case FIGURE -> Types.DecimalType.of(28, 3);
      case STRINGS -> Types.ListType.ofRequired(elementId, Types.StringType.get());
    };
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    postgres.close();
  }
}
