package io.hallpulse.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.hall.Entrance;
import io.hallpulse.hall.HallTopology;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/**
 * The hall job with many halls: to the end of an input, or going on, with checkpoints as in
 * production. What comes out is discarded.
 */
final class ScaleJob {
  /** The product's is 60 s; here they come as soon as one can be told from the other. */
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Events taken in by the job that runs: it runs in this process. */
  private static final LongAdder TAKEN = new LongAdder();

  private final String brokers;
  private final ScaleInput input;

  ScaleJob(String brokers, ScaleInput input) {
    this.brokers = brokers;
    this.input = input;
  }

  /** A checkpoint as the job's web interface tells of it. */
  record Checkpoint(long id, long bytes, long millis) {}

  void runToEnd(Topic topic) throws Exception {
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
    topology(env, Kafka.readToEnd(env, topic, brokers));
    env.execute("hall");
  }

  /** A job that goes on. */
  final class Running implements AutoCloseable {
    private final int port = freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JobClient job;

    Running(Topic topic, Path checkpoints) throws Exception {
      TAKEN.reset();
      var configuration = configuration();
      configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
      configuration.set(RestOptions.PORT, port);
      configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
      configuration.set(
          CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
      configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
      configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
      var env = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
      env.setParallelism(1);
      topology(env, Kafka.read(env, topic, brokers));
      job = env.executeAsync("hall");
    }

    /** Waits until so many events have been taken in since the start. */
    void awaitTaken(long events, Duration patience) throws Exception {
      long until = System.nanoTime() + patience.toNanos();
      while (TAKEN.sum() < events) {
        if (System.nanoTime() > until || job.getJobStatus().get().isTerminalState()) {
          throw new IllegalStateException(
              "The job, %s, has taken %,d of %,d events in %s"
                  .formatted(job.getJobStatus().get(), TAKEN.sum(), events, patience));
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    /** The second of two checkpoints of nearly the same size: all that was due is written. */
    Checkpoint awaitSteady(Duration patience) throws Exception {
      long until = System.nanoTime() + patience.toNanos();
      var before = newest(); // began when nobody knows
      Checkpoint known = null;
      while (System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(500);
        var now = newest();
        if (now == null || before != null && now.id() <= before.id() + 1) {
          continue;
        }
        if (known != null && now.id() > known.id()) {
          if (Math.abs(now.bytes() - known.bytes()) <= known.bytes() / 100) {
            return now;
          }
        }
        if (known == null || now.id() > known.id()) {
          known = now;
        }
      }
      throw new IllegalStateException(
          "No two checkpoints of one size in %s, the last is %s".formatted(patience, known));
    }

    private @Nullable Checkpoint newest() throws Exception {
      var uri =
          URI.create("http://127.0.0.1:%d/jobs/%s/checkpoints".formatted(port, job.getJobID()));
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      JsonNode latest = MAPPER.readTree(answer.body()).path("latest").path("completed");
      return latest.isObject()
          ? new Checkpoint(
              latest.path("id").asLong(),
              latest.path("state_size").asLong(),
              latest.path("end_to_end_duration").asLong())
          : null;
    }

    @Override
    public void close() throws Exception {
      var ended = job.getJobExecutionResult().handle((result, failure) -> job.getJobID());
      job.cancel().get();
      ended.get(); // with the failure of having been cancelled
    }
  }

  private void topology(StreamExecutionEnvironment env, DataStream<KafkaRecord> batches) {
    var references = input.references();
    var last = references.get(references.size() - 1);
    var record =
        new KafkaRecord(
            Topics.REFERENCE.name(), 0, 0, 0, "bench", AvroCodec.references().encode(last));
    int halls = input.halls();
    var at = brokers;
    var streams =
        HallTopology.of(
            batches,
            env.fromData(List.of(record), TypeInformation.of(KafkaRecord.class)).uid("references"),
            () -> new ScaleInput(halls).references(),
            () -> Entrance.of(at, Keys.secret(), Keys.loader()),
            0);
    discard(
        streams
            .events()
            .map(
                row -> {
                  TAKEN.increment();
                  return row.getArity();
                })
            .returns(Types.INT));
    discard(streams.tickets());
    discard(streams.losses());
    discard(streams.scores());
    discard(streams.ratings());
    discard(streams.notices());
    discard(streams.refused());
    discard(streams.cases());
    discard(streams.live());
    discard(streams.references());
  }

  private static void discard(DataStream<?> stream) {
    stream.sinkTo(new DiscardingSink<>());
  }

  private static Configuration configuration() {
    var configuration = new Configuration();
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is shown
    return configuration;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
