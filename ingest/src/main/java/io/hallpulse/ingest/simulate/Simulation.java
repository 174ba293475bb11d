package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.BatchProducer;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the live run and the history share. */
final class Simulation {
  private final DemoDistrict district;
  private final long seed;
  private final LocalDate from;
  private final Positions positions;
  private final RosterSender rosters;
  private final AtomicReference<@Nullable RuntimeException> historyFailure =
      new AtomicReference<>();
  private volatile boolean stopped;

  Simulation(
      DemoDistrict district, long seed, LocalDate from, Positions positions, RosterSender rosters) {
    this.district = district;
    this.seed = seed;
    this.from = from;
    this.positions = positions;
    this.rosters = rosters;
  }

  DemoDistrict district() {
    return district;
  }

  long seed() {
    return seed;
  }

  /** The way of all halls' batches to a producer. */
  ShakyLine line(BatchProducer producer) {
    var troubles = district.halls().get(0).troubles(); // the same everywhere
    return new ShakyLine(seed, troubles, producer::send);
  }

  /** First local date of the live run. */
  LocalDate from() {
    return from;
  }

  Positions positions() {
    return positions;
  }

  RosterSender rosters() {
    return rosters;
  }

  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  void historyFailed(RuntimeException failure) {
    historyFailure.set(failure);
  }

  void failIfHistoryFailed() {
    var failure = historyFailure.get();
    if (failure != null) {
      throw failure;
    }
  }
}
