package io.hallpulse.benchmarks;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * An empty lake of the benchmark's own with its catalog in a real PostgreSQL; it leaves nothing.
 */
public final class OwnLake implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final Lake lake;

  public OwnLake() throws IOException {
    folder = Files.createTempDirectory("hallpulse-lake");
    postgres = EmbeddedPostgres.start();
    lake =
        new Lake(
            postgres.getJdbcUrl("postgres", "postgres"),
            "postgres",
            "postgres",
            "file://" + folder);
    LakeSetup.prepare(lake, LakeTables.all());
  }

  public Lake lake() {
    return lake;
  }

  /** Where a job that writes into this lake may keep its checkpoints, as a URI. */
  public String checkpoints() {
    return folder.resolve("checkpoints").toUri().toString();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
