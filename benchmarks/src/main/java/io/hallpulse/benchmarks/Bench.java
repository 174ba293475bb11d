package io.hallpulse.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hallpulse bench}: measures the installation that is running. */
@Command(
    name = "bench",
    description = "Measure the running installation; results are written as JSON and printed.",
    mixinStandardHelpOptions = true,
    subcommands = {EventToBrowser.class, HallJobCost.class, RecoveryOfJob.class})
final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
