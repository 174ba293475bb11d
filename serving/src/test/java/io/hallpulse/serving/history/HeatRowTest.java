package io.hallpulse.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.health.Heat;
import org.junit.jupiter.api.Test;

class HeatRowTest {
  @Test
  void aHalfHourIsAsHotAsItsLoad() {
    assertThat(HeatRow.heat(24L, 5.0, 0.8)).isEqualTo(Heat.BUSY);
  }

  @Test
  void whereVisitorsFindNoCounterOpenItIsOverloaded() {
    assertThat(HeatRow.heat(3L, 0.0, null)).isEqualTo(Heat.OVERLOADED);
  }

  @Test
  void whatIsNotKnownHasNoHeat() {
    assertThat(HeatRow.heat(3L, 2.0, null)).isNull();
    assertThat(HeatRow.heat(null, null, null)).isNull();
  }
}
