package io.hallpulse.serving.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.health.ComponentHealth.State;
import io.hallpulse.serving.health.Health.Component;
import io.hallpulse.serving.live.LiveArrival;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JobHealthTest {
  private final Ticker clock = new Ticker();
  private final LiveArrival arrival = new LiveArrival();
  private final Health health = new Health(arrival, clock);

  private static final class Ticker extends Clock {
    private Instant now = Instant.parse("2026-01-05T01:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private ComponentHealth jobAfter(int seconds) {
    clock.now = clock.now.plus(Duration.ofSeconds(seconds));
    return health.now().job();
  }

  @Test
  void aJobNeverHeardOfIsStarting() {
    health.found(Component.KAFKA, State.UP, "1 broker(s)");

    assertThat(jobAfter(60).state()).isEqualTo(State.STARTING);
    assertThat(jobAfter(60).detail()).isEqualTo("no live data yet");
  }

  @Test
  void aJobThatStopsIsDownSinceThen() {
    health.found(Component.KAFKA, State.UP, "1 broker(s)");
    arrival.fresh(clock.now);

    assertThat(jobAfter(10).state()).isEqualTo(State.UP);
    assertThat(jobAfter(1).state()).isEqualTo(State.DOWN);
    assertThat(jobAfter(50).detail()).isEqualTo("no live data since 2026-01-05T01:00:00Z");
    assertThat(health.now().job().since()).isEqualTo("2026-01-05T01:00:11Z");
  }

  @Test
  void whatStoodInTheTopicsIsNoSignOfLife() {
    health.found(Component.KAFKA, State.UP, "1 broker(s)");
    arrival.old();

    assertThat(jobAfter(11).state()).isEqualTo(State.DOWN);
  }

  @Test
  void withoutKafkaNothingIsSaidOfTheJob() {
    health.found(Component.KAFKA, State.DOWN, "no broker answers");
    arrival.fresh(clock.now);

    assertThat(jobAfter(11).detail()).isEqualTo("unknown while Kafka is DOWN");
  }
}
