package io.hallpulse.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void theFirstRestartIsAtOnceThenPausesDoubleFromOneSecondToThirty() {
    LongStream pauses =
        IntStream.rangeClosed(1, 8)
            .mapToLong(failures -> Pace.standard().pauseAfter(failures).toMillis());

    assertThat(pauses)
        .containsExactly(200L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
  }

  @Test
  void endlessFailureDoesNotOverflow() {
    assertThat(Pace.standard().pauseAfter(1_000_000).toSeconds()).isEqualTo(30);
  }
}
