package io.hallpulse.ingest.backtest;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.replay.RecordedLog;
import io.hallpulse.ingest.simulate.SimulatedLog;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backtest}: how good the forecasts of a log would have been. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Forecasts each wait of a log from what was known when the ticket was issued, and compares the"
          + " forecasts with what came true, beside the textbook's: LES (last to enter service), HOL"
          + " (head of line) and QL (those ahead and oneself over the recent rate of calls).",
      "The log is JSON lines, CSV with a mapping (docs/mapping.md), or simulated days. Nothing is"
          + " sent, and no installation needs to run. Exit code: 0, or 1 if it failed."
    })
public final class BacktestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "JSON lines, or CSV when a mapping is given; oldest first")
  private List<Path> files = List.of();

  @Option(names = "--mapping", description = "mapping file, or the name of a shipped one")
  private @Nullable String mapping;

  @Option(names = "--simulate", description = "play simulated days instead of files")
  private boolean simulate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "simulated: same seed, same days (default ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--days",
      defaultValue = "5",
      description = "simulated: working days (default ${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--from",
      defaultValue = "2026-03-02",
      description = "simulated: first date (default ${DEFAULT-VALUE})")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--surges",
      description =
          "simulated: how many times as often a day has a crowd, as --trouble surges=FACTOR")
  private @Nullable Double surges;

  @Option(
      names = "--closures",
      description =
          "simulated: how many times as often a counter closes, as --trouble closures=FACTOR")
  private @Nullable Double closures;

  @Option(
      names = "--trouble",
      paramLabel = "NAME=FACTOR",
      description =
          "simulated: how many times as often something goes wrong, see docs/simulator.md; may be"
              + " repeated")
  private Map<String, Double> troubles = Map.of();

  @Option(names = "--halls", split = ",", description = "simulated: only these (default all)")
  private @Nullable List<String> halls;

  @Option(names = "--queues", description = "print a table for each queue too")
  private boolean queues;

  @Option(
      names = "--store",
      paramLabel = "RESULT.json",
      description = "also write all scores to that file")
  private @Nullable Path store;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled a required option");
    }
    if (simulate != files.isEmpty()) {
      throw new Failure(
          simulate
              ? "Give files or --simulate, not both"
              : "Which log? Give a FILE, or --simulate for simulated days");
    }
    var playing = new Playing(spec.commandLine().getErr());
    if (simulate) {
      playSimulated(playing);
    } else {
      files.forEach(file -> play(file, playing, spec.commandLine().getErr()));
    }
    var scores = playing.backtest().scores();
    if (scores.isEmpty()) {
      throw new Failure(
          "%s has no ticket that was issued and called: there is no wait to forecast"
              .formatted(log()));
    }
    var out = spec.commandLine().getOut();
    out.printf("%s: %,d events%n", log(), playing.events());
    ScoreTable.print(scores, queues, out);
    out.printf(
        "%n%,d tickets were cancelled before a call and are not scored.%n",
        playing.backtest().left());
    out.flush();
    if (store != null) {
      new StoredScores(log(), playing.events(), playing.backtest().left(), scores).write(store);
    }
    return 0;
  }

  private void play(Path file, Playing playing, PrintWriter err) {
    var log = new RecordedLog(file, mapping);
    log.read(playing::reference, playing::event);
    if (log.rejected() > 0) {
      err.printf(
          "%s: %,d lines rejected, the first one: %s%n",
          file, log.rejected(), log.firstRejection());
      err.flush();
    }
  }

  private void playSimulated(Playing playing) {
    if (days < 1) {
      throw new Failure("--days must be 1 or more, got " + days);
    }
    var log = simulated();
    for (var line : log.reference()) {
      if (EventJson.read(line) instanceof Parsed.Accepted<JsonLine> accepted
          && accepted.value() instanceof JsonLine.OfReference one) {
        RecordedLog.datum(one.type(), one.value()).ifPresent(playing::reference);
      }
    }
    for (var day : log.days(from, days)) {
      log.day(day, playing::event);
    }
  }

  private SimulatedLog simulated() {
    try {
      return new SimulatedLog(seed, factors(), halls);
    } catch (IllegalArgumentException e) {
      throw new Failure("Cannot simulate: " + e.getMessage(), e);
    }
  }

  private Map<String, Double> factors() {
    var factors = new HashMap<>(troubles);
    if (surges != null) {
      factors.put("surges", surges);
    }
    if (closures != null) {
      factors.put("closures", closures);
    }
    return factors;
  }

  private String log() {
    return simulate
        ? "Simulated, seed %d, %d working days from %s, troubles %s"
            .formatted(seed, days, from, new TreeMap<>(factors()))
        : files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
