package io.hallpulse.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void pausesDoubleFromOneSecondToThirty() {
    LongStream pauses =
        IntStream.rangeClosed(1, 8)
            .mapToLong(failures -> Pace.standard().pauseAfter(failures).toSeconds());

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void endlessFailureDoesNotOverflow() {
    assertThat(Pace.standard().pauseAfter(1_000_000).toSeconds()).isEqualTo(30);
  }
}
