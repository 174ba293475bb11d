package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.Broker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that fails before it has ever made a checkpoint: nothing is given back to who reads anew.
 */
class FirstFailureTest {
  private static final int RECORDS = 20;
  private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
  private static final AtomicInteger FAILURES_LEFT = new AtomicInteger(1);

  @TempDir private Path folder;

  @Test
  void aJobThatFailsBeforeItsFirstCheckpointReadsOn() throws Exception {
    try (var postgres = EmbeddedPostgres.start();
        var broker = new Broker(Files.createDirectory(folder.resolve("kafka"))).start()) {
      var lake =
          new Lake(
              postgres.getJdbcUrl("postgres", "postgres"),
              "postgres",
              "postgres",
              folder.resolve("lake").toUri().toString());
      LakeSetup.prepare(lake, LakeTables.all());
      write(broker.address());

      var configuration = new Configuration();
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      configuration.set(
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
      var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
      Kafka.readEvents(env, lake, broker.address())
          .map(new FailsAtFirst())
          .sinkTo(new DiscardingSink<>());
      var job = env.executeAsync();
      try {
        for (int i = 0; i < RECORDS; i++) {
          assertThat(SEEN.poll(1, TimeUnit.MINUTES)).isEqualTo("record " + i);
        }
        assertThat(FAILURES_LEFT).hasValue(-RECORDS);
      } finally {
        job.cancel().get(1, TimeUnit.MINUTES);
      }
    }
  }

  private static void write(String brokers) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        var topic = Topics.HALL_EVENTS.name();
        producer.send(new ProducerRecord<>(topic, 0, "h", ("record " + i).getBytes(UTF_8))).get();
      }
    }
  }

  private static final class FailsAtFirst implements MapFunction<KafkaRecord, String> {
    @Override
    public String map(KafkaRecord record) {
      if (FAILURES_LEFT.getAndDecrement() > 0) {
        throw new IllegalStateException("the first attempt fails, as it should");
      }
      var text = new String(record.value(), UTF_8);
      SEEN.add(text);
      return text;
    }
  }
}
