package io.hallpulse.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.testkit.Broker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a change in its topic to the figure in the live topic, through a real broker and Flink. */
class ChangeToLiveTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  /**
   * The goal is a second. This holds on a loaded machine, and not if the rows of six years, which
   * are written meanwhile, had to be waited for.
   */
  private static final Duration TOO_LATE = Duration.ofSeconds(5);

  private static final int REGISTRATIONS = 8;

  private static final AvroCodec<LiveEconomy> LIVE = AvroCodec.liveEconomy();

  private static final int REVISION = LakeTables.INDICATORS.columns().size() - 1;
  private static final long NONE = -1;

  /** The revision of six years of rows, which come first; the job runs in this process. */
  private static final AtomicLong YEARS = new AtomicLong(NONE);

  /** Rows of it that were told. */
  private static final AtomicLong ROWS = new AtomicLong();

  /** Rows that came after them: what the changes themselves made other. */
  private static final AtomicLong LATER = new AtomicLong();

  @TempDir private Path folder;

  private final List<KafkaRecord> changes = changes();

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void aRegistrationIsLiveAtOnceAlsoWhileYearsOfRowsAreWritten() throws Exception {
    try (var broker = new Broker(Files.createDirectory(folder.resolve("kafka"))).start();
        var producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        var consumer = consumer(broker.address())) {
      var job = start(broker.address());
      producer.send(sent(changes.get(0)));
      await(consumer, job, 100);

      var took = new ArrayList<Duration>();
      for (int i = 1; i < changes.size(); i++) {
        awaitAnotherRow(job);
        long since = System.nanoTime();
        producer.send(sent(changes.get(i)));
        await(consumer, job, 100 + i);
        took.add(Duration.ofNanos(System.nanoTime() - since));
      }
      awaitAnotherRow(job); // they were not over before
      job.cancel().get();

      Collections.sort(took);
      System.out.printf(
          "change to live figure, in the job: %d ms, at the slowest %d ms%n",
          took.get(took.size() / 2).toMillis(), took.get(took.size() - 1).toMillis());
      assertThat(took).allSatisfy(one -> assertThat(one).isLessThan(TOO_LATE));
    }
  }

  private static JobClient start(String brokers) throws Exception {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var rules =
        new ReferenceVersion(
            "ruleset",
            Told.DISTRICT,
            0L,
            0L,
            1L,
            "test",
            ReferenceType.write(RuleSet.defaults(Told.DISTRICT))
                .replace("2011-01-01", TODAY.minusYears(6).toString()));
    var streams =
        MarketTopology.of(
            Kafka.read(env, Topics.REGISTRY_EVENTS, brokers),
            Kafka.read(env, Topics.LIVE_CASES, brokers),
            Kafka.read(env, Topics.REFERENCE, brokers),
            () -> List.of(rules),
            Told::gate,
            Beginning.EMPTY);
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    streams
        .indicators()
        .map(row -> note(row.getLong(REVISION)))
        .returns(Types.LONG)
        .sinkTo(new DiscardingSink<>());
    for (var rows :
        List.of(streams.events(), streams.entities(), streams.refused(), streams.ledger())) {
      rows.sinkTo(new DiscardingSink<>());
    }
    return env.executeAsync("market");
  }

  /** A stock of a hundred, and registrations of today. */
  private static List<KafkaRecord> changes() {
    var told =
        new Told()
            .tell(
                "STOCK_REBASED",
                0,
                TODAY.minusYears(6).toString(),
                "subdistrict",
                "李村",
                "section",
                "F",
                "entity_type",
                "ENTERPRISE",
                "delta",
                100L,
                "reason",
                "opening");
    for (int entity = 1; entity <= REGISTRATIONS; entity++) {
      told.tell("ENTITY_REGISTERED", entity, TODAY.toString(), "subdistrict", "李村");
    }
    return told.records();
  }

  private static ProducerRecord<String, byte[]> sent(KafkaRecord change) {
    var record = new ProducerRecord<>(change.topic(), change.key(), change.value());
    record.headers().add(Signature.HEADER, change.signature());
    return record;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(Topics.LIVE_ECONOMY.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static void await(KafkaConsumer<byte[], byte[]> consumer, JobClient job, int stock)
      throws Exception {
    while (true) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        var read = (Accepted<LiveEconomy>) LIVE.decode(record.value());
        if (isStock(read.value(), String.valueOf(stock))) {
          return;
        }
      }
      assertRunning(job);
    }
  }

  private static boolean isStock(LiveEconomy told, String stock) {
    return told.getScope().equals("district")
        && told.getFigures().stream()
            .anyMatch(figure -> figure.getIndicator() == 1 && stock.equals(figure.getValue()));
  }

  private static long note(long revision) {
    YEARS.compareAndSet(NONE, revision);
    return revision == YEARS.get() ? ROWS.incrementAndGet() : LATER.incrementAndGet();
  }

  /** One more row of the six years is told; one of later ones means that those have ended. */
  private static void awaitAnotherRow(JobClient job) throws Exception {
    long known = ROWS.get();
    while (ROWS.get() == known) {
      assertThat(LATER.get()).as("rows that came after all %d of six years", known).isZero();
      LockSupport.parkNanos(1_000_000);
      assertRunning(job);
    }
  }

  private static void assertRunning(JobClient job) throws Exception {
    assertThat(job.getJobStatus().get().isTerminalState()).as("the job has ended").isFalse();
  }
}
