package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(spread(4, 1, 9, 2).median()).isEqualTo(3);
    assertThat(spread(4, 1, 9).median()).isEqualTo(4);
    assertThat(spread(4, 1, 9).min()).isEqualTo(1);
    assertThat(spread(4, 1, 9).max()).isEqualTo(9);
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    // Both were three times as slow in the second round; their ratio was not.
    assertThat(spread(20, 60).over(spread(10, 30)).max()).isEqualTo(2);
  }

  @Test
  void roundsThatDoNotMatchAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> spread(1, 2).over(spread(1)));
  }

  private static Spread spread(double... figures) {
    var spread = new Spread();
    for (double figure : figures) {
      spread.add(figure);
    }
    return spread;
  }
}
