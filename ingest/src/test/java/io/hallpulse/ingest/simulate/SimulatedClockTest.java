package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.ingest.Speed;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
  private static final Instant FROM = Instant.parse("2026-11-23T00:00:00Z");

  private final AtomicReference<Instant> real =
      new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));

  @Test
  void fasterTimeCatchesUpWithNowAndGoesOnInRealTime() {
    var clock = new SimulatedClock(real::get, new Speed(61), FROM);
    assertThat(clock.now()).isEqualTo(FROM);

    real.set(Instant.parse("2026-11-23T01:00:30Z"));
    assertThat(clock.now()).isEqualTo("2026-11-23T00:30:30Z");

    real.set(Instant.parse("2026-11-23T01:01:00Z"));
    assertThat(clock.now()).isEqualTo("2026-11-23T01:01:00Z");

    real.set(Instant.parse("2026-11-23T02:00:00Z"));
    assertThat(clock.now()).isEqualTo("2026-11-23T02:00:00Z");
  }

  @Test
  void realTimeAndMaxAreDueUpToNow() {
    assertThat(new SimulatedClock(real::get, new Speed(1), FROM).now()).isEqualTo(real.get());
    assertThat(new SimulatedClock(real::get, Speed.MAX, FROM).now()).isEqualTo(real.get());
  }
}
