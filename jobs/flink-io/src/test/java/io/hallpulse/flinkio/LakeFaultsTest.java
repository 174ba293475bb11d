package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.FaultPlan;
import io.hallpulse.testkit.FaultProxy;
import io.hallpulse.testkit.Moment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.SourceReaderContext;
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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job that appends to the lake while its catalog's connection breaks and the job is killed around
 * its commits. To kill it is to cut it off from the catalog at once and then to take it away: what
 * it has not said until then it never says.
 */
@Timeout(300)
class LakeFaultsTest {
  private static final int ROWS = 1_000;
  private static final int ROWS_PER_CHECKPOINT = 100;

  /** Only a commit tells the catalog of a new metadata file. */
  private static final String COMMIT = ".metadata.json";

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;
  private FaultProxy proxy;
  private Lake lake;
  private Table table;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    proxy = FaultProxy.to(postgres.getPort());
    lake = lakeAt(proxy.port());
    LakeSetup.prepare(lake, List.of(LakeTables.REFUSED));
    table = lakeAt(postgres.getPort()).catalog().loadTable(Lake.identifier(LakeTables.REFUSED));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    postgres.close();
  }

  static LongStream seeds() {
    return FaultPlan.seeds(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachRowIsStoredOnceWhateverBecomesOfTheCommits(long seed) throws Exception {
    var random = new Random(seed);
    var faults = new ArrayList<String>();
    while (!lives(random, faults)) {
      proxy.rejoin();
    }

    System.out.printf("seed %d: %s%n", seed, faults);
    assertThat(faults).as("seed %d", seed).hasSizeGreaterThan(8);
    assertThat(storedSeqs())
        .as("seed %d: %s", seed, faults)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, ROWS).boxed().toList());
    assertThat(committedCheckpoints()).as("seed %d: %s", seed, faults).doesNotHaveDuplicates();
  }

  /** One life of the job; returns whether it came to its end. */
  private boolean lives(Random random, List<String> faults) throws Exception {
    var job = submit();
    var done = job.getJobExecutionResult();
    while (true) {
      var moment = Moment.values()[random.nextInt(Moment.values().length)];
      boolean killed = random.nextBoolean();
      int later = random.nextInt(4) == 0 ? random.nextInt(150) : 0;
      var torn = new CompletableFuture<Void>();
      proxy.tearAt(
          COMMIT,
          moment,
          () -> {
            if (killed && later == 0) {
              proxy.isolate();
            }
            torn.complete(null);
          });
      CompletableFuture.anyOf(torn, done).get(60, TimeUnit.SECONDS);
      if (!torn.isDone()) {
        return true;
      }
      faults.add("%s%s+%d".formatted(killed ? "killed " : "", moment, later));
      if (killed) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(later));
        return takeAway(job, done);
      }
    }
  }

  /** Returns whether it came to its end before. */
  private boolean takeAway(JobClient job, CompletableFuture<JobExecutionResult> done)
      throws Exception {
    proxy.isolate();
    try {
      job.cancel();
      done.get();
    } catch (IllegalStateException ended) {
      done.get(); // its cluster is gone because it had ended
    } catch (ExecutionException cancelled) {
      assertThat(cancelled).hasStackTraceContaining("JobCancellationException");
      return false;
    }
    proxy.rejoin();
    return true;
  }

  private JobClient submit() throws Exception {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    Checkpoints.newest(checkpoints())
        .ifPresent(
            newest -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + newest));
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var rows =
        env.fromSource(
            new DataGeneratorSource<>(
                new Refusals(),
                ROWS,
                RateLimiterStrategy.perCheckpoint(ROWS_PER_CHECKPOINT),
                Lake.rows(LakeTables.REFUSED)),
            WatermarkStrategy.noWatermarks(),
            "rows");
    lake.append(rows.uid("rows"), LakeTables.REFUSED, "append-refused");
    return env.executeAsync("append");
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  private Lake lakeAt(int port) {
    return new Lake(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
        "postgres",
        "postgres",
        folder.resolve("warehouse").toUri().toString());
  }

  private List<Long> storedSeqs() throws IOException {
    table.refresh();
    var seqs = new ArrayList<Long>();
    try (var rows = IcebergGenerics.read(table).select("seq").build()) {
      rows.forEach(row -> seqs.add((Long) row.getField("seq")));
    }
    seqs.sort(null);
    return seqs;
  }

  private List<String> committedCheckpoints() {
    var checkpoints = new ArrayList<String>();
    for (Snapshot snapshot : table.snapshots()) {
      checkpoints.add(
          snapshot.summary().get("flink.job-id")
              + "/"
              + snapshot.summary().get("flink.max-committed-checkpoint-id"));
    }
    return checkpoints;
  }

  /** Makes the i-th row. */
  private static final class Refusals implements GeneratorFunction<Long, RowData> {
    private transient @Nullable RowWriter<RefusedFact> writer;

    @Override
    public void open(SourceReaderContext context) {
      writer = new RowWriter<>(LakeTables.REFUSED);
    }

    @Override
    public RowData map(Long i) {
      return writer.row(
          new RefusedFact(
              "a",
              1,
              i + 1,
              "370213",
              "h",
              Instant.EPOCH.plusSeconds(i),
              "TICKET_CALLED",
              null,
              "reason",
              false,
              LocalDate.EPOCH,
              1));
    }
  }
}
