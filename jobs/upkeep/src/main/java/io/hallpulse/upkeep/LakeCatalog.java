package io.hallpulse.upkeep;

import io.hallpulse.catalog.SureCatalog;
import io.hallpulse.schemas.lake.LakeTable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;

/** The lake's catalog, opened without the pipeline's help. */
public record LakeCatalog(String url, String user, String password, String warehouse) {
  private static final String NAME = "lake";

  /** A catalog of its own for each thread that asks. */
  public Catalog open() {
    return CatalogUtil.loadCatalog(
        SureCatalog.class.getName(),
        NAME,
        Map.of(
            "uri", url,
            "jdbc.user", user,
            "jdbc.password", password,
            "jdbc.schema-version", "V1",
            "clients", "1",
            "warehouse", warehouse),
        new Configuration());
  }

  public static Table load(Catalog catalog, LakeTable<?> table) {
    return catalog.loadTable(TableIdentifier.of(table.namespace(), table.name()));
  }

  @Override
  public String toString() {
    return "%s of %s at %s".formatted(NAME, user, url);
  }
}
