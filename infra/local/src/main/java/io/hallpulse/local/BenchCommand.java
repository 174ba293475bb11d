package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures, and shows every goal with what was measured beside it. */
@Command(
    name = "bench",
    description = {
      "Measures, and prints every goal with what was measured beside it. Without a name it runs all",
      "but lake and soak (an hour or so). Results go to benchmarks/results."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  /** In the order in which they run. */
  enum Name {
    KERNELS(false, "-Xmx512m"),
    JOB(true, "-Xmx3g"),
    RIVALS(true, "-Xmx4g"),
    // With the state of 10,000 halls in the old generation, G1 takes a third of both processors.
    SCALE(true, "-Xmx11g", "-XX:+UseParallelGC"),
    LATENCY(true, "-Xmx512m"),
    RECOVERY(true, "-Xmx512m"),
    GATE(false, "-Xmx512m"),
    HOT(false, "-Xmx3g"),
    MARKET(false, "-Xmx1g"),
    ECONOMY(true, "-Xmx1g"),
    UPKEEP(false, "-Xmx2g"),
    LAKE(true, "-Xmx4g"),
    VISION(false, "-Xmx128m"),
    SOAK(true, "-Xmx512m"),
    TABLE(false, "-Xmx128m");

    private final boolean needsInstallation;
    private final List<String> jvm;

    Name(boolean needsInstallation, String... jvm) {
      this.needsInstallation = needsInstallation;
      this.jvm = List.of(jvm);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = {
        "kernels: codec, dedup, fold and rows by themselves (JMH, 3 minutes)",
        "job: CPU of the hall job per event, beside a plain loop and Flink's decode (P1, P2)",
        "rivals: waits and live queues beside Kafka Streams and Flink SQL (P3, P3b, 10 minutes)",
        "scale: state, checkpoints and throughput with 10k to 600k windows (P5, 20 minutes, 12 GB)",
        "latency: from an event to its number in a browser (P4)",
        "recovery: how soon a job that is killed moves on and is fresh again (P6, half an hour)",
        "gate: CPU of signatures and of telling writers apart, per event",
        "hot: CPU per event with half of the events in one hall",
        "market: CPU of a million market entities with 15 years of history, the rules alone",
        "economy: a million market entities through the whole path, and changes of them",
        "upkeep: thirty days of commits and upkeep in a lake of its own (P7, half an hour)",
        "lake: SQL over 100 million events that it appends first (P9, half an hour, 3 GB of disk); by its name only",
        "vision: pictures per second and core that the edge agent finds faces on (P10, half a minute)",
        "soak: memory of wall and serving over two hours (S1), then 10,000 listeners (P8); by its name only",
        "table: only the table, from stored results",
        "job, rivals, scale, latency, recovery, economy, lake and soak need the running installation; the first three best with up --simulate off --no-trino, economy and lake each with a new one: up --simulate off"
      })
  private List<Name> names = new ArrayList<>();

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "latency: events per second (default: 1000)")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "latency: length of the run (default: 60)")
  private int seconds;

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "upkeep: closed days to replay (default: 30)")
  private int days;

  @Option(
      names = "--full-hours",
      defaultValue = "10",
      description = "upkeep: hours of a day with a commit a minute (default: 10)")
  private int fullHours;

  @Option(
      names = "--kills",
      defaultValue = "20",
      description = "recovery: how often the job is killed (default: 20)")
  private int kills;

  @Option(
      names = "--minutes",
      defaultValue = "120",
      description = "soak: how long the wall is watched, 0 for not at all (default: 120)")
  private int minutes;

  @Option(
      names = "--clients",
      defaultValue = "10000",
      description = "soak: how many listen afterwards, 0 for none (default: 10000)")
  private int clients;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int failed = 0;
    for (var name : names.isEmpty() ? allButTheLongest() : names) {
      if (names.isEmpty() && name.needsInstallation && !isRunning()) {
        System.out.printf("%s is left out: it needs a running installation%n", name);
        failed = 1;
      } else {
        failed = Math.max(failed, run(name));
      }
    }
    return failed;
  }

  /** Hours and gigabytes are not for whoever wants to see all figures. */
  private static List<Name> allButTheLongest() {
    return Stream.of(Name.values()).filter(name -> name != Name.LAKE && name != Name.SOAK).toList();
  }

  private boolean isRunning() throws IOException {
    return which.installation().runFolder().supervisor().isPresent();
  }

  private int run(Name name) throws IOException, InterruptedException {
    var checkout = Checkout.own();
    var command = checkout.java("benchmarks", "io.hallpulse.benchmarks.Bench", name.jvm);
    command.add(name.toString());
    command.addAll(List.of("--results", checkout.home().resolve("benchmarks/results").toString()));
    command.addAll(options(name, checkout));
    var builder = new ProcessBuilder(command).directory(checkout.home().toFile()).inheritIO();
    if (name.needsInstallation) {
      var secrets = Secrets.of(which.running());
      builder.environment().put("HALLPULSE_SECRET_KEY", secrets.secretKey());
      builder.environment().put("HALLPULSE_LOADER_KEY", secrets.loaderKey());
    }
    return builder.start().waitFor();
  }

  private List<String> options(Name name, Checkout checkout) throws IOException {
    return switch (name) {
      case KERNELS, GATE, HOT, MARKET, TABLE -> List.of();
      case JOB, RIVALS, SCALE -> List.of("--brokers", Ports.of(which.running()).brokers());
      case ECONOMY, LAKE -> List.of("--data", which.running().data().toString());
      case RECOVERY ->
          List.of("--data", which.running().data().toString(), "--kills", String.valueOf(kills));
      case SOAK ->
          List.of(
              "--data",
              which.running().data().toString(),
              "--web",
              checkout.home().resolve("serving/web").toString(),
              "--minutes",
              String.valueOf(minutes),
              "--clients",
              String.valueOf(clients));
      case LATENCY ->
          List.of(
              "--brokers",
              Ports.of(which.running()).brokers(),
              "--serving",
              Ports.of(which.running()).servingUrl(),
              "--web",
              checkout.home().resolve("serving/web").toString(),
              "--rate",
              String.valueOf(rate),
              "--seconds",
              String.valueOf(seconds));
      case VISION -> List.of("--agent", checkout.classPath("edge-agent"));
      case UPKEEP ->
          List.of("--days", String.valueOf(days), "--full-hours", String.valueOf(fullHours));
    };
  }
}
