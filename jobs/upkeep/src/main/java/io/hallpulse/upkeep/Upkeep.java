package io.hallpulse.upkeep;

import io.hallpulse.schemas.access.Administrator;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.sentence.LedgerSentence;
import io.hallpulse.upkeep.baselines.Baselines;
import io.hallpulse.upkeep.ledger.AlarmWriter;
import io.hallpulse.upkeep.ledger.Reconciler;
import io.hallpulse.upkeep.ledger.Verdict;
import io.hallpulse.upkeep.tables.Round;
import io.hallpulse.upkeep.tables.TableUpkeep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the reconciler, the upkeep of the lake's files and the nightly baselines, side by side in
 * one small process.
 */
public final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration RECONCILE_EVERY = Duration.ofSeconds(20);

  private final Settings settings;
  private final Clock clock;
  private final Schedule schedule;
  private final Nightly nightly;
  private final List<Event> seen = new ArrayList<>();
  private volatile Verdict verdict;

  private Upkeep(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.schedule = Schedule.open(settings.schedule(), clock.instant());
    this.nightly = Nightly.open(settings.baselines(), settings.zone(), clock);
    this.verdict = Verdict.starting(clock.instant());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var password = System.getenv("HALLPULSE_CATALOG_PASSWORD");
    boolean onlyBaselines = args.length > 0 && args[0].equals("baselines");
    var settings =
        Settings.from(
            onlyBaselines ? Arrays.copyOfRange(args, 1, args.length) : args,
            password == null ? "" : password);
    if (onlyBaselines) {
      System.out.println(baselines(settings).run(Instant.now()));
      return;
    }
    new Upkeep(settings, Clock.systemUTC()).run();
  }

  private void run() throws IOException, InterruptedException {
    try (var server =
            new VerdictServer(
                settings.port(),
                () -> verdict.asOf(clock.instant()),
                () -> schedule.metrics() + nightly.metrics());
        var reconciler =
            new Reconciler(
                settings.catalog().open(),
                settings.brokers(),
                settings.zone(),
                settings.patience(),
                clock);
        var alarms =
            new AlarmWriter(settings.catalog().open(), settings.brokers(), settings.zone())) {
      LOG.info("Verdict at http://127.0.0.1:{}/verdict", server.port());
      beside("tables", this::lookAfterTables);
      beside("baselines", this::computeBaselines);
      while (true) {
        tell(reconcile(reconciler));
        tellOfAlarms(alarms, reconciler);
        Thread.sleep(RECONCILE_EVERY.toMillis());
      }
    }
  }

  private static void beside(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void computeBaselines() {
    try {
      nightly.run(baselines(settings));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Baselines baselines(Settings settings) {
    return new Baselines(
        settings.catalog(), settings.serving(), Administrator.fromEnvironment(), settings.zone());
  }

  /** While Kafka or the catalog is down there is no verdict, and then there is one again. */
  private Verdict reconcile(Reconciler reconciler) {
    try {
      return reconciler.reconcile();
    } catch (RuntimeException e) {
      LOG.warn("No verdict", e);
      return Verdict.unknown(LedgerSentence.UNREADABLE.of(e.getMessage()), clock.instant());
    }
  }

  private void tell(Verdict now) {
    if (verdict.state() != now.state()) {
      LOG.info("{}: {}", now.state(), now.text());
    }
    verdict = now;
  }

  /** The verdict stands whether or not anybody can be told of it by an alarm. */
  private void tellOfAlarms(AlarmWriter alarms, Reconciler reconciler) throws InterruptedException {
    seen.addAll(reconciler.acknowledged());
    try {
      alarms.look(verdict, seen);
      seen.clear();
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn("Alarms of the ledger cannot be told now, again soon", e);
    }
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
