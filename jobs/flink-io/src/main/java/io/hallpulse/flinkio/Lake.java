package io.hallpulse.flinkio;

import io.hallpulse.catalog.SureCatalog;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.lake.ColumnType;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.source.IcebergSource;
import org.apache.iceberg.flink.source.assigner.OrderedSplitAssignerFactory;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The Iceberg lake: where its catalog is, and how rows are appended exactly once.
 *
 * @param catalogUrl JDBC address of the catalog's PostgreSQL
 * @param warehouse address of the folder or bucket that holds the files
 */
public record Lake(String catalogUrl, String user, String password, String warehouse) {
  static final String CATALOG = "lake";

  /** Names of the columns that hold an event's fields, in the order of the fields. */
  static final List<String> EVENT_COLUMNS =
      LakeTables.EVENTS.columns().stream()
          .map(LakeTable.TableColumn::name)
          .limit(Event.getClassSchema().getFields().size())
          .toList();

  /** Files are read one by one, so a split is a file, or a part of a large one. */
  private static final long SPLIT_BYTES = 128L << 20;

  private static final Comparator<DataFile> FIRST_FILE =
      Comparator.<DataFile>comparingInt(file -> file.partition().get(0, Integer.class))
          .thenComparingLong(DataFile::dataSequenceNumber);

  /**
   * PostgreSQL's states of a connection that was refused, or broke, and of a server that starts.
   */
  private static final Set<String> CONNECTING = Set.of("08001", "08006", "57P03");

  private static final long CATALOG_PAUSE_MILLIS = 50;

  /** The type of a table's rows in a stream. */
  public static TypeInformation<RowData> rows(LakeTable<?> table) {
    RowType type = FlinkSchemaUtil.convert(schema(table));
    return InternalTypeInfo.of(type);
  }

  /**
   * All that {@code hall.events} holds, as the records it came in, day by day; within a day as it
   * was committed.
   */
  public Source<KafkaRecord, ?, ?> storedEvents() throws IOException {
    return readStored().build();
  }

  /** Some of what {@code hall.events} held in one of its snapshots, the same way. */
  public Source<KafkaRecord, ?, ?> storedEvents(long snapshotId, Expression filter)
      throws IOException {
    return readStored().useSnapshotId(snapshotId).filters(List.of(filter)).build();
  }

  private IcebergSource.Builder<KafkaRecord> readStored() throws IOException {
    var loader = loader(LakeTables.EVENTS);
    loader.open();
    try (loader) {
      var row = FlinkSchemaUtil.convert(loader.loadTable().schema());
      return IcebergSource.forOutputType(new StoredEvents(row))
          .tableLoader(loader)
          .splitSize(SPLIT_BYTES)
          .splitOpenFileCost(SPLIT_BYTES)
          .assignerFactory(new OrderedSplitAssignerFactory(Lake::compare));
    }
  }

  private static int compare(IcebergSourceSplit one, IcebergSourceSplit other) {
    return FIRST_FILE.compare(file(one), file(other));
  }

  private static DataFile file(IcebergSourceSplit split) {
    return split.task().files().iterator().next().file();
  }

  public TableLoader loader(LakeTable<?> table) {
    return TableLoader.fromCatalog(catalogLoader(), identifier(table));
  }

  /**
   * Waits for the catalog's database: after a crash of the machine it starts beside the job.
   *
   * @throws IOException if it does not answer in that time
   */
  public void awaitCatalog(Duration atMost) throws IOException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        DriverManager.getConnection(catalogUrl, user, password).close();
        return;
      } catch (SQLException silent) {
        if (!mayComeUp(silent) || System.nanoTime() > until) {
          throw new IOException(
              "The lake's catalog at %s cannot be asked: %s"
                  .formatted(catalogUrl, silent.getMessage()),
              silent);
        }
        TimeUnit.MILLISECONDS.sleep(CATALOG_PAUSE_MILLIS);
      }
    }
  }

  /** Nobody listens yet, or PostgreSQL says that it is still starting. */
  private static boolean mayComeUp(SQLException silent) {
    return CONNECTING.contains(String.valueOf(silent.getSQLState()));
  }

  public Catalog catalog() {
    return catalogLoader().loadCatalog();
  }

  private CatalogLoader catalogLoader() {
    return CatalogLoader.custom(
        CATALOG,
        Map.of(
            "uri", catalogUrl,
            "jdbc.user", user,
            "jdbc.password", password,
            "jdbc.schema-version", "V1",
            "warehouse", warehouse),
        new Configuration(),
        SureCatalog.class.getName());
  }

  static TableIdentifier identifier(LakeTable<?> table) {
    return TableIdentifier.of(table.namespace(), table.name());
  }

  /** Iceberg's schema of a table: every column with its comment. */
  static Schema schema(LakeTable<?> table) {
    var fields = new ArrayList<Types.NestedField>();
    int id = 0;
    int elementId = 1000; // list elements need ids of their own, apart from the columns'
    for (var column : table.columns()) {
      var type = column.type() == ColumnType.STRINGS ? strings(elementId++) : type(column.type());
      id++;
      fields.add(
          column.required()
              ? Types.NestedField.required(id, column.name(), type, column.comment())
              : Types.NestedField.optional(id, column.name(), type, column.comment()));
    }
    return new Schema(fields);
  }

  static PartitionSpec partitions(LakeTable<?> table, Schema schema) {
    if (table.partition().isEmpty()) {
      return PartitionSpec.unpartitioned();
    }
    var spec = PartitionSpec.builderFor(schema);
    var column = table.partitionColumn();
    return (table.isByYear() ? spec.year(column) : spec.identity(column)).build();
  }

  private static Type strings(int elementId) {
    return Types.ListType.ofRequired(elementId, Types.StringType.get());
  }

  private static Type type(ColumnType type) {
    return switch (type) {
      case STRING -> Types.StringType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case INSTANT -> Types.TimestampType.withZone();
      case DATE -> Types.DateType.get();
      case MONEY -> Types.DecimalType.of(RowWriter.MONEY_DIGITS, RowWriter.MONEY_PLACES);
      case FIGURE -> Types.DecimalType.of(RowWriter.FIGURE_DIGITS, RowWriter.FIGURE_PLACES);
      case STRINGS -> throw new IllegalArgumentException("A list needs the id of its elements");
    };
  }
}
