package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.event.EventJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what falls due in every hall, several times a second; what fell due before is caught up
 * first, all halls side by side.
 */
final class LiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
  private static final long POLL_MILLIS = 200;
  private static final long SAVE_MILLIS = 1_000;
  private static final long CATCH_UP_STEP = 10 * Agenda.MINUTE;

  private final Simulation simulation;
  private final BatchProducer producer;
  private final EventRuns runs;
  private final Map<HallPlan, DayFeed> feeds = new LinkedHashMap<>();
  private final List<DayFeed> ended = new ArrayList<>();
  private final long denseFrom;
  private LocalDate rosteredUntil;
  private long horizon;
  private long sent;
  private volatile boolean behind = true;

  LiveRun(Simulation simulation, BatchProducer producer, long denseFrom) {
    this.simulation = simulation;
    this.producer = producer;
    this.runs = new EventRuns(simulation.line(producer));
    this.denseFrom = denseFrom;
    for (var hall : simulation.district().halls()) {
      feeds.put(hall, feed(hall, firstOpenDate(hall)));
    }
    this.rosteredUntil = firstDate();
    this.horizon = EventJson.micros(firstDue());
  }

  /** Whether more is due than was sent; the history waits meanwhile. */
  boolean isBehind() {
    return behind;
  }

  /** The first local date on which something is still to be sent. */
  LocalDate firstDate() {
    return feeds.values().stream().map(DayFeed::date).min(LocalDate::compareTo).orElseThrow();
  }

  /** When the first thing happens that is still to be sent. */
  Instant firstDue() {
    long due = feeds.values().stream().mapToLong(DayFeed::nextTime).min().orElseThrow();
    return EventJson.instant(due);
  }

  /** Runs until stopped, or until the time where it is to end. */
  void run(SimulatedClock clock, Instant until) {
    long lastSave = System.nanoTime();
    boolean done = false;
    while (!done && !simulation.stopped()) {
      simulation.failIfHistoryFailed();
      var now = clock.now();
      done = !now.isBefore(until);
      long target = EventJson.micros(done ? until : now);
      while (horizon < target && !simulation.stopped()) {
        horizon = Math.min(target, horizon + CATCH_UP_STEP);
        advance();
        if (System.nanoTime() - lastSave > SAVE_MILLIS * 1_000_000) {
          note();
          lastSave = System.nanoTime();
        }
      }
      caughtUp();
      if (System.nanoTime() - lastSave > SAVE_MILLIS * 1_000_000) {
        note();
        lastSave = System.nanoTime();
      }
      if (!done) {
        pause();
      }
    }
    producer.flush();
    note();
  }

  long sent() {
    return sent;
  }

  private void advance() {
    for (var entry : feeds.entrySet()) {
      var hall = entry.getKey();
      var feed = entry.getValue();
      while (true) {
        sent += feed.send(horizon, Integer.MAX_VALUE, runs::add);
        if (horizon < feed.end()) {
          break;
        }
        var tomorrow = feed.date().plusDays(1);
        ended.add(feed);
        feed = feed(hall, tomorrow);
        entry.setValue(feed);
        prepareRosters(tomorrow);
      }
    }
    runs.flush();
  }

  private LocalDate firstOpenDate(HallPlan hall) {
    var date = simulation.from();
    while (simulation
        .positions()
        .day(HallDay.origin(hall, date))
        .map(Positions.Day::complete)
        .orElse(false)) {
      date = date.plusDays(1);
    }
    return date;
  }

  private DayFeed feed(HallPlan hall, LocalDate date) {
    return new DayFeed(
        hall,
        simulation.district().workingDays(),
        date,
        simulation.seed(),
        denseFrom,
        simulation.positions());
  }

  private void prepareRosters(LocalDate date) {
    if (!date.isAfter(rosteredUntil)) {
      return;
    }
    rosteredUntil = date;
    if (behind) {
      simulation.rosters().send(date);
    }
    simulation.rosters().sendLater(date.plusDays(1));
  }

  private void caughtUp() {
    if (behind) {
      behind = false;
      LOG.info("Live: {} events up to {}", sent, EventJson.instant(horizon));
    }
  }

  private void note() {
    for (var feed : feeds.values()) {
      feed.note(producer.acknowledged(feed.origin()), simulation.positions());
    }
    ended.removeIf(
        feed -> {
          feed.note(producer.acknowledged(feed.origin()), simulation.positions());
          return simulation
              .positions()
              .day(feed.origin())
              .map(Positions.Day::complete)
              .orElse(false);
        });
    simulation.positions().save();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while the demo was running", e);
    }
  }
}
