package io.hallpulse.local;

import io.hallpulse.local.stack.Backfill;
import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Settings;
import io.hallpulse.local.stack.Stack;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Folds past days again from the raw events and puts right what the lake says otherwise. */
@Command(
    name = "backfill",
    description = {
      "Folds past days again from the raw events in the lake, by the hall job's own stream and",
      "the reference data known now, and writes what the lake's facts say otherwise, also what",
      "came too late for the job. It may run beside the job. Exit code: 0 if all is right then."
    },
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "D",
      description = "first day, YYYY-MM-DD")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "D",
      description = "last day; it must be over")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--hall",
      paramLabel = "H",
      description = "a hall alone: faster, but its district's scores are left")
  private @Nullable String hall;

  @Option(names = "--dry-run", description = "only says what would be written")
  private boolean isDry;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("--from %s is after --to %s".formatted(from, to));
    }
    var installation = which.running();
    var settings =
        Settings.of(installation)
            .orElseThrow(() -> new IOException("There are no settings in " + installation.data()));
    var stack = Stack.of(Checkout.own(), installation, Ports.of(installation), settings);
    var launch = new Backfill(stack).launch(arguments());
    var builder = new ProcessBuilder(launch.command()).inheritIO();
    builder.environment().putAll(launch.environment());
    return builder.start().waitFor();
  }

  private List<String> arguments() {
    var arguments = new ArrayList<>(List.of("--from", from.toString(), "--to", to.toString()));
    if (hall != null) {
      arguments.addAll(List.of("--hall", hall));
    }
    arguments.addAll(List.of("--dry-run", Boolean.toString(isDry)));
    return arguments;
  }
}
