package io.hallpulse.benchmarks;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.io.IOException;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs in the hall job: against a loop that does the same work on the same bytes in
 * memory (quality.md, P1), and against Flink that only decodes the same topic (P2). What comes out
 * is compared first; rows and live records are then discarded on all sides, checkpoints are off.
 * What Iceberg's sink costs is measured apart, by the job with it less the job without.
 */
@Command(
    name = "job",
    description = "CPU per event in the hall job, a plain loop and Flink's decode alone (P1, P2).",
    mixinStandardHelpOptions = true)
final class HallJobCost implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int PARTITIONS = 4;
  private static final int LEAST_ROUNDS = 5;
  private static final double MOST_NOISE = 0.15;

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
    if (rounds < LEAST_ROUNDS) {
      throw new IllegalArgumentException("rounds must be 5 or more, got " + rounds);
    }
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
    if (!givesTheSame(flink, large, largeRecords, more)) {
      return 1;
    }
    var loop = new Spread();
    var decode = new Spread();
    var job = new Spread();
    var again = new Spread();
    var stored = new Spread();
    try (var lake = new OwnLake()) {
      for (int round = -1; round < rounds; round++) {
        var sides =
            List.of(
                Cost.of(() -> loop(smallRecords), () -> loop(largeRecords), more - fewer),
                Cost.of(() -> flink.decodeOnly(small), () -> flink.decodeOnly(large), more - fewer),
                Cost.of(() -> flink.hallJob(small), () -> flink.hallJob(large), more - fewer),
                Cost.of(() -> flink.hallJob(small), () -> flink.hallJob(large), more - fewer),
                Cost.of(
                    () -> flink.hallJobInto(lake, small),
                    () -> flink.hallJobInto(lake, large),
                    more - fewer));
        if (round < 0) {
          continue; // the compiler's round
        }
        loop.add(sides.get(0));
        decode.add(sides.get(1));
        job.add(sides.get(2));
        again.add(sides.get(3));
        stored.add(sides.get(4));
        System.out.printf("round %d of %d%n", round + 1, rounds);
      }
      return report(loop, decode, job, again, stored);
    }
  }

  private static boolean givesTheSame(
      FlinkSides flink, Topic topic, List<KafkaRecord> records, long events) throws Exception {
    var tally = new Tally();
    HallLoop.run(records, tally::add);
    flink.talliedHallJob(topic);
    var loop = tally.toString();
    var job = FlinkSides.ROWS.toString();
    flink.decodeOnly(topic);
    System.out.printf(
        "loop gives %s%njob gives  %s%ndecode gives %,d of %,d events%n",
        loop, job, FlinkSides.DECODED.sum(), events);
    return loop.equals(job) && FlinkSides.DECODED.sum() == events;
  }

  private static void loop(List<KafkaRecord> records) {
    var rows = new long[1];
    long live = HallLoop.run(records, (table, row) -> rows[0]++);
    if (rows[0] == 0 || live == 0) {
      throw new IllegalStateException("The loop gave %d rows, %d bytes".formatted(rows[0], live));
    }
  }

  private int report(Spread loop, Spread decode, Spread job, Spread again, Spread stored)
      throws IOException {
    var noise = Math.abs(again.median() / job.median() - 1);
    boolean isVoid = noise > MOST_NOISE;
    var p1 = job.over(loop);
    var p2 = job.over(decode);
    double sink = stored.median() - job.median();
    System.out.printf(
        """
        CPU per event in ns, median of %d rounds (least to most)
        plain loop              %s
        Flink, decode alone     %s
        hall job                %s
        hall job once more      %s  %s
        hall job into Iceberg   %s
        P1  hall job / loop     %s  goal 3, fails above 6
        P2  hall job / decode   %s  goal 2, fails above 3
        """,
        rounds,
        loop,
        decode,
        job,
        again,
        isVoid ? "VOID: differs by more than 15 %" : "",
        stored,
        p1,
        p2);
    var values = new LinkedHashMap<String, Object>();
    values.put("events", events);
    values.put("halls", halls);
    values.put("rounds", rounds);
    values.put("loop_ns_per_event", loop.json());
    values.put("decode_ns_per_event", decode.json());
    values.put("job_ns_per_event", job.json());
    values.put("job_again_ns_per_event", again.json());
    values.put("job_into_iceberg_ns_per_event", stored.json());
    values.put("p1_job_to_loop", p1.json());
    values.put("p2_job_to_decode", p2.json());
    values.put("noise", noise);
    values.put("void", isVoid);
    Result.write(
        results,
        "hall-job-cost",
        List.of(
            Figure.of("P1", "job / loop, same bytes", "×", p1, 3, 6.0, isVoid),
            Figure.of("P2", "job / decode, same topic", "×", p2, 2, 3.0, isVoid)),
        List.of(
            "CPU per event, medians: loop %,.0f ns, decode %,.0f ns, job %,.0f ns; A against A %.0f %%"
                .formatted(loop.median(), decode.median(), job.median(), noise * 100),
            "Iceberg's sink, left out above: %,.0f ns per event, so %,.0f events per CPU-second"
                .formatted(sink, 1e9 / sink)),
        values);
    return isVoid ? 1 : 0;
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
    try (var producer = Producers.ofNewTopic(brokers)) {
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
