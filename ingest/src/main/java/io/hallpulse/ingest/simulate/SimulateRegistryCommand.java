package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.registry.RegistryTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate-registry}: a made-up registry of market entities. */
@Command(
    name = "simulate-registry",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the changes of a made-up registry: fifteen years of the district's market entities once,"
          + " calibrated to its public figures, then a few changes a minute.",
      "Goes on where the state folder says it ended; its seed and share stay what they were at first.",
      "The key that signs changes comes from HALLPULSE_LOADER_KEY."
    })
public final class SimulateRegistryCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(SimulateRegistryCommand.class);
  private static final int STOPPING_SECONDS = 10;

  @Option(names = "--brokers", required = true, description = "Kafka, host:port")
  private String brokers = "";

  @Option(names = "--state", required = true, description = "folder that remembers what was sent")
  private @Nullable Path state;

  @Option(
      names = "--share",
      defaultValue = "1",
      description = "share of the district's 170 thousand entities (default ${DEFAULT-VALUE})")
  private double share;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "same seed, same changes (default ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "changes a second of the past, 0: no limit (default ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--per-minute",
      defaultValue = "3",
      description = "live changes a minute (default ${DEFAULT-VALUE})")
  private int perMinute;

  @Option(names = "--until", description = "now: end with exit code 0 when the past is told")
  private @Nullable String until;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (until != null && !until.equals("now")) {
      throw new Failure("--until must be now, got " + until);
    }
    if (!(share > 0) || perMinute < 1) {
      throw new Failure(
          "--share and --per-minute must be positive, got %s and %d".formatted(share, perMinute));
    }
    var district = DemoDistrict.licang();
    var file = Files.createDirectories(Objects.requireNonNull(state)).resolve("registry.json");
    var today = LocalDate.ofInstant(InstantSource.system().instant(), district.zone());
    var from =
        RegistryState.read(file)
            .orElseGet(() -> new RegistryState(seed, share, today.minusDays(1).toString(), 0));
    if (from.seed() != seed || from.share() != share) {
      LOG.warn(
          "Registry: it goes on with seed {} and share {}, as it began", from.seed(), from.share());
    }
    var finished = new CountDownLatch(1);
    try (var topic = new RegistryTopic(brokers, BatchProducer.loaderKey())) {
      var run =
          new RegistryRun(
              district,
              from,
              rate,
              perMinute,
              topic::send,
              sent -> {
                topic.flush();
                if (sent > from.sent()) {
                  from.sent(sent).write(file);
                }
              });
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, finished), "stop"));
      run.run(InstantSource.system(), until == null);
    } finally {
      finished.countDown();
    }
    return 0;
  }

  private static void stop(RegistryRun run, CountDownLatch finished) {
    run.stop();
    try {
      if (!finished.await(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Registry: stopped before all was acknowledged; the next start repeats it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
