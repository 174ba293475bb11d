package io.hallpulse.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatTest {
  @Test
  void theWorkThatComesIsHeldAgainstTheCountersThatAreOpen() {
    assertThat(Load.of(24, 5, 5).value()).hasValue(0.8);
    assertThat(Load.of(24, 5, 4).value()).hasValue(1.0);
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
    assertThat(Load.of(0, Double.NaN, 0).value()).hasValue(0);
    assertThat(Load.of(0, Double.NaN, 0).heat()).hasValue(Heat.COLD);
  }

  @Test
  void whatCannotBeComputedIsUnknownAndNotZero() {
    assertThat(Load.of(3, Double.NaN, 2).value()).isEmpty();
    assertThat(Load.of(3, Double.NaN, 2).heat()).isEmpty();
    assertThat(Load.of(3, 5, 0).value()).isEmpty();
  }

  @Test
  void whereVisitorsFindNoCounterOpenItIsOverloadedWhateverIsKnown() {
    assertThat(Load.of(3, 5, 0).heat()).hasValue(Heat.OVERLOADED);
    assertThat(Load.of(3, Double.NaN, 0).heat()).hasValue(Heat.OVERLOADED);
  }

  @Test
  void unitsOfAHallAddUpTheirWorkAndTheirCounters() {
    var hall = Load.NONE.plus(Load.of(24, 5, 5)).plus(Load.of(0, Double.NaN, 3));

    assertThat(hall.value()).hasValue(0.5);
    assertThat(hall.plus(Load.of(6, 5, 0)).value()).hasValue(0.625);
    assertThat(hall.plus(Load.of(1, Double.NaN, 1)).heat()).isEmpty();
  }
}
