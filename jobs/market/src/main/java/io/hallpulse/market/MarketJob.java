package io.hallpulse.market;

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

/** Starts the market job: the registry's events in, ledger, indicators and live figures out. */
public final class MarketJob {
  /** Into so many parts keyed state is cut; state written with another number cannot be read. */
  static final int MAX_PARALLELISM = 128;

  private MarketJob() {}

  public static void main(String[] args) throws Exception {
    var settings = Settings.from(args, secret("CATALOG_PASSWORD"));
    var lake =
        new Lake(
            settings.catalogUrl(),
            settings.catalogUser(),
            settings.catalogPassword(),
            settings.warehouse());
    LakeSetup.prepare(lake, LakeTables.economy());

    var env = environment(settings);
    // A start without state would count, and store, what is stored already once more.
    if (!Checkpoints.isGoingOn(env.getConfiguration())) {
      Checkpoints.require(env.getConfiguration(), LakeSetup.filled(lake, LakeTables.economy()));
    }
    var brokers = settings.brokers();
    var streams =
        MarketTopology.of(
            Kafka.read(env, Topics.REGISTRY_EVENTS, brokers),
            Kafka.read(env, Topics.REFERENCE, brokers),
            new PublishedReferences(brokers));
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    lake.append(streams.events(), LakeTables.ENTITY_EVENTS, "append-entity-events");
    lake.append(streams.entities(), LakeTables.ENTITIES, "append-entities");
    lake.append(streams.refused(), LakeTables.ENTITIES_REFUSED, "append-entities-refused");
    lake.append(streams.ledger(), LakeTables.LEDGER_DAILY, "append-ledger");
    lake.append(streams.indicators(), LakeTables.INDICATORS, "append-indicators");
    env.execute("market");
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
