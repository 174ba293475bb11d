package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a running installation. */
@Command(
    name = "bench",
    description = "Measures the running installation; results go to benchmarks/results.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  enum Name {
    LATENCY,
    JOB,
    RECOVERY
  }

  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "latency",
      description = {
        "latency: from an event to its number in a browser (P4)",
        "job: CPU of the hall job per event, beside a plain loop and Flink's decode (P1, P2)",
        "recovery: how soon a job that is killed moves on and is fresh again (P6)"
      })
  private Name name = Name.LATENCY;

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
      names = "--kills",
      defaultValue = "20",
      description = "recovery: how often the job is killed (default: 20)")
  private int kills;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var installation = which.running();
    var checkout = Checkout.own();
    var ports = Ports.of(installation);
    var heap = name == Name.JOB ? "-Xmx3g" : "-Xmx512m";
    var command = checkout.java("benchmarks", "io.hallpulse.benchmarks.Bench", List.of(heap));
    command.add(name.name().toLowerCase(Locale.ROOT));
    command.addAll(List.of("--results", checkout.home().resolve("benchmarks/results").toString()));
    if (name == Name.RECOVERY) {
      command.addAll(List.of("--data", installation.data().toString()));
      command.addAll(List.of("--kills", String.valueOf(kills)));
    } else {
      command.addAll(List.of("--brokers", ports.brokers()));
    }
    if (name == Name.LATENCY) {
      command.addAll(List.of("--serving", ports.servingUrl()));
      command.addAll(List.of("--web", checkout.home().resolve("serving/web").toString()));
      command.addAll(List.of("--rate", String.valueOf(rate)));
      command.addAll(List.of("--seconds", String.valueOf(seconds)));
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
