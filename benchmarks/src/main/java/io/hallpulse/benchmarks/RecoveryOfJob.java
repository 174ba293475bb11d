package io.hallpulse.benchmarks;

import io.hallpulse.local.live.LiveWatch;
import io.hallpulse.local.live.Recovery;
import io.hallpulse.local.stack.Http;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How soon a killed hall job moves on (quality.md, P6): killed with -9 again and again at times
 * spread over its checkpoints, while the installation's own traffic goes on. Between two kills it
 * runs for longer than the supervisor takes to call a program stable, as it does between failures
 * that have nothing to do with each other.
 */
@Command(
    name = "recovery",
    description = "How soon a job that is killed moves on and is fresh again (P6).",
    mixinStandardHelpOptions = true)
final class RecoveryOfJob implements Callable<Integer> {
  private static final Duration LONGEST_WATCH = Duration.ofSeconds(120);
  private static final double FAILS_FROM = 60;
  private static final Duration STABLE = Duration.ofSeconds(31);

  /** Sources of a history fall silent; a minute later their last days are closed. */
  private static final Duration SETTLED = Duration.ofSeconds(100);

  private static final String JOB = "hall-job";

  @Option(names = "--data", required = true, description = "folder of the installation")
  private Path data = Path.of("");

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--kills", defaultValue = "20", description = "how many (${DEFAULT-VALUE})")
  private int kills;

  @Option(names = "--seed", defaultValue = "1", description = "of their times (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--spread",
      defaultValue = "20",
      description = "seconds over which they are spread, best a commit interval (${DEFAULT-VALUE})")
  private int spread;

  @Override
  public Integer call() throws Exception {
    var installation = new Installation(data);
    var ports = Ports.of(installation);
    var random = new Random(seed);
    var recoveries = new ArrayList<Recovery>();
    System.out.println("waiting until what was loaded at the start has settled");
    awaitStable(installation, SETTLED);
    try (var watch = new LiveWatch(ports.servingUrl(), hall -> true)) {
      for (int kill = 1; kill <= kills; kill++) {
        awaitStable(installation, STABLE);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(spread * 1000));
        var job = ProcessHandle.of(pid(installation)).orElseThrow();
        var recovery = watch.after(job::destroyForcibly, LONGEST_WATCH);
        System.out.printf(
            "kill %2d of %d: again %.1f s, fresh %.1f s, catch-up %.1f x%n",
            kill, kills, recovery.again(), recovery.fresh(), recovery.catchUp());
        recoveries.add(recovery);
      }
      return report(recoveries, watch.wentBack(), ledger(ports));
    }
  }

  private static void awaitStable(Installation installation, Duration uptime)
      throws IOException, InterruptedException {
    while (true) {
      var job = installation.runFolder().status().of(JOB).orElseThrow();
      if (job.state() == State.RUNNING && job.uptimeSeconds() > uptime.toSeconds()) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static long pid(Installation installation) throws IOException {
    var pid = installation.runFolder().status().of(JOB).orElseThrow().pid();
    if (pid == null) {
      throw new IOException(JOB + " does not run");
    }
    return pid;
  }

  private static String ledger(Ports ports) throws IOException, InterruptedException {
    return Http.get(ports.verdictUrl()).path("state").asText();
  }

  private int report(List<Recovery> recoveries, List<String> wentBack, String ledger)
      throws IOException {
    var again = spread(recoveries, Recovery::again);
    var fresh = spread(recoveries, Recovery::fresh);
    var catchUp = spread(recoveries, Recovery::catchUp);
    var result = new LinkedHashMap<String, Object>();
    result.put("kills", kills);
    result.put("seed", seed);
    result.put("again_s", again.json());
    result.put("fresh_s", fresh.json());
    result.put("catch_up_times_live", catchUp.json());
    result.put("versions_went_back", wentBack);
    result.put("ledger", ledger);
    Result.write(
        results,
        "recovery",
        List.of(
            Figure.of("P6", "working again", "s", again, 10, FAILS_FROM, false),
            Figure.of("P6", "fresh again", "s", fresh, 30, FAILS_FROM, false),
            Figure.of("P6", "catching up, times live rate", "×", catchUp, 3, 1.0, false)),
        List.of(
            "%d kills -9 spread over checkpoints; ledger %s; live versions went back: %d"
                .formatted(kills, ledger, wentBack.size())),
        result);
    System.out.printf("again %s s, fresh %s s, catch-up %s x%n", again, fresh, catchUp);
    return wentBack.isEmpty() ? 0 : 1;
  }

  private static Spread spread(List<Recovery> recoveries, ToDoubleFunction<Recovery> what) {
    var spread = new Spread();
    recoveries.forEach(recovery -> spread.add(what.applyAsDouble(recovery)));
    return spread;
  }
}
