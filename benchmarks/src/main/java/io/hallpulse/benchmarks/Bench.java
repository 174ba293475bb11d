package io.hallpulse.benchmarks;

import io.hallpulse.benchmarks.kernels.Kernels;
import io.hallpulse.benchmarks.lake.LakeQuestions;
import io.hallpulse.benchmarks.rivals.Rivals;
import io.hallpulse.benchmarks.upkeep.ThirtyDays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hallpulse bench}: each benchmark is a subcommand. */
@Command(
    name = "bench",
    description = "Measures; results are written as JSON and printed.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Kernels.class,
      HallJobCost.class,
      EventToBrowser.class,
      RecoveryOfJob.class,
      GateCost.class,
      HotHall.class,
      Rivals.class,
      Scale.class,
      MarketBook.class,
      EconomyLoad.class,
      ThirtyDays.class,
      LakeQuestions.class,
      Eyesight.class,
      Soak.class,
      GoalTable.class
    })
final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
