package io.hallpulse.benchmarks.rivals;

import io.hallpulse.benchmarks.Cost;
import io.hallpulse.benchmarks.Figure;
import io.hallpulse.benchmarks.Result;
import io.hallpulse.benchmarks.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per CPU-second for waits and live queues: this product's operators against Kafka Streams,
 * exactly once on both (P3), and against plain Flink SQL (P3b). What they write is read from their
 * topics and compared before anything is timed.
 */
@Command(
    name = "rivals",
    description = "Waits and live queues beside Kafka Streams and Flink SQL (P3, P3b).",
    mixinStandardHelpOptions = true)
public final class Rivals implements Callable<Integer> {
  private static final int LEAST_ROUNDS = 5;
  private static final double MOST_NOISE = 0.15;
  private static final int SMALL_TENTHS = 3;
  private static final int ALL_TENTHS = 10;

  @Option(names = "--brokers", required = true, description = "Kafka's address")
  private String brokers = "";

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--events",
      defaultValue = "600000",
      description = "of the large input, about (${DEFAULT-VALUE})")
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
    try (var sides = new Sides(brokers, "bench.rivals-" + Instant.now().getEpochSecond())) {
      var inputs = new Inputs(brokers, halls, events);
      var large = inputs.fill(sides.input("large"), ALL_TENTHS);
      var small = inputs.fill(sides.input("small"), SMALL_TENTHS);
      System.out.printf(
          "%,d events of %d halls, small input %,d%n", large.events(), halls, small.events());
      return giveTheSame(sides, large) ? measure(sides, small, large) : 1;
    }
  }

  /** Also makes the compiler see each side once. */
  static boolean giveTheSame(Sides sides, Stretch input) throws Exception {
    sides.ours(input);
    sides.streams(input);
    sides.sql(input);
    var ours = sides.ofOurs();
    System.out.printf(
        "this product wrote %,d waits of %d queues%n", ours.waits().size(), ours.queues().size());
    if (!ours.missing().isEmpty()) {
      System.out.println("nothing to compare: " + ours.missing());
      return false;
    }
    return isSame("Kafka Streams", ours.difference(sides.ofStreams(), input.end()))
        && isSame("Flink SQL", ours.difference(sides.ofSql(input), input.end()));
  }

  private static boolean isSame(String side, String difference) {
    System.out.printf("%s: %s%n", side, difference.isEmpty() ? "the same" : difference);
    return difference.isEmpty();
  }

  private int measure(Sides sides, Stretch small, Stretch large) throws Exception {
    long difference = large.events() - small.events();
    var ours = new Spread();
    var again = new Spread();
    var streams = new Spread();
    var sql = new Spread();
    for (int round = 0; round < rounds; round++) {
      ours.add(Cost.of(() -> sides.ours(small), () -> sides.ours(large), difference));
      streams.add(Cost.of(() -> sides.streams(small), () -> sides.streams(large), difference));
      again.add(Cost.of(() -> sides.ours(small), () -> sides.ours(large), difference));
      sql.add(Cost.of(() -> sides.sql(small), () -> sides.sql(large), difference));
      System.out.printf(
          "round %d of %d: so far %s, %s, Kafka Streams %s, Flink SQL %s ns%n",
          round + 1, rounds, ours, again, streams, sql);
    }
    return report(large, ours, again, streams, sql);
  }

  private int report(Stretch large, Spread ours, Spread again, Spread streams, Spread sql)
      throws IOException {
    var noise = Math.abs(again.median() / ours.median() - 1);
    boolean isVoid = noise > MOST_NOISE;
    var p3 = streams.over(ours);
    var p3b = sql.over(ours);
    System.out.printf(
        """
        CPU per event in ns, median of %d rounds (least to most)
        this product            %s
        this product once more  %s  %s
        Kafka Streams           %s
        Flink SQL               %s
        P3   Kafka Streams / this product  %s  goal 2, fails below 1
        P3b  Flink SQL / this product      %s  goal 3, fails below 1
        """,
        rounds,
        ours,
        again,
        isVoid ? "VOID: differs by more than 15 %" : "",
        streams,
        sql,
        p3,
        p3b);
    var values = new LinkedHashMap<String, Object>();
    values.put("events", large.events());
    values.put("halls", halls);
    values.put("rounds", rounds);
    values.put("ours_ns_per_event", ours.json());
    values.put("ours_again_ns_per_event", again.json());
    values.put("kafka_streams_ns_per_event", streams.json());
    values.put("flink_sql_ns_per_event", sql.json());
    values.put("p3_kafka_streams_to_ours", p3.json());
    values.put("p3b_flink_sql_to_ours", p3b.json());
    values.put("noise", noise);
    values.put("void", isVoid);
    Result.write(
        results,
        "rivals",
        List.of(
            Figure.of("P3", "events per CPU-second, to Kafka Streams'", "×", p3, 2, 1.0, isVoid),
            Figure.of("P3b", "and to Flink SQL's", "×", p3b, 3, 1.0, isVoid)),
        List.of(
            "waits and live queues only, CPU per event, medians: this product %,.0f ns, Kafka Streams %,.0f ns, Flink SQL %,.0f ns; A against A %.0f %%"
                .formatted(ours.median(), streams.median(), sql.median(), noise * 100)),
        values);
    return isVoid ? 1 : 0;
  }
}
