package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.ingest.Failure;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends past days, oldest first, at a bounded rate and only while the live run is not behind. */
final class HistoryRun {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryRun.class);
  private static final int STEP_EVENTS = 512;

  private final Simulation simulation;
  private final BatchProducer producer;
  private final EventRuns runs;
  private final int eventsPerSecond;
  private final BooleanSupplier liveIsBehind;
  private long sent;

  HistoryRun(
      Simulation simulation,
      BatchProducer producer,
      int eventsPerSecond,
      BooleanSupplier liveIsBehind) {
    this.simulation = simulation;
    this.producer = producer;
    this.runs = new EventRuns(simulation.line(producer));
    this.eventsPerSecond = eventsPerSecond;
    this.liveIsBehind = liveIsBehind;
  }

  /** Sends the last working days before the live run's first, and what earlier runs left open. */
  void run(int workingDays) {
    var dates =
        new TreeSet<>(simulation.district().workingDays().before(simulation.from(), workingDays));
    var unfinished = unfinished();
    dates.addAll(unfinished);
    int days = 0;
    for (var date : dates) {
      long before = sent;
      for (var hall : simulation.district().halls()) {
        sendDay(hall, date);
      }
      if (simulation.stopped()) {
        return;
      }
      if (sent > before) {
        days++;
        LOG.info("History: {} sent, {} events", date, sent - before);
      }
    }
    LOG.info("History: {} working days are there, {} of them sent now", dates.size(), days);
  }

  private List<LocalDate> unfinished() {
    return simulation.positions().unfinished().stream()
        .map(
            origin ->
                LocalDate.parse(Long.toString(origin.epoch()), DateTimeFormatter.BASIC_ISO_DATE))
        .filter(date -> date.isBefore(simulation.from()))
        .distinct()
        .toList();
  }

  private void sendDay(HallPlan hall, LocalDate date) {
    var positions = simulation.positions();
    var origin = HallDay.origin(hall, date);
    if (positions.day(origin).map(Positions.Day::complete).orElse(false)) {
      return;
    }
    simulation.rosters().send(date);
    var feed =
        new DayFeed(
            hall,
            simulation.district().workingDays(),
            date,
            simulation.seed(),
            Long.MAX_VALUE,
            positions);
    long start = System.nanoTime();
    long count = 0;
    while (!feed.isOver() && !simulation.stopped()) {
      int now = feed.send(Long.MAX_VALUE, STEP_EVENTS, runs::add);
      count += now;
      sent += now;
      throttle(start, count);
    }
    runs.flush();
    producer.flush();
    feed.note(producer.acknowledged(origin), positions);
  }

  private void throttle(long start, long count) {
    try {
      long dueMillis = count * 1_000 / eventsPerSecond - (System.nanoTime() - start) / 1_000_000;
      if (dueMillis > 0) {
        TimeUnit.MILLISECONDS.sleep(dueMillis);
      }
      while (liveIsBehind.getAsBoolean() && !simulation.stopped()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while sending history", e);
    }
  }
}
