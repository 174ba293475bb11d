package io.hallpulse.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.flinkio.LakeSinks;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream into a real lake, with the uids and types of the job. */
class MarketLakeTest {
  @TempDir private Path folder;

  @Test
  void everyTableIsFilledAndSplitByYear() throws Exception {
    try (var postgres = EmbeddedPostgres.builder().start()) {
      var lake =
          new Lake(
              postgres.getJdbcUrl("postgres", "postgres"),
              "postgres",
              "postgres",
              folder.toUri().toString());
      LakeSetup.prepare(lake, LakeTables.economy());
      write(lake);

      assertThat(rows(lake, LakeTables.ENTITY_EVENTS)).hasSize(9);
      assertThat(rows(lake, LakeTables.ENTITIES))
          .extracting(row -> row.getField("capital_cny"))
          .contains(new BigDecimal("12345.60"));
      assertThat(rows(lake, LakeTables.LEDGER_DAILY)).hasSize(7);
      assertThat(rows(lake, LakeTables.ENTITIES_REFUSED)).hasSize(1);
      assertThat(rows(lake, LakeTables.INDICATORS))
          .filteredOn(row -> row.getField("period_kind").equals("year"))
          .filteredOn(row -> row.getField("scope").equals("district"))
          .filteredOn(row -> row.getField("part").equals("stock"))
          .extracting(row -> row.getField("value"))
          .containsExactly(new BigDecimal("102.000"));
      try (var catalog = (AutoCloseable) lake.catalog()) {
        var ledger = ((Catalog) catalog).loadTable(TableIdentifier.of("economy", "ledger_daily"));
        assertThat(ledger.spec().fields().get(0).name()).isEqualTo("local_date_year");
      }

      // Without state, over the rows that are there: nothing is stored twice, and rows count on.
      long highest = LakeSetup.highestRevision(lake, LakeTables.economy());
      write(lake);
      assertThat(rows(lake, LakeTables.ENTITY_EVENTS)).hasSize(9);
      assertThat(rows(lake, LakeTables.LEDGER_DAILY))
          .hasSize(14)
          .filteredOn(row -> (long) row.getField("revision") > highest)
          .hasSize(7);
    }
  }

  private static void write(Lake lake) throws Exception {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var type = TypeInformation.of(KafkaRecord.class);
    var first = LocalDate.now(ZoneId.of("Asia/Shanghai")).withDayOfYear(1).minusYears(1);
    var told = Told.firstExample(first);
    told.tell(
        "ENTITY_REGISTERED",
        4,
        first.plusYears(1).toString(),
        "subdistrict",
        "世园",
        "capital_raw",
        "1.23456万元");
    told.tell("ENTITY_RESTORED", 4, first.plusYears(1).toString());
    var records = new ArrayList<>(told.records());
    records.remove(3); // a change that is missing
    var rules =
        new ReferenceVersion(
            "ruleset",
            Told.DISTRICT,
            0L,
            0L,
            1L,
            "test",
            ReferenceType.write(RuleSet.defaults(Told.DISTRICT))
                .replace("2011-01-01", first.plusYears(1).toString()));
    var streams =
        MarketTopology.of(
            env.fromData(records, type).uid("events"),
            env.fromData(List.of(Told.closed("c-1", first)), type).uid("cases"),
            env.fromData(List.of(Told.reference(rules)), type).uid("references"),
            () -> List.of(rules),
            Told::gate,
            Beginning.of(lake));
    streams.live().sinkTo(new DiscardingSink<>()).uid("live");
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(streams.events(), LakeTables.ENTITY_EVENTS, "append-entity-events");
      sinks.append(streams.entities(), LakeTables.ENTITIES, "append-entities");
      sinks.append(streams.refused(), LakeTables.ENTITIES_REFUSED, "append-entities-refused");
      sinks.append(streams.ledger(), LakeTables.LEDGER_DAILY, "append-ledger");
      sinks.append(
          streams
              .indicators()
              .filter(row -> row.getString(5).toString().equals("year"))
              .uid("years"),
          LakeTables.INDICATORS,
          "append-indicators");
    }
    env.execute("market");
  }

  private static List<Record> rows(Lake lake, LakeTable<?> table) throws Exception {
    var catalog = lake.catalog();
    try (var closed = (AutoCloseable) catalog;
        var scan =
            IcebergGenerics.read(
                    catalog.loadTable(TableIdentifier.of(table.namespace(), table.name())))
                .where(Expressions.alwaysTrue())
                .build()) {
      var rows = new ArrayList<Record>();
      scan.forEach(rows::add);
      return rows;
    }
  }
}
