package io.hallpulse.ingest.simulate;

import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.domain.market.RegistryCheck.Verdict.LetIn;
import io.hallpulse.domain.market.RegistryCheck.Verdict.TurnedAway;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a registry's past as fast as it may, then its changes when they are due. */
final class RegistryRun {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryRun.class);
  private static final int BETWEEN_REPORTS = 100_000;

  private final DemoDistrict district;
  private final RegistryState from;
  private final int rate;
  private final Consumer<RegistryEvent> out;
  private final LongConsumer sentUpTo;
  private final CountDownLatch stop = new CountDownLatch(1);

  // Without reference data: same seed, same changes, whatever was published.
  private final RegistryCheck check = new RegistryCheck(new MarketReference());
  private final RegistryHistory history;
  private final RegistryPlan enterprises;
  private final RegistryPlan households;
  private final LocalDate historyUntil;
  private long paceFrom;
  private long paced;

  /**
   * @param rate changes a second of what is overdue, 0: as fast as possible
   * @param livePerMinute changes a minute from the day after the past
   * @param sentUpTo told now and then that all up to a number were sent
   */
  RegistryRun(
      DemoDistrict district,
      RegistryState from,
      int rate,
      int livePerMinute,
      Consumer<RegistryEvent> out,
      LongConsumer sentUpTo) {
    this.district = district;
    this.from = from;
    this.rate = rate;
    this.out = out;
    this.sentUpTo = sentUpTo;
    this.enterprises = RegistryPlan.enterprises(from.share());
    this.households = RegistryPlan.households(from.share());
    this.historyUntil = LocalDate.parse(from.historyUntil());
    long epoch =
        Chance.of("registry epoch", from.seed(), from.share(), historyUntil).bits() >>> 1 | 1;
    var days =
        new RegistryDays(
            from.seed(), district, enterprises, households, historyUntil, livePerMinute);
    this.history = new RegistryHistory(from.seed(), epoch, district.zone(), days, this::send);
  }

  void stop() {
    stop.countDown();
  }

  /** Runs until stopped, or until all of the past was sent if it is to end then. */
  void run(InstantSource clock, boolean live) throws InterruptedException {
    paceFrom = System.nanoTime();
    history.open(enterprises, households);
    var date = LocalDate.of(RegistryPlan.FIRST_YEAR, 1, 1);
    for (; !date.isAfter(historyUntil) && stop.getCount() > 0; date = date.plusDays(1)) {
      for (var slot : history.slots(date)) {
        history.happen(date, slot);
      }
    }
    sentUpTo.accept(history.seq());
    if (stop.getCount() == 0) {
      return;
    }
    LOG.info(
        "Registry: the past is told with {} changes up to {}, {} entities in stock",
        history.seq(),
        historyUntil,
        history.inStock());
    for (; live && stop.getCount() > 0; date = date.plusDays(1)) {
      for (var slot : history.slots(date)) {
        var due = date.atTime(LocalTime.ofSecondOfDay(slot.second())).atZone(district.zone());
        if (!await(clock, due.toInstant())) {
          return;
        }
        history.happen(date, slot);
      }
    }
  }

  /** Waits until something is due; false if it was stopped meanwhile. */
  private boolean await(InstantSource clock, Instant due) throws InterruptedException {
    var now = clock.instant();
    if (!now.isBefore(due)) {
      return stop.getCount() > 0;
    }
    sentUpTo.accept(history.seq());
    while (now.isBefore(due)) {
      // A clock may be set: it is looked at again.
      long millis = Math.min(1_000, now.until(due, ChronoUnit.MILLIS) + 1);
      if (stop.await(millis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      now = clock.instant();
    }
    return true;
  }

  private void send(Map<String, Object> fields) {
    long seq = history.seq();
    if (seq <= from.sent()) {
      return;
    }
    var verdict = check.check(fields, null);
    if (verdict instanceof TurnedAway away) {
      throw new IllegalStateException(
          "The simulated registry tells what is no change: %s of %s"
              .formatted(away.rejection(), fields));
    }
    out.accept(((LetIn) verdict).event());
    if ((seq - from.sent()) % BETWEEN_REPORTS == 0) {
      sentUpTo.accept(seq);
      LOG.info("Registry: {} changes sent, up to {}", seq, fields.get("effective_date"));
    }
    pace();
  }

  private void pace() {
    if (rate <= 0 || ++paced % 100 != 0) {
      return;
    }
    long due = paceFrom + TimeUnit.SECONDS.toNanos(paced) / rate;
    LockSupport.parkNanos(due - System.nanoTime());
  }
}
