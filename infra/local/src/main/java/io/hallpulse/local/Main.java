package io.hallpulse.local;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher behind ./hallpulse. */
@Command(
    name = "hallpulse",
    description = "Runs HallPulse, the analytics engine of a government-service hall.",
    mixinStandardHelpOptions = true,
    version = "HallPulse 0.1.0-SNAPSHOT",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ReplayCommand.class,
      FeedCommand.class,
      BacktestCommand.class,
      RecomputeCommand.class,
      BackfillCommand.class,
      BaselinesCommand.class,
      ReportCommand.class,
      SqlCommand.class,
      AuditCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      SuperviseCommand.class
    },
    footer = {
      "",
      "  test                    Runs all tests; installs Chromium and fonts if allowed.",
      "",
      "`hallpulse COMMAND --help` tells more of each."
    })
public final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var commands =
        new CommandLine(new Main())
            .setExecutionExceptionHandler(Main::explain)
            .setCaseInsensitiveEnumValuesAllowed(true);
    // A query may begin with a comment, which looks like an option.
    Objects.requireNonNull(commands.getSubcommands().get("sql"))
        .setUnmatchedOptionsArePositionalParams(true);
    // Its options are those of the program that it starts.
    Objects.requireNonNull(commands.getSubcommands().get("backtest"))
        .setUnmatchedOptionsArePositionalParams(true);
    return commands;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** A person gets a sentence; a defect in the launcher keeps its stack trace. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof java.io.IOException || failure instanceof IllegalArgumentException) {
      command.getErr().println("hallpulse: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    return 1;
  }
}
