package io.hallpulse.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatTest {
  @Test
  void theWorkThatComesIsHeldAgainstTheCountersThatAreOpen() {
    assertThat(Heat.load(24, 30, 5, 5)).hasValue(0.8);
    assertThat(Heat.load(24, 30, 5, 4)).hasValue(1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, COLD",
    "0.299, COLD",
    "0.3, WARM",
    "0.699, WARM",
    "0.7, BUSY",
    "0.899, BUSY",
    "0.9, HOT",
    "1.1, HOT",
    "1.101, OVERLOADED",
    "7, OVERLOADED"
  })
  void theLinesBelongToTheHotterSideButTheLast(double load, Heat heat) {
    assertThat(Heat.of(load)).isEqualTo(heat);
  }

  @Test
  void whereNobodyComesItIsColdWhateverIsKnownOfServices() {
    assertThat(Heat.load(0, 30, Double.NaN, 0)).hasValue(0);
  }

  @Test
  void whatCannotBeComputedIsUnknownAndNotZero() {
    assertThat(Heat.load(3, 30, Double.NaN, 2)).isEmpty();
    assertThat(Heat.load(3, 30, 5, 0)).isEmpty();
  }
}
