package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables, views and appends in a real Iceberg lake with its catalog in a real PostgreSQL. */
class LakeTest {
  @TempDir private static Path warehouse;
  private static EmbeddedPostgres postgres;
  private static Lake lake;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    lake =
        new Lake(
            postgres.getJdbcUrl("postgres", "postgres"),
            "postgres",
            "postgres",
            warehouse.toUri().toString());
    LakeSetup.prepare(lake, LakeTables.all());
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void everyColumnSaysInBothLanguagesWhatItHolds() {
    for (var table : LakeTables.all()) {
      for (var column : load(table).schema().columns()) {
        assertThat(column.doc())
            .as(table.fullName() + "." + column.name())
            .containsPattern("\\p{IsHan}.* / .*[a-z]");
      }
    }
  }

  @Test
  void aCatalogThatStartsBesideTheJobIsAwaited() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var url = "jdbc:postgresql://localhost:%d/postgres".formatted(port);
    var later = new Lake(url, "postgres", "postgres", lake.warehouse());
    assertThatThrownBy(() -> later.awaitCatalog(Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The lake's catalog at " + url + " cannot be asked: ");

    var starts =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return EmbeddedPostgres.builder().setPort(port).start();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    later.awaitCatalog(Duration.ofMinutes(1));
    try (var postgres = starts.get()) {
      assertThat(postgres.getPort()).isEqualTo(port);
      var nobody = new Lake(url.replace("/postgres", "/none"), "postgres", "", lake.warehouse());
      assertThatThrownBy(() -> nobody.awaitCatalog(Duration.ofMinutes(1)))
          .as("what waiting does not mend is said at once")
          .hasMessageContaining("\"none\" does not exist");
    }
  }

  @Test
  void preparingTwiceChangesNothingAndAColumnAddedLaterIsAdded() throws IOException {
    var tickets = LakeTables.TICKETS;
    var fewer =
        new LakeTable<>(
            "hall",
            "young",
            tickets.comment(),
            tickets.columns().subList(0, 3),
            List.of("ticket_id"),
            "",
            tickets.values());
    LakeSetup.prepare(lake, List.of(fewer));
    LakeSetup.prepare(lake, List.of(fewer));
    assertThat(load(fewer).schema().columns()).hasSize(3);

    var grown =
        new LakeTable<>(
            "hall",
            "young",
            tickets.comment(),
            tickets.columns().subList(0, 4),
            List.of("ticket_id"),
            "",
            tickets.values());
    LakeSetup.prepare(lake, List.of(grown));

    assertThat(load(grown).schema().columns()).hasSize(4);
    assertThat(load(grown).schemas()).hasSize(2);
  }

  @Test
  void aTableWithRevisionsHasAViewOfTheNewest() {
    var catalog = (ViewCatalog) lake.catalog();
    var view = catalog.loadView(TableIdentifier.of("hall", "refused_latest"));
    assertThat(view.sqlFor("trino").sql())
        .contains("PARTITION BY \"source\", \"epoch\", \"seq\" ORDER BY revision DESC");
    assertThat(catalog.listViews(org.apache.iceberg.catalog.Namespace.of("hall")))
        .extracting(TableIdentifier::name)
        .contains("tickets_latest", "cases_latest", "refused_latest", "reference_latest")
        .doesNotContain("events_latest");
  }

  @Test
  void aStartThatFindsTheViewsAsTheyShouldBeMakesNoNewVersions() throws IOException {
    var catalog = (ViewCatalog) lake.catalog();
    var identifier = TableIdentifier.of("hall", "tickets_latest");
    var before = catalog.loadView(identifier).currentVersion();
    LakeSetup.prepare(lake, LakeTables.all());
    assertThat(catalog.loadView(identifier).currentVersion()).isEqualTo(before);
  }

  @Test
  void rowsAreAppendedOnceAndPartitionedByLocalDate() throws Exception {
    var configuration = new Configuration();
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, java.time.Duration.ofMillis(200));
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var writer = new RowWriter<>(LakeTables.REFUSED);
    List<RowData> rows = IntStream.range(0, 500).mapToObj(i -> writer.row(refused(i))).toList();
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(
          env.fromData(rows, Lake.rows(LakeTables.REFUSED)).uid("rows").name("rows"),
          LakeTables.REFUSED,
          "append-refused");
    }
    env.execute("append");

    assertThat(LakeSetup.filled(lake, LakeTables.all())).containsExactly("hall.refused");
    var table = load(LakeTables.REFUSED);
    assertThat(table.currentSnapshot().summary()).containsEntry("total-records", "500");
    try (var files = table.newScan().planFiles()) {
      files.forEach(
          file ->
              assertThat(file.file().partition().get(0, Integer.class)).isBetween(20_000, 20_001));
    }
  }

  private static RefusedFact refused(int i) {
    return new RefusedFact(
        "a",
        1,
        i + 1,
        "370213",
        "h",
        Instant.parse("2026-01-01T00:00:00.123456Z"),
        "TICKET_CALLED",
        i % 2 == 0 ? null : "t" + i,
        "reason",
        false,
        LocalDate.ofEpochDay(20_000 + i % 2),
        1);
  }

  private static Table load(LakeTable<?> table) {
    return lake.catalog().loadTable(Lake.identifier(table));
  }
}
