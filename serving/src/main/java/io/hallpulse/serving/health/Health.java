package io.hallpulse.serving.health;

import io.hallpulse.serving.health.ComponentHealth.State;
import io.hallpulse.serving.live.LiveArrival;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** How the components are, as the probes last found them. */
@Singleton
public final class Health {
  /** The job tells of every hall at least each second while any source is heard. */
  private static final Duration LIVE = Duration.ofSeconds(10);

  private final LiveArrival arrival;
  private final Clock clock;
  private final Instant started;
  private final Map<Component, ComponentHealth> found = new EnumMap<>(Component.class);

  enum Component {
    POSTGRESQL,
    KAFKA,
    JOB,
    TRINO,
    LEDGER
  }

  Health(LiveArrival arrival, Clock clock) {
    this.arrival = arrival;
    this.clock = clock;
    this.started = clock.instant();
    for (var component : Component.values()) {
      found.put(component, ComponentHealth.unknown(started));
    }
  }

  synchronized void found(Component component, State state, String detail) {
    found.put(component, of(component).then(state, detail, clock.instant()));
  }

  /** All of them; the job is judged on the spot. */
  public synchronized Components now() {
    judgeJob();
    return new Components(
        of(Component.POSTGRESQL),
        of(Component.KAFKA),
        of(Component.JOB),
        of(Component.TRINO),
        of(Component.LEDGER));
  }

  private void judgeJob() {
    var now = clock.instant();
    var newest = arrival.newest();
    if (newest != null && !newest.isBefore(now.minus(LIVE))) {
      found(Component.JOB, State.UP, "live data arrives");
      return;
    }
    var kafka = of(Component.KAFKA).state();
    if (kafka != State.UP) {
      found(Component.JOB, kafka, "unknown while Kafka is " + kafka);
      return;
    }
    if (newest != null) {
      found(Component.JOB, State.DOWN, "no live data since " + newest);
      return;
    }
    if (arrival.heardBefore() && started.isBefore(now.minus(LIVE))) {
      found(Component.JOB, State.DOWN, "no live data since serving started at " + started);
      return;
    }
    found(Component.JOB, State.STARTING, "no live data yet");
  }

  private ComponentHealth of(Component component) {
    return found.getOrDefault(component, ComponentHealth.unknown(started));
  }
}
