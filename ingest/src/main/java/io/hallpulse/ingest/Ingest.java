package io.hallpulse.ingest;

import io.hallpulse.ingest.backtest.BacktestCommand;
import io.hallpulse.ingest.recompute.RecomputeCommand;
import io.hallpulse.ingest.registry.FeedCommand;
import io.hallpulse.ingest.replay.ReplayCommand;
import io.hallpulse.ingest.simulate.SimulateCommand;
import io.hallpulse.ingest.simulate.SimulateRegistryCommand;
import io.hallpulse.ingest.verify.VerifyWaboCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The producers' command line. */
@Command(
    name = "ingest",
    description = "Sends events to a HallPulse installation, or plays them again.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ReplayCommand.class,
      FeedCommand.class,
      SimulateCommand.class,
      SimulateRegistryCommand.class,
      BacktestCommand.class,
      RecomputeCommand.class,
      VerifyWaboCommand.class
    })
public final class Ingest {
  private Ingest() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Help names the program that a person typed. */
  public static CommandLine commandLine() {
    return new CommandLine(new Ingest())
        .setCommandName(System.getProperty("hallpulse.program", "ingest"))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Ingest::explain);
  }

  private static int explain(
      Exception error, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (!(error instanceof Failure)) {
      throw error;
    }
    commandLine.getErr().println(error.getMessage());
    return 1;
  }
}
