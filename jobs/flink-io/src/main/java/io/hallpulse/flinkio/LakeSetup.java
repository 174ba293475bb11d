package io.hallpulse.flinkio;

import io.hallpulse.schemas.lake.LakeTable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.view.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the lake's tables and their {@code _latest} views, and adds columns that are new. */
public final class LakeSetup {
  private static final Logger LOG = LoggerFactory.getLogger(LakeSetup.class);

  private static final Map<String, String> PROPERTIES =
      Map.of(
          TableProperties.FORMAT_VERSION, "2", // Trino 476 cannot read version 3's deletion vectors
          TableProperties.PARQUET_COMPRESSION, "zstd",
          // Each open file holds a page's buffer; a log of years opens a file for every day at
          // once.
          TableProperties.PARQUET_PAGE_SIZE_BYTES, "65536",
          TableProperties.PARQUET_DICT_SIZE_BYTES, "65536",
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
          TableProperties.COMMIT_NUM_RETRIES, "10");

  private static final String DIALECT = "trino";

  private LakeSetup() {}

  /** Creates what is missing; a table that exists keeps its rows and gets columns added since. */
  public static void prepare(Lake lake, Iterable<LakeTable<?>> tables) throws IOException {
    var catalog = lake.catalog();
    try {
      for (var table : tables) {
        prepare(catalog, table);
      }
    } finally {
      if (catalog instanceof Closeable closeable) {
        closeable.close();
      }
    }
  }

  /** The names of those tables that hold rows. */
  public static List<String> filled(Lake lake, Iterable<LakeTable<?>> tables) throws IOException {
    var filled = new ArrayList<String>();
    var catalog = lake.catalog();
    try {
      for (var table : tables) {
        if (catalog.loadTable(Lake.identifier(table)).currentSnapshot() != null) {
          filled.add(table.fullName());
        }
      }
    } finally {
      if (catalog instanceof Closeable closeable) {
        closeable.close();
      }
    }
    return filled;
  }

  /** The highest revision that a row of these tables has, 0 if none has any. */
  public static long highestRevision(Lake lake, Iterable<LakeTable<?>> tables) throws IOException {
    long highest = 0;
    var catalog = lake.catalog();
    try {
      for (var table : tables) {
        highest = Math.max(highest, highestRevision(catalog.loadTable(Lake.identifier(table))));
      }
      return highest;
    } finally {
      if (catalog instanceof Closeable closeable) {
        closeable.close();
      }
    }
  }

  private static long highestRevision(Table table) throws IOException {
    var revision = table.schema().findField("revision");
    long highest = 0;
    if (revision == null) {
      return highest;
    }
    try (var files = table.newScan().includeColumnStats(Set.of("revision")).planFiles()) {
      for (var file : files) {
        var bound = file.file().upperBounds().get(revision.fieldId());
        highest = Math.max(highest, Conversions.<Long>fromByteBuffer(revision.type(), bound));
      }
    }
    return highest;
  }

  private static void prepare(Catalog catalog, LakeTable<?> described) {
    var namespace = Namespace.of(described.namespace());
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      namespaces.createNamespace(namespace);
    }
    var identifier = Lake.identifier(described);
    try {
      var table = catalog.loadTable(identifier);
      addColumns(table, described);
      setProperties(table);
    } catch (NoSuchTableException missing) {
      create(catalog, identifier, described);
    }
    if (described.columns().stream().anyMatch(column -> column.name().equals("revision"))) {
      createLatestView((ViewCatalog) catalog, described);
    }
  }

  private static void create(Catalog catalog, TableIdentifier identifier, LakeTable<?> described) {
    var schema = Lake.schema(described);
    catalog
        .buildTable(identifier, schema)
        .withPartitionSpec(Lake.partitions(described, schema))
        .withProperties(PROPERTIES)
        .withProperty("comment", described.comment())
        .create();
    LOG.info("Created table {}", described.fullName());
  }

  private static void addColumns(Table table, LakeTable<?> described) {
    var update = table.updateSchema();
    var schema = Lake.schema(described);
    boolean changed = false;
    for (var column : schema.columns()) {
      if (table.schema().findField(column.name()) == null) {
        update.addColumn(column.name(), column.type(), column.doc());
        LOG.info("Table {} gets column {}", described.fullName(), column.name());
        changed = true;
      }
    }
    if (changed) {
      update.commit();
    }
  }

  private static void setProperties(Table table) {
    var update = table.updateProperties();
    boolean changed = false;
    for (var property : PROPERTIES.entrySet()) {
      if (!property.getValue().equals(table.properties().get(property.getKey()))) {
        update.set(property.getKey(), property.getValue());
        changed = true;
      }
    }
    if (changed) {
      update.commit();
    }
  }

  private static void createLatestView(ViewCatalog catalog, LakeTable<?> described) {
    var identifier = TableIdentifier.of(described.namespace(), described.name() + "_latest");
    var schema = Lake.schema(described);
    var query = latest(described);
    if (catalog.viewExists(identifier)
        && isAsDescribed(catalog.loadView(identifier), schema, query)) {
      return;
    }
    try {
      catalog
          .buildView(identifier)
          .withSchema(schema)
          .withQuery(DIALECT, query)
          .withDefaultNamespace(Namespace.of(described.namespace()))
          .withDefaultCatalog(Lake.CATALOG)
          .withProperty("comment", described.comment() + " (最新修订 / newest revision)")
          .createOrReplace();
    } catch (AlreadyExistsException e) {
      throw new IllegalStateException(identifier + " is a table, but should be a view", e);
    }
  }

  /** Most starts find the views as they should be; each new version would be one more commit. */
  private static boolean isAsDescribed(View view, Schema schema, String query) {
    return view.sqlFor(DIALECT).sql().equals(query) && view.schema().sameSchema(schema);
  }

  /** The newest revision of each fact. */
  static String latest(LakeTable<?> table) {
    var columns =
        table.columns().stream()
            .map(column -> '"' + column.name() + '"')
            .collect(Collectors.joining(", "));
    var identity =
        table.identity().stream()
            .map(column -> '"' + column + '"')
            .collect(Collectors.joining(", "));
    return """
        SELECT %s
        FROM (
          SELECT *, row_number() OVER (PARTITION BY %s ORDER BY revision DESC) AS newest
          FROM %s.%s.%s)
        WHERE newest = 1\
        """
        .formatted(columns, identity, Lake.CATALOG, table.namespace(), table.name());
  }
}
