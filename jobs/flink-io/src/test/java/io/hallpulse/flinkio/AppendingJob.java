package io.hallpulse.flinkio;

import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
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

/**
 * A job that appends numbered rows to a table of the lake, a hundred between two commits, and then
 * goes on without any, as the real one does. One that ended would not do its last commit again if
 * that failed: from its last checkpoint Flink restores its tasks as finished.
 *
 * @param rows how many there are
 * @param folder where the warehouse and the checkpoints are
 */
record AppendingJob(int rows, Path folder) {
  private static final int ROWS_PER_CHECKPOINT = 100;

  /** Starts it, or goes on where it was ended. */
  JobClient submit(Lake lake) throws Exception {
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
    var numbered =
        env.fromSource(
            new DataGeneratorSource<>(
                new Refusals(),
                rows,
                RateLimiterStrategy.perCheckpoint(ROWS_PER_CHECKPOINT),
                Lake.rows(LakeTables.REFUSED)),
            WatermarkStrategy.noWatermarks(),
            "rows");
    var nothing =
        env.fromSource(
            new DataGeneratorSource<>(
                new Refusals(),
                Long.MAX_VALUE,
                threads -> CompletableFuture::new,
                numbered.getType()),
            WatermarkStrategy.noWatermarks(),
            "nothing");
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(
          numbered.uid("rows").union(nothing.uid("nothing")), LakeTables.REFUSED, "append-refused");
    }
    return env.executeAsync("append");
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** The lake, with its catalog behind a port. */
  Lake lakeAt(int port) {
    return new Lake(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
        "postgres",
        "postgres",
        folder.resolve("warehouse").toUri().toString());
  }

  /** All numbers in the table, in order. */
  static List<Long> storedSeqs(Table table) throws IOException {
    table.refresh();
    var seqs = new ArrayList<Long>();
    try (var rows = IcebergGenerics.read(table).select("seq").build()) {
      rows.forEach(row -> seqs.add((Long) row.getField("seq")));
    }
    seqs.sort(null);
    return seqs;
  }

  /** Whether as many rows as there are have been committed. */
  boolean isStored(Table table) {
    table.refresh();
    var newest = table.currentSnapshot();
    return newest != null && Long.parseLong(newest.summary().get("total-records")) >= rows;
  }

  /** The checkpoint of each snapshot. */
  static List<String> committedCheckpoints(Table table) {
    var checkpoints = new ArrayList<String>();
    for (Snapshot snapshot : table.snapshots()) {
      checkpoints.add(
          snapshot.summary().get("flink.job-id")
              + "/"
              + snapshot.summary().get("flink.max-committed-checkpoint-id"));
    }
    return checkpoints;
  }

  List<Long> allSeqs() {
    return LongStream.rangeClosed(1, rows).boxed().toList();
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
