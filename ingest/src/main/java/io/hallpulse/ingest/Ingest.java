package io.hallpulse.ingest;

import io.hallpulse.ingest.replay.ReplayCommand;
import io.hallpulse.ingest.simulate.SimulateCommand;
import io.hallpulse.ingest.verify.VerifyWaboCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The producers' command line. */
@Command(
    name = "ingest",
    description = "Sends events to a HallPulse installation.",
    mixinStandardHelpOptions = true,
    subcommands = {ReplayCommand.class, SimulateCommand.class, VerifyWaboCommand.class})
public final class Ingest {
  private Ingest() {}

  public static void main(String[] args) {
    var commandLine =
        new CommandLine(new Ingest())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Ingest::explain);
    System.exit(commandLine.execute(args));
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
