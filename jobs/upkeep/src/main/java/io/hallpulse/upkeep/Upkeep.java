package io.hallpulse.upkeep;

import io.hallpulse.upkeep.ledger.Reconciler;
import io.hallpulse.upkeep.ledger.Verdict;
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

  /** The stack has other things to do while it starts. */
  private static final Duration FIRST_UPKEEP = Duration.ofMinutes(3);

  private static final Duration UPKEEP_EVERY = Duration.ofMinutes(10);

  private final Settings settings;
  private final Clock clock;
  private volatile Verdict verdict;

  private Upkeep(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.verdict = Verdict.starting(clock.instant());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var password = System.getenv("HALLPULSE_CATALOG_PASSWORD");
    var settings = Settings.from(args, password == null ? "" : password);
    new Upkeep(settings, Clock.systemUTC()).run();
  }

  private void run() throws IOException, InterruptedException {
    try (var server = new VerdictServer(settings.port(), () -> verdict.asOf(clock.instant()));
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
    var tables = new TableUpkeep(settings.catalog().open(), settings.zone(), clock);
    try {
      Thread.sleep(FIRST_UPKEEP.toMillis());
      while (true) {
        tables.run();
        Thread.sleep(UPKEEP_EVERY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
