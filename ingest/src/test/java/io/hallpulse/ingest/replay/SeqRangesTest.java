package io.hallpulse.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeqRangesTest {
  @Test
  void countsDistinctNumbersInAnyOrder() {
    var random = new Random(7);
    var ranges = new SeqRanges();
    var naive = new TreeSet<Long>();
    for (int i = 0; i < 2_000; i++) {
      long seq = 1 + random.nextInt(500);
      ranges.add(seq);
      naive.add(seq);
    }

    assertThat(ranges.count()).isEqualTo(naive.size());
    assertThat(ranges.first()).isEqualTo(naive.first());
    assertThat(ranges.last()).isEqualTo(naive.last());
  }
}
