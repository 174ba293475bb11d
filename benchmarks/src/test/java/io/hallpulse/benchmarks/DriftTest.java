package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DriftTest {
  @Test
  void aCacheThatFillsAndThenStaysIsFlat() {
    var drift = drift(120, minute -> minute < 50 ? minute : 50);

    assertThat(drift.risePercent()).isZero();
    assertThat(drift.isFlat(5)).isTrue();
    assertThat(drift.first()).isZero();
    assertThat(drift.last()).isEqualTo(50);
  }

  @Test
  void aLeakIsSeenThroughTheSawOfACollector() {
    // 100 at the start, 0.2 a minute: from 112 to 124 in the second hour, with a saw of 3 on it.
    var drift = drift(120, minute -> 100 + 0.2 * minute + minute % 4);

    assertThat(drift.risePercent()).isCloseTo(100 * 11.8 / 119.4, within(0.3));
    assertThat(drift.risePerHour()).isCloseTo(12, within(0.3));
    assertThat(drift.isFlat(5)).isFalse();
  }

  @Test
  void theSawAloneIsFlat() {
    assertThat(drift(120, minute -> 100 + minute % 4).isFlat(1)).isTrue();
  }

  @Test
  void whatFallsIsFlat() {
    assertThat(drift(12, minute -> 100 - minute).isFlat(0)).isTrue();
  }

  @Test
  void tooFewLooksAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> drift(5, minute -> minute))
        .withMessageContaining("6 looks or more, got 5");
  }

  private static Drift drift(int minutes, IntToDoubleFunction of) {
    List<Double> looks = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      looks.add(of.applyAsDouble(minute));
    }
    return Drift.of("heap", looks);
  }
}
