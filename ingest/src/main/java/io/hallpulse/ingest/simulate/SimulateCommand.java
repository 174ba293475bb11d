package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.ReferenceClient;
import io.hallpulse.ingest.Speed;
import io.hallpulse.schemas.event.EventJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: a made-up district whose halls behave like agents. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a made-up district: a main hall and 11 subdistrict centres, open round the clock.",
      "Goes on where the state folder says it ended. Who asks serving is read from"
          + " HALLPULSE_ADMIN_USER (or admin) and HALLPULSE_ADMIN_PASSWORD, the key that signs events from HALLPULSE_LOADER_KEY."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(SimulateCommand.class);
  private static final int LIVE_BUFFER_BYTES = 16 << 20;
  private static final int HISTORY_BUFFER_BYTES = 4 << 20;
  private static final Duration STOPPING = Duration.ofSeconds(10);

  @Option(names = "--brokers", required = true, description = "Kafka, host:port")
  private String brokers = "";

  @Option(names = "--serving", required = true, description = "serving, http://host:port")
  private @Nullable URI serving;

  @Option(names = "--state", required = true, description = "folder that remembers what was sent")
  private @Nullable Path state;

  @Option(
      names = "--speed",
      defaultValue = "1",
      converter = Speed.Converter.class,
      description = {
        "1: real time; N: from --from N times as fast until now, then real time; max: as fast as"
            + " possible until now, then real time (default ${DEFAULT-VALUE})"
      })
  private Speed speed = new Speed(1);

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "same seed, same events (default ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--from", description = "first local date of the live run (default today)")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      description = "end with exit code 0 at now, or at the end of a local date (default: never)")
  private @Nullable String until;

  @Option(
      names = "--history-days",
      defaultValue = "30",
      description = "past working days to send in the background (default ${DEFAULT-VALUE})")
  private int historyDays;

  @Option(
      names = "--history-rate",
      defaultValue = "5000",
      description = "events per second of the history (default ${DEFAULT-VALUE})")
  private int historyRate;

  @Option(names = "--halls", split = ",", description = "only these halls (default all)")
  private @Nullable List<String> halls;

  @Option(
      names = "--trouble",
      paramLabel = "NAME=FACTOR",
      description =
          "how many times as often something goes wrong, 0 = never; names as in docs/simulator.md,"
              + " all = those not named; may be repeated")
  private Map<String, Double> troubles = Map.of();

  @Override
  public Integer call() throws InterruptedException {
    if (historyDays < 0 || historyRate <= 0) {
      throw new Failure(
          "--history-days must be 0 or more and --history-rate positive, got %d and %d"
              .formatted(historyDays, historyRate));
    }
    var district = district();
    var now = InstantSource.system().instant();
    var today = LocalDate.ofInstant(now, district.zone());
    var first = from == null ? today : from;
    if (first.isAfter(today)) {
      throw new Failure("--from %s lies in the future".formatted(first));
    }
    var references = ReferenceClient.fromEnvironment(required(serving));
    var finished = new CountDownLatch(1);
    try (var positions = Positions.open(required(state), Positions.Plan.of(seed, district));
        var rosters = new RosterSender(district, references::send);
        var live = new BatchProducer(brokers, BatchProducer.loaderKey(), LIVE_BUFFER_BYTES);
        var history = new BatchProducer(brokers, BatchProducer.loaderKey(), HISTORY_BUFFER_BYTES)) {
      var simulation = new Simulation(district, seed, first, positions, rosters);
      stopOnSignal(simulation, finished);
      RosterSender.check(references.send(district.reference()));
      LOG.info(
          "Simulating {} halls of {} from {} at speed {} with seed {}",
          district.halls().size(),
          district.name(),
          first,
          speed,
          seed);
      // A first real-time run sends the day so far without the devices' every word.
      boolean realTime = speed.factor() <= 1;
      var run = new LiveRun(simulation, live, realTime ? EventJson.micros(now) : 0);
      rosters.send(run.firstDate());
      rosters.sendLater(run.firstDate().plusDays(1));
      var past = startHistory(simulation, history, run);
      run.run(
          new SimulatedClock(InstantSource.system(), speed, run.firstDue()),
          end(district.zone(), now));
      past.join();
      simulation.failIfHistoryFailed();
      LOG.info("Stopped after {} live events", run.sent());
    } finally {
      finished.countDown();
    }
    return 0;
  }

  private DemoDistrict district() {
    var all = troubledDistrict();
    try {
      return halls == null ? all : all.withHalls(halls);
    } catch (IllegalArgumentException e) {
      throw new Failure("--halls: " + e.getMessage(), e);
    }
  }

  private DemoDistrict troubledDistrict() {
    try {
      return DemoDistrict.licang(troubles);
    } catch (IllegalArgumentException e) {
      throw new Failure("--trouble: " + e.getMessage(), e);
    }
  }

  private Instant end(ZoneId zone, Instant now) {
    if (until == null) {
      return Instant.MAX;
    }
    if (until.equals("now")) {
      return now;
    }
    try {
      return LocalDate.parse(until).plusDays(1).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new Failure("--until must be now or a date YYYY-MM-DD, got " + until, e);
    }
  }

  private Thread startHistory(Simulation simulation, BatchProducer producer, LiveRun live) {
    var thread =
        new Thread(
            () -> {
              try {
                new HistoryRun(simulation, producer, historyRate, live::isBehind).run(historyDays);
              } catch (RuntimeException e) {
                simulation.historyFailed(e);
              }
            },
            "history");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void stopOnSignal(Simulation simulation, CountDownLatch finished) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  simulation.stop();
                  try {
                    if (!finished.await(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                      LOG.warn(
                          "Stopped before everything was acknowledged; the next start repeats it");
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }

  private static <T> T required(@Nullable T option) {
    if (option == null) {
      throw new IllegalStateException("picocli has not filled a required option");
    }
    return option;
  }
}
