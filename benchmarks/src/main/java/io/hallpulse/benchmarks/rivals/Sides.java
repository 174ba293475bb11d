package io.hallpulse.benchmarks.rivals;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The three sides on one broker: topics made and deleted, each run to the end of its input. */
final class Sides implements AutoCloseable {
  /** The product's is 60 s; a bounded job ends with a checkpoint, so no run is without one. */
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  private final String brokers;
  private final String prefix;
  private final SqlTopics sqlTopics;
  private final StreamsSide streams;
  private final SqlSide sql;
  private final Path checkpoints;
  private final List<String> topics = new ArrayList<>();

  Sides(String brokers, String prefix) throws Exception {
    this.brokers = brokers;
    this.prefix = prefix;
    this.sqlTopics = new SqlTopics(prefix + "-sql");
    this.streams = new StreamsSide(brokers);
    this.sql = new SqlSide(brokers);
    this.checkpoints = Files.createTempDirectory("hallpulse-rivals");
    for (var side : List.of("ours", "streams")) {
      topics.add(waits(side));
      topics.add(queues(side));
    }
    sqlTopics.tables().forEach(table -> topics.add(table.topic()));
    create(topics);
  }

  private String waits(String side) {
    return "%s-%s-waits".formatted(prefix, side);
  }

  private String queues(String side) {
    return "%s-%s-queues".formatted(prefix, side);
  }

  /** An empty topic for an input. */
  Topic input(String name) throws Exception {
    var topic = new Topic(prefix + "-" + name, Inputs.PARTITIONS, false);
    topics.add(topic.name());
    create(List.of(topic.name()));
    return topic;
  }

  private void create(List<String> names) throws Exception {
    try (var admin = admin()) {
      admin
          .createTopics(
              names.stream().map(name -> new NewTopic(name, Inputs.PARTITIONS, (short) 1)).toList())
          .all()
          .get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", brokers));
  }

  void ours(Stretch input) throws Exception {
    var env = environment();
    var messages =
        Kafka.readToEnd(env, input.topic(), brokers)
            .keyBy(KafkaRecord::key)
            .process(new FoldQueues(waits("ours"), queues("ours")))
            .returns(TypeInformation.of(KafkaMessage.class))
            .name("fold-queues")
            .uid("fold-queues");
    Kafka.upsert(messages, "upsert-queues", brokers);
    env.execute("queues");
  }

  void streams(Stretch input) throws Exception {
    streams.run(input, waits("streams"), queues("streams"));
  }

  void sql(Stretch input) throws Exception {
    sql.run(environment(), input, sqlTopics);
  }

  Outcome ofOurs() {
    return new Outputs(brokers).of(waits("ours"), queues("ours"));
  }

  Outcome ofStreams() {
    return new Outputs(brokers).of(waits("streams"), queues("streams"));
  }

  Outcome ofSql(Stretch input) throws IOException {
    return new Outputs(brokers).of(sqlTopics, input.end());
  }

  private StreamExecutionEnvironment environment() {
    var configuration = new Configuration();
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is shown
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
  }

  @Override
  public void close() throws Exception {
    try (var admin = admin()) {
      admin.deleteTopics(topics).all().get();
    }
    FileUtils.deleteDirectory(checkpoints.toFile()); // of which the cluster may delete, too
  }
}
