package io.hallpulse.upkeep;

import io.hallpulse.upkeep.ledger.Reconciler;
import io.hallpulse.upkeep.ledger.Verdict;
import io.hallpulse.upkeep.tables.Round;
import io.hallpulse.upkeep.tables.TableUpkeep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the reconciler and the upkeep of the lake's files, side by side in one small process. */
public final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration RECONCILE_EVERY = Duration.ofSeconds(20);

  private final Settings settings;
  private final Clock clock;
  private final Schedule schedule;
  private volatile Verdict verdict;

  private Upkeep(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.schedule = Schedule.open(settings.schedule(), clock.instant());
    this.verdict = Verdict.starting(clock.instant());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var password = System.getenv("HALLPULSE_CATALOG_PASSWORD");
    var settings = Settings.from(args, password == null ? "" : password);
    new Upkeep(settings, Clock.systemUTC()).run();
  }

  private void run() throws IOException, InterruptedException {
    try (var server =
            new VerdictServer(
                settings.port(), () -> verdict.asOf(clock.instant()), schedule::metrics);
        var reconciler =
            new Reconciler(
                settings.catalog().open(),
                settings.brokers(),
                settings.zone(),
                settings.patience(),
                clock)) {
      LOG.info("Verdict at http://127.0.0.1:{}/verdict", server.port());
      var tables = new Thread(this::lookAfterTables, "tables");
      tables.setDaemon(true);
      tables.start();
      while (true) {
        tell(reconcile(reconciler));
        Thread.sleep(RECONCILE_EVERY.toMillis());
      }
    }
  }

  /** While Kafka or the catalog is down there is no verdict, and then there is one again. */
  private Verdict reconcile(Reconciler reconciler) {
    try {
      return reconciler.reconcile();
    } catch (RuntimeException e) {
      LOG.warn("No verdict", e);
      return Verdict.unknown("cannot read the ledger: " + e.getMessage(), clock.instant());
    }
  }

  private void tell(Verdict now) {
    if (verdict.state() != now.state()) {
      LOG.info("{}: {}", now.state(), now.text());
    }
    verdict = now;
  }

  private void lookAfterTables() {
    var tables = new TableUpkeep(settings.catalog().open(), clock.instant());
    LOG.info("Looks after the tables at {}", schedule.next());
    try {
      while (true) {
        var wait = Duration.between(clock.instant(), schedule.next());
        Thread.sleep(Math.max(0, wait.toMillis()));
        lookAfter(tables);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAfter(TableUpkeep tables) {
    var started = clock.instant();
    boolean orphans = schedule.orphansDue(started);
    var done = tables.run(Round.at(started, settings.zone(), orphans));
    try {
      schedule.ended(started, clock.instant(), orphans, done);
    } catch (IOException e) {
      LOG.warn("After a restart the schedule begins anew: {} cannot be written", schedule, e);
    }
    LOG.info("Looked after the tables, next at {}: {}", schedule.next(), done);
  }
}
