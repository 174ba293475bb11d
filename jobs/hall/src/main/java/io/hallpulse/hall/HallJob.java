package io.hallpulse.hall;

import io.hallpulse.flinkio.Checkpoints;
import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.flinkio.PublishedReferences;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the hall job: Kafka's hall events in, the lake's facts and the live topics out. */
public final class HallJob {
  /** Into so many parts keyed state is cut; state written with another number cannot be read. */
  static final int MAX_PARALLELISM = 128;

  private HallJob() {}

  public static void main(String[] args) throws Exception {
    var settings = Settings.from(args, secret("CATALOG_PASSWORD"));
    var lake =
        new Lake(
            settings.catalogUrl(),
            settings.catalogUser(),
            settings.catalogPassword(),
            settings.warehouse());
    LakeSetup.prepare(lake, LakeTables.all());

    var env = environment(settings);
    long revisionsFrom =
        Checkpoints.isGoingOn(env.getConfiguration()) ? 0 : beginning(env, lake, settings);
    var brokers = settings.brokers();
    var references = Kafka.read(env, Topics.REFERENCE, brokers);
    var streams =
        HallTopology.of(
            Kafka.readEvents(env, lake, brokers),
            references,
            new PublishedReferences(brokers),
            // Keys come from the environment of the machine that runs the operator.
            () -> Entrance.of(brokers, secret("SECRET_KEY"), secret("LOADER_KEY")),
            revisionsFrom);
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    lake.append(streams.events(), LakeTables.EVENTS, "append-events");
    lake.append(streams.tickets(), LakeTables.TICKETS, "append-tickets");
    lake.append(streams.losses(), LakeTables.SLOT_LOSSES, "append-losses");
    lake.append(streams.queues(), LakeTables.QUEUE_5M, "append-queues");
    lake.append(streams.scores(), LakeTables.HEALTH_DAILY, "append-scores");
    lake.append(streams.ratings(), LakeTables.RATINGS, "append-ratings");
    lake.append(streams.notices(), LakeTables.NOTICES, "append-notices");
    lake.append(streams.alerts(), LakeTables.ALERTS, "append-alerts");
    lake.append(streams.cases(), LakeTables.CASES, "append-cases");
    lake.append(streams.refused(), LakeTables.REFUSED, "append-refused");
    lake.append(streams.references(), LakeTables.REFERENCE, "append-reference");
    env.execute("hall");
  }

  /** What a start without state has to know: from what revision to count on. */
  private static long beginning(StreamExecutionEnvironment env, Lake lake, Settings settings)
      throws IOException {
    if (!settings.freshStart()) {
      Checkpoints.require(env.getConfiguration(), LakeSetup.filled(lake, LakeTables.hall()));
    }
    return FactRows.countFrom(LakeSetup.highestRevision(lake, LakeTables.hall()));
  }

  private static String secret(String name) {
    return System.getenv().getOrDefault("HALLPULSE_" + name, "");
  }

  private static StreamExecutionEnvironment environment(Settings settings) throws IOException {
    var configuration = defaults(settings);
    if (settings.local().isEmpty()) {
      var env = StreamExecutionEnvironment.getExecutionEnvironment();
      env.configure(configuration);
      return env;
    }
    var local = settings.local().get();
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.PORT, local.webPort());
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    configuration.set(
        WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1:" + local.webPort());
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, local.checkpoints());
    var folder = Path.of(new org.apache.flink.core.fs.Path(local.checkpoints()).getPath());
    var checkpoint = Checkpoints.newest(folder);
    if (checkpoint.isPresent()) {
      Checkpoints.deleteAllBut(checkpoint.get(), folder);
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + checkpoint.get());
    }
    var env = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
    env.setParallelism(local.parallelism());
    return env;
  }

  private static Configuration defaults(Settings settings) {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.commitInterval());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // Iceberg's sink can lose rows with unaligned checkpoints (apache/iceberg#15846).
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Uncompressed heap state is read back a byte per system call; see docs/decisions/006.
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    return configuration;
  }
}
