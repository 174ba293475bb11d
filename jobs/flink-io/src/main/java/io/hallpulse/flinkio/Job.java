package io.hallpulse.flinkio;

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

/** How a job is started: in this process with its web page, or in a cluster. */
public final class Job {
  /** Into so many parts keyed state is cut; state written with another number cannot be read. */
  public static final int MAX_PARALLELISM = 128;

  private Job() {}

  /** From the environment, where no list of processes shows it; empty if it is not there. */
  public static String secret(String name) {
    return System.getenv().getOrDefault("HALLPULSE_" + name, "");
  }

  /** Where the job runs; it goes on from its newest checkpoint if there is one. */
  public static StreamExecutionEnvironment environment(JobSettings settings) throws IOException {
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

  private static Configuration defaults(JobSettings settings) {
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
