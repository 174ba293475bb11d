package io.hallpulse.benchmarks.lake;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSinks;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.function.LongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/** Appends rows by their number through the hall job's own sink. */
final class Filling extends RichMapFunction<Long, RowData> {
  private static final long COMMIT_MILLIS = 60_000;

  /** What makes the rows is made where they are. */
  interface Rows extends java.io.Serializable {
    LongFunction<RowData> make();
  }

  private final Rows rows;

  @SuppressWarnings("NullAway.Init") // open() comes first
  private transient LongFunction<RowData> row;

  private Filling(Rows rows) {
    this.rows = rows;
  }

  static void events(Lake lake, int districts, long count) throws Exception {
    fill(lake, LakeTables.EVENTS, count, () -> new ProvinceDay(districts)::row);
  }

  static void indexes(Lake lake, int districts, long count) throws Exception {
    fill(lake, LakeTables.HEALTH_DAILY, count, () -> new ProvinceYear(districts)::row);
  }

  private static void fill(Lake lake, LakeTable<?> table, long count, Rows rows) throws Exception {
    var configuration = new Configuration();
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    int threads = Runtime.getRuntime().availableProcessors();
    var env = StreamExecutionEnvironment.createLocalEnvironment(threads, configuration);
    env.enableCheckpointing(COMMIT_MILLIS);
    var stream =
        env.fromSequence(0, count - 1)
            .uid("numbers")
            .map(new Filling(rows))
            .returns(Lake.rows(table))
            .uid("rows");
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(stream, table, "append-" + table.name());
    }
    env.execute("filling");
  }

  @Override
  public void open(OpenContext context) {
    row = rows.make();
  }

  @Override
  public RowData map(Long number) {
    return row.apply(number);
  }
}
