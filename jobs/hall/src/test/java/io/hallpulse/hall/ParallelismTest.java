package io.hallpulse.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.Checkpoints;
import io.hallpulse.flinkio.Job;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.TableLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hall job is taken away and goes on from its checkpoint on another number of threads, into a
 * real lake: the facts are those of a job that was never disturbed.
 */
@Timeout(300)
class ParallelismTest {
  private static final int HALLS = 9;
  private static final int VISITS = 20;

  /** Of a hall: four of a visit, and two cases are opened. */
  private static final int EVENTS = VISITS * 4 + 2;

  private static final int RECORDS_PER_CHECKPOINT = 40;

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void oneThreadThenTwoThenOneGiveTheSameFacts() throws Exception {
    var undisturbed = lake("undisturbed");
    submit(undisturbed, "undisturbed", 1, RateLimiterStrategy.noOp()).getJobExecutionResult().get();

    var changed = lake("changed");
    runSomeCheckpoints(changed, 1);
    runSomeCheckpoints(changed, 2);
    submit(changed, "changed", 1, slowly()).getJobExecutionResult().get();

    assertThat(rows(changed, LakeTables.EVENTS))
        .extracting(row -> row.getField("source") + "/" + row.getField("seq"))
        .hasSize(HALLS * EVENTS)
        .doesNotHaveDuplicates();
    assertThat(latest(changed, LakeTables.TICKETS, "ticket_id"))
        .hasSize(HALLS * VISITS)
        .isEqualTo(latest(undisturbed, LakeTables.TICKETS, "ticket_id"));
    assertThat(latest(changed, LakeTables.CASES, "case_id"))
        .hasSize(HALLS * 2)
        .isEqualTo(latest(undisturbed, LakeTables.CASES, "case_id"));
  }

  private void runSomeCheckpoints(Lake lake, int parallelism) throws Exception {
    long before = number(checkpoints("changed"));
    var job = submit(lake, "changed", parallelism, slowly());
    while (number(checkpoints("changed")) < before + 3) {
      assertThat(job.getJobExecutionResult()).isNotDone();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    job.cancel().get();
    assertThat(job.getJobExecutionResult())
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOf(JobCancellationException.class);
  }

  private static RateLimiterStrategy slowly() {
    return RateLimiterStrategy.perCheckpoint(RECORDS_PER_CHECKPOINT);
  }

  private JobClient submit(Lake lake, String name, int parallelism, RateLimiterStrategy rate)
      throws Exception {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(name).toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.MAX_PARALLELISM, Job.MAX_PARALLELISM);
    Checkpoints.newest(checkpoints(name))
        .ifPresent(
            from -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + from));
    var env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    var streams =
        HallTopology.of(
            read(env, rate),
            env.fromData(List.of(Day.district()), TypeInformation.of(KafkaRecord.class))
                .uid("references")
                .name("references"),
            List::of,
            Doors::open,
            0);
    streams.live().sinkTo(new DiscardingSink<>()).uid("live").name("live");
    streams.appendTo(lake);
    return env.executeAsync(name);
  }

  private static DataStream<KafkaRecord> read(
      StreamExecutionEnvironment env, RateLimiterStrategy rate) {
    var batches =
        new DataGeneratorSource<>(
            new Batches(), HALLS * EVENTS / 2, rate, TypeInformation.of(KafkaRecord.class));
    // One reader, as one partition has, whatever the parallelism of what follows.
    return env.fromSource(batches, WatermarkStrategy.noWatermarks(), "read-batches")
        .setParallelism(1)
        .uid("read-batches");
  }

  private Lake lake(String name) throws IOException {
    var database = name + "_lake";
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    } catch (java.sql.SQLException e) {
      throw new IOException(e);
    }
    var lake =
        new Lake(
            postgres.getJdbcUrl("postgres", database),
            "postgres",
            "postgres",
            folder.resolve(database).toUri().toString());
    LakeSetup.prepare(lake, LakeTables.all());
    return lake;
  }

  private Path checkpoints(String name) {
    return folder.resolve(name + "-checkpoints");
  }

  private static long number(Path checkpoints) throws IOException {
    return Checkpoints.newest(checkpoints)
        .map(newest -> Long.parseLong(newest.getFileName().toString().substring("chk-".length())))
        .orElse(0L);
  }

  private static List<Record> rows(Lake lake, LakeTable<?> table) throws IOException {
    try (TableLoader loader = lake.loader(table)) {
      loader.open();
      var all = new ArrayList<Record>();
      try (var rows = IcebergGenerics.read(loader.loadTable()).build()) {
        rows.forEach(all::add);
      }
      return all;
    }
  }

  /** The newest revision of each fact, without the revision. */
  private static Map<Object, Map<String, Object>> latest(Lake lake, LakeTable<?> table, String id)
      throws IOException {
    var newest = new HashMap<Object, Record>();
    for (var row : rows(lake, table)) {
      newest.merge(
          row.getField(id),
          row,
          (a, b) -> (long) a.getField("revision") > (long) b.getField("revision") ? a : b);
    }
    return newest.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> withoutRevision(entry.getValue())));
  }

  private static Map<String, Object> withoutRevision(Record row) {
    var values = new HashMap<String, Object>();
    for (var field : row.struct().fields()) {
      values.put(field.name(), row.getField(field.name()));
    }
    values.remove("revision");
    return values;
  }

  /** The halls' days by turns, two events a batch. */
  private static final class Batches implements GeneratorFunction<Long, KafkaRecord> {
    private transient List<List<KafkaRecord>> byHall;

    @Override
    public KafkaRecord map(Long i) {
      if (byHall == null) {
        byHall = days();
      }
      return byHall.get((int) (i % HALLS)).get((int) (i / HALLS));
    }

    private static List<List<KafkaRecord>> days() {
      var days = new ArrayList<List<KafkaRecord>>();
      for (int hall = 0; hall < HALLS; hall++) {
        var day = new Day("h" + hall, "a" + hall);
        for (int visit = 0; visit < VISITS; visit++) {
          day.visit("t%d-%d".formatted(hall, visit), visit * 20);
        }
        for (var ticket : List.of("t%d-3".formatted(hall), "t%d-4".formatted(hall))) {
          day.at(500, EventKind.CASE_OPENED, e -> e.setCaseId("case-" + ticket));
        }
        days.add(day.records(2, hall * 1000L));
      }
      return days;
    }
  }
}
