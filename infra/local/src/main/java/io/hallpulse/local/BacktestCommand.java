package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares wait forecasts with what came true; no installation needs to run. */
@Command(
    name = "backtest",
    description = {
      "Forecasts each wait of a log from what was known when its ticket was issued, and compares with"
          + " what came true, beside the textbook's estimates (docs/forecasts.md). The log is FILE...,"
          + " JSON lines or CSV with --mapping; or simulated days.",
      "  --mapping=M.yaml          What the columns of a CSV file mean",
      "  --simulate                Plays simulated days; with",
      "  --seed=N --days=D         which and how many (1 and 5), --from=DATE the first",
      "  --surges=F --closures=F   Crowds and closings so many times as often",
      "  --trouble=NAME=F          and any other trouble of docs/simulator.md",
      "  --halls=H,...             Only these",
      "  --queues                  Prints a table for each queue too",
      "  --store=RESULT.json       Also writes all scores to that file"
    },
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE... | --simulate",
      description = "A log, or --simulate; and options")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var options = List.of("-Xmx512m", "-Dhallpulse.program=hallpulse");
    var command = Checkout.own().java("ingest", "io.hallpulse.ingest.Ingest", options);
    command.add("backtest");
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
