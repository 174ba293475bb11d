package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSinks;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The hall job's sinks in a Flink of this process; a checkpoint is taken when it is asked for. */
final class Commits implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Shared with the job's threads, which run in this process: minutes to write, by their end. */
  private static final Map<Long, Minute> MINUTES = new ConcurrentHashMap<>();

  private static final SynchronousQueue<Long> NEXT = new SynchronousQueue<>();
  private static final SynchronousQueue<Long> TAKEN = new SynchronousQueue<>();
  private static final OutputTag<RowData> TICKETS =
      new OutputTag<>("tickets", Lake.rows(LakeTables.TICKETS));

  private final MiniCluster flink;
  private final JobID job;

  private Commits(MiniCluster flink, JobID job) {
    this.flink = flink;
    this.job = job;
  }

  static Commits into(Lake lake) throws Exception {
    var configuration = new Configuration();
    // Only those that are asked for.
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(365));
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    var events =
        env.addSource(new MinuteSource())
            .returns(Types.LONG)
            .uid("minutes")
            .process(new ToRows())
            .returns(Lake.rows(LakeTables.EVENTS))
            .uid("to-rows");
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(events, LakeTables.EVENTS, "append-events");
      sinks.append(events.getSideOutput(TICKETS), LakeTables.TICKETS, "append-tickets");
    }
    var flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
    flink.start();
    var graph = env.getStreamGraph().getJobGraph();
    flink.submitJob(graph).get();
    return new Commits(flink, graph.getJobID());
  }

  /** Hands a minute's rows to the sinks and takes a checkpoint, which commits them. */
  void commit(Minute minute) throws InterruptedException {
    MINUTES.put(minute.end(), minute);
    if (!NEXT.offer(minute.end(), PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The job does not take the rows");
    }
    TAKEN.take();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        flink.triggerCheckpoint(job).get();
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("No checkpoint", e);
        }
        LockSupport.parkNanos(1_000_000); // not all tasks run yet
      }
    }
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  private static final class MinuteSource implements SourceFunction<Long> {
    private volatile boolean ended;

    @Override
    public void run(SourceContext<Long> out) throws InterruptedException {
      while (!ended) {
        var minute = NEXT.poll(100, TimeUnit.MILLISECONDS);
        if (minute != null) {
          synchronized (out.getCheckpointLock()) {
            out.collect(minute);
          }
          TAKEN.put(minute);
        }
      }
    }

    @Override
    public void cancel() {
      ended = true;
    }
  }

  private static final class ToRows extends ProcessFunction<Long, RowData> {
    @Override
    public void processElement(Long end, Context context, Collector<RowData> out) {
      var minute = Objects.requireNonNull(MINUTES.remove(end));
      minute.events().forEach(out::collect);
      minute.tickets().forEach(row -> context.output(TICKETS, row));
    }
  }
}
