package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Settings;
import io.hallpulse.local.stack.Stack;
import io.hallpulse.local.stack.Upkeep;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Computes what is usual from the lake, as is done every night. */
@Command(
    name = "baselines",
    description = {
      "Computes what is usual from the lake now, as is done every night at two o'clock: rates of",
      "loss of a hall's half hours, and how long items take. They hold from the next midnight."
    },
    mixinStandardHelpOptions = true)
final class BaselinesCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var installation = which.running();
    var settings =
        Settings.of(installation)
            .orElseThrow(() -> new IOException("There are no settings in " + installation.data()));
    var stack = Stack.of(Checkout.own(), installation, Ports.of(installation), settings);
    var launch = new Upkeep(stack).baselines();
    var builder = new ProcessBuilder(launch.command()).inheritIO();
    builder.environment().putAll(launch.environment());
    return builder.start().waitFor();
  }
}
