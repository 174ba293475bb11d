package io.hallpulse.benchmarks;

import io.hallpulse.schemas.Topic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole hall job with few and with many windows (P5): CPU per event for the same events spread
 * over more halls, what an idle window costs in state and heap, and how long a checkpoint takes.
 */
@Command(
    name = "scale",
    description = "State, checkpoints and throughput with 10k, 60k and 600k windows (P5).",
    mixinStandardHelpOptions = true)
final class Scale implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(names = "--brokers", required = true, description = "Kafka's address")
  private String brokers = "";

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--windows",
      split = ",",
      defaultValue = "10000,60000,600000",
      description = "how many, the least first (${DEFAULT-VALUE})")
  private List<Integer> windows = List.of();

  @Option(
      names = "--events",
      defaultValue = "1900000",
      description = "of the large input, whatever the windows; the small one has a third")
  private int events;

  @Option(names = "--rounds", defaultValue = "5", description = "of each, taking turns")
  private int rounds;

  /** So many windows, and what was measured with them. */
  private static final class Measured {
    private final ScaleInput input;
    private final Spread cpu = new Spread();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private double idleBytes;
    private double idleHeapBytes;
    private double idleCores;
    private double checkpointMillis;

    Measured(ScaleInput input) {
      this.input = input;
    }
  }

  @Override
  public Integer call() throws Exception {
    var all = windows.stream().map(count -> new Measured(ScaleInput.ofWindows(count))).toList();
    for (int round = 0; round <= rounds; round++) {
      for (var each : all) {
        double cpu = cpu(each.input);
        if (round > 0) { // the first is the compiler's
          each.cpu.add(cpu);
        }
        System.out.printf(
            "round %d of %d: %,d windows, %,.0f ns per event%n",
            round, rounds, each.input.windows(), cpu);
      }
    }
    for (var each : all) {
      rest(each.input, each);
    }
    return report(all);
  }

  private double cpu(ScaleInput input) throws Exception {
    var job = new ScaleJob(brokers, input);
    try (var topics = new Topics()) {
      var small = topics.create("small");
      var large = topics.create("large");
      long fewer = input.fillVisits(brokers, small, events / 3, 1);
      long more = input.fillVisits(brokers, large, events, 1);
      return Cost.of(() -> job.runToEnd(small), () -> job.runToEnd(large), more - fewer);
    }
  }

  /** Idle windows first, then the same ones at work. */
  private void rest(ScaleInput input, Measured into) throws Exception {
    var folder = Files.createTempDirectory("hallpulse-scale");
    try (var topics = new Topics()) {
      var topic = topics.create("idle");
      long idle = input.fillIdle(brokers, topic);
      try (var job = new ScaleJob(brokers, input).new Running(topic, folder)) {
        job.awaitTaken(idle, PATIENCE);
        var resting = job.awaitSteady(PATIENCE);
        into.idleBytes = (double) resting.bytes() / input.windows();
        into.values.put("windows", input.windows());
        into.values.put("halls", input.halls());
        into.values.put("idle_checkpoint_bytes", resting.bytes());
        into.values.put("idle_checkpoint_ms", resting.millis());
        into.idleCores = coresFor(Duration.ofSeconds(10));
        into.values.put("idle_cores", into.idleCores);
        long heap = heap();
        into.idleHeapBytes = (double) heap / input.windows();
        into.values.put("idle_heap_bytes", heap);
        long busy = input.fillVisits(brokers, topic, input.halls() * 128, 0);
        job.awaitTaken(idle + busy, PATIENCE);
        var working = job.awaitSteady(PATIENCE);
        into.checkpointMillis = working.millis();
        into.values.put("busy_checkpoint_bytes", working.bytes());
        into.values.put("busy_checkpoint_ms", working.millis());
        into.values.put("busy_heap_bytes", heap());
        System.out.println(into.values);
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile()); // of which the cluster may delete, too
    }
  }

  /** CPU seconds per second of this process while nothing comes in. */
  private static double coresFor(Duration time) throws InterruptedException {
    long before = Cost.cpuOfProcess();
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    return (double) (Cost.cpuOfProcess() - before) / time.toNanos();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private int report(List<Measured> all) throws IOException {
    var few = all.get(0);
    var many = all.get(all.size() - 1);
    var throughput = few.cpu.over(many.cpu);
    var values = new LinkedHashMap<String, Object>();
    values.put("events", events);
    values.put("rounds", rounds);
    var notes = new ArrayList<String>();
    for (var each : all) {
      each.values.put("cpu_ns_per_event", each.cpu.json());
      values.put("windows_" + each.input.windows(), each.values);
      notes.add(
          "%,d windows: %s ns per event; idle %,.0f B in state and %,.0f B of heap each, %.2f cores in all; checkpoint at work %,.0f ms"
              .formatted(
                  each.input.windows(),
                  each.cpu,
                  each.idleBytes,
                  each.idleHeapBytes,
                  each.idleCores,
                  each.checkpointMillis));
    }
    notes.forEach(System.out::println);
    System.out.printf(
        "throughput, %,d to %,d windows: %s  goal 0.5%n",
        many.input.windows(), few.input.windows(), throughput);
    Result.write(
        results,
        "scale",
        List.of(
            Figure.of("P5", "state per idle window", "B", many.idleBytes, 512, null),
            Figure.of("P5", "rate at most windows to at least", "×", throughput, 0.5, 0.49, false),
            Figure.of("P5", "checkpoint", "s", many.checkpointMillis / 1_000, 2, null)),
        notes,
        values);
    return 0;
  }

  /** Topics that are gone in the end. */
  private final class Topics implements AutoCloseable {
    private final Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers));
    private final List<String> names = new ArrayList<>();

    Topic create(String name) throws Exception {
      var topic =
          new Topic(
              "bench.scale-%s-%d".formatted(name, Instant.now().toEpochMilli()), PARTITIONS, false);
      admin.createTopics(List.of(new NewTopic(topic.name(), PARTITIONS, (short) 1))).all().get();
      names.add(topic.name());
      return topic;
    }

    @Override
    public void close() throws Exception {
      admin.deleteTopics(names).all().get();
      admin.close();
    }
  }
}
