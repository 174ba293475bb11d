package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule = new Schedule(1_000_000_000L, 1000);

  @Test
  void eventsAreDueAtTheRateFromTheStart() {
    assertThat(schedule.due(0)).isEqualTo(1_000_000_000L);
    assertThat(schedule.due(1500)).isEqualTo(2_500_000_000L);
  }

  @Test
  void anEventIsDueFromItsTimeOn() {
    assertThat(schedule.dueBy(999_999_999L)).isZero();
    for (long i = 0; i < 5000; i += 7) {
      assertThat(schedule.dueBy(schedule.due(i))).isEqualTo(i + 1);
      assertThat(schedule.dueBy(schedule.due(i) - 1)).isEqualTo(i);
    }
  }
}
