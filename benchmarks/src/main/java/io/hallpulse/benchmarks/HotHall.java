package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a hall with half of the traffic costs more per event than halls that are alike, in the
 * plain loop of {@link HallLoop}: the work of one hall's state is what could grow.
 */
@Command(name = "hot", description = "CPU per event with half of the events in one hall.")
final class HotHall implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int HALLS = 12;

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--events", defaultValue = "400000", description = "of the large input")
  private int events;

  @Option(names = "--rounds", defaultValue = "5", description = "of each side, taking turns")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    var evenSmall = records(events / 4, false);
    var evenLarge = records(events, false);
    var hotSmall = records(events / 4, true);
    var hotLarge = records(events, true);
    var even = new Spread();
    var hot = new Spread();
    long difference = (long) (evenLarge.size() - evenSmall.size()) * BATCH;
    for (int round = 0; round < rounds; round++) {
      even.add(Cost.of(() -> run(evenSmall), () -> run(evenLarge), difference));
      hot.add(Cost.of(() -> run(hotSmall), () -> run(hotLarge), difference));
    }
    double ratio = even.median() / hot.median();
    System.out.printf(
        """
        CPU per event, median of %d rounds (least to most)
        halls alike             %s
        half in one hall        %s
        throughput, hot / alike %.2f   goal 0.5
        """,
        rounds, even, hot, ratio);
    var result = new LinkedHashMap<String, Object>();
    result.put("events", events);
    result.put("halls", HALLS);
    result.put("even_ns_per_event", even.json());
    result.put("hot_ns_per_event", hot.json());
    result.put("hot_to_even_throughput", ratio);
    Result.write(results, "hot-hall", result);
    return ratio >= 0.5 ? 0 : 1;
  }

  private static void run(List<KafkaRecord> records) {
    var rows = new long[1];
    if (HallLoop.run(records, (table, row) -> rows[0]++) == 0 || rows[0] == 0) {
      throw new IllegalStateException("The loop gave nothing");
    }
  }

  /** Batches of all halls by turns, or every other one of the first. */
  private static List<KafkaRecord> records(int wanted, boolean hot) {
    var loader = SigningKey.loader(Keys.loader());
    var codec = AvroCodec.batches();
    var schedule = new Schedule(TimeUnit.DAYS.toNanos(20_000), Math.max(1, wanted / 36_000));
    var sources = new ArrayList<VisitEvents>();
    for (int i = 0; i < HALLS; i++) {
      sources.add(new VisitEvents("bench-h" + i, schedule));
    }
    var next = new long[HALLS];
    var records = new ArrayList<KafkaRecord>();
    for (int i = 0; i * BATCH < wanted; i++) {
      int hall = hot && i % 2 == 0 ? 0 : i % HALLS;
      var value = codec.encode(sources.get(hall).batch(next[hall], next[hall] + BATCH));
      next[hall] += BATCH;
      var key = "bench-h" + hall;
      records.add(
          new KafkaRecord(
              Topics.HALL_EVENTS.name(),
              0,
              i,
              TimeUnit.DAYS.toMicros(20_000),
              key,
              value,
              loader.sign(Signature.NO_STORE, key.getBytes(UTF_8), value)));
    }
    return records;
  }
}
