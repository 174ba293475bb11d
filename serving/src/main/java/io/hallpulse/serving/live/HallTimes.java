package io.hallpulse.serving.live;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** How far the time of each hall has come. */
@Singleton
public final class HallTimes {
  private final LiveStore store;

  HallTimes(LiveStore store) {
    this.store = store;
  }

  /** The hall's time, empty if it has sent no live data. */
  public Optional<Instant> of(String hallId) {
    return store.hall(hallId).map(hall -> Micros.instant(hall.getHallTime()));
  }
}
