package io.hallpulse.benchmarks;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs in the hall job: against a loop that does the same work on the same bytes in
 * memory (quality.md, P1), and against Flink that only decodes the same topic (P2). What comes out
 * is compared first; rows and live records are then discarded on all sides, checkpoints are off.
 */
@Command(
    name = "job",
    description = "CPU per event in the hall job, a plain loop and Flink's decode alone (P1, P2).",
    mixinStandardHelpOptions = true)
final class HallJobCost implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int PARTITIONS = 4;

  @Option(names = "--brokers", required = true, description = "Kafka's address")
  private String brokers = "";

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--events", defaultValue = "1000000", description = "of the large input")
  private int events;

  @Option(names = "--halls", defaultValue = "12", description = "that they come from")
  private int halls;

  @Option(names = "--rounds", defaultValue = "5", description = "of each side, taking turns")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    var stamp = Instant.now().getEpochSecond();
    var small = topic("bench.small-" + stamp);
    var large = topic("bench.large-" + stamp);
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(small.name(), PARTITIONS, (short) 1),
                  new NewTopic(large.name(), PARTITIONS, (short) 1)))
          .all()
          .get();
      try {
        return compare(small, large);
      } finally {
        admin.deleteTopics(List.of(small.name(), large.name())).all().get();
      }
    }
  }

  private Integer compare(Topic small, Topic large) throws Exception {
    long fewer = fill(small, events / 4);
    long more = fill(large, events);
    var smallRecords = read(small);
    var largeRecords = read(large);
    var flink = new FlinkSides(brokers);
    if (!givesTheSame(flink, large, largeRecords)) {
      return 1;
    }
    var loop = new Cost();
    var decode = new Cost();
    var job = new Cost();
    var again = new Cost();
    for (int round = 0; round < rounds; round++) {
      loop.round(() -> loop(smallRecords), () -> loop(largeRecords), more - fewer);
      decode.round(() -> flink.decodeOnly(small), () -> flink.decodeOnly(large), more - fewer);
      job.round(() -> flink.hallJob(small), () -> flink.hallJob(large), more - fewer);
      again.round(() -> flink.hallJob(small), () -> flink.hallJob(large), more - fewer);
      System.out.printf("round %d of %d%n", round + 1, rounds);
    }
    return report(loop, decode, job, again);
  }

  private static boolean givesTheSame(FlinkSides flink, Topic topic, List<KafkaRecord> records)
      throws Exception {
    var loopEvents = new Tally();
    var loopTickets = new Tally();
    HallLoop.run(records, loopEvents::add, loopTickets::add);
    flink.talliedHallJob(topic);
    var loop = "events %s; tickets %s".formatted(loopEvents, loopTickets);
    var job = "events %s; tickets %s".formatted(FlinkSides.EVENTS, FlinkSides.TICKETS);
    System.out.printf("loop gives %s%njob gives  %s%n", loop, job);
    return loop.equals(job);
  }

  private static void loop(List<KafkaRecord> records) {
    var rows = new long[1];
    long live = HallLoop.run(records, row -> rows[0]++, row -> rows[0]++);
    if (rows[0] == 0 || live == 0) {
      throw new IllegalStateException("The loop gave %d rows, %d bytes".formatted(rows[0], live));
    }
  }

  private int report(Cost loop, Cost decode, Cost job, Cost again) throws Exception {
    double p1 = job.median() / loop.median();
    double p2 = job.median() / decode.median();
    double noise = Math.abs(again.median() / job.median() - 1);
    boolean isVoid = noise > 0.15;
    System.out.printf(
        """
        CPU per event, median of %d rounds (least to most)
        plain loop              %s
        Flink, decode alone     %s
        hall job                %s
        hall job once more      %s  %s
        P1  hall job / loop     %.2f   goal 3, fails above 6
        P2  hall job / decode   %.2f   goal 2, fails above 3
        """,
        rounds, loop, decode, job, again, isVoid ? "VOID: differs by more than 15 %" : "", p1, p2);
    var values = new LinkedHashMap<String, Object>();
    values.put("events", events);
    values.put("halls", halls);
    values.put("rounds", rounds);
    put(values, "loop", loop);
    put(values, "decode", decode);
    put(values, "job", job);
    put(values, "job_again", again);
    values.put("p1_job_to_loop", p1);
    values.put("p2_job_to_decode", p2);
    values.put("void", isVoid);
    Result.write(results, "hall-job-cost", values);
    return isVoid ? 1 : 0;
  }

  private static void put(Map<String, Object> values, String name, Cost cost) {
    values.put(name + "_ns_per_event_median", cost.median());
    values.put(name + "_ns_per_event_min", cost.min());
    values.put(name + "_ns_per_event_max", cost.max());
  }

  private static Topic topic(String name) {
    return new Topic(name, PARTITIONS, false);
  }

  /** Halls by turns, each a batch; returns how many events. */
  private long fill(Topic topic, int wanted) {
    var schedule =
        new Schedule(
            TimeUnit.SECONDS.toNanos(
                Instant.now()
                    .truncatedTo(ChronoUnit.DAYS)
                    .minus(2, ChronoUnit.DAYS)
                    .getEpochSecond()),
            Math.max(1, events / halls / 36_000)); // some ten hours of one day
    var sources = new ArrayList<VisitEvents>();
    for (int i = 0; i < halls; i++) {
      sources.add(new VisitEvents("bench-h" + i, schedule));
    }
    var codec = AvroCodec.batches();
    var loader = SigningKey.loader(Keys.loader());
    long sent = 0;
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", brokers, "compression.type", "lz4"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (long from = 0; sent < wanted; from += BATCH) {
        for (int i = 0; i < halls; i++) {
          var bytes = codec.encode(sources.get(i).batch(from, from + BATCH));
          producer.send(Keys.record(loader, topic, "bench-h" + i, bytes));
          sent += BATCH;
        }
      }
    }
    return sent;
  }

  private List<KafkaRecord> read(Topic topic) {
    var records = new ArrayList<KafkaRecord>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new TopicPartition(topic.name(), i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long wanted =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (records.size() < wanted) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          records.add(
              new KafkaRecord(
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  record.timestamp() * 1000,
                  record.key(),
                  record.value(),
                  record.headers().lastHeader(Signature.HEADER).value()));
        }
      }
    }
    return records;
  }
}
