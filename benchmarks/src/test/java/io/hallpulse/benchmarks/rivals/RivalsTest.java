package io.hallpulse.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A comparison of costs is worth something only if all do the same work: what the sides give is
 * compared by the benchmark itself before it measures, here only that a difference is seen.
 */
final class RivalsTest {
  @Test
  void oneWaitMoreIsADifference() {
    var some = new HashSet<Wait>();
    some.add(new Wait("t1", "q", 1_000, 2_000));
    var more = new HashSet<>(some);
    more.add(new Wait("t2", "q", 1_000, 3_000));

    var difference =
        new Outcome(some, new TreeMap<>()).difference(new Outcome(more, new TreeMap<>()), 10_000);

    assertThat(difference).contains("1 waits here, 2 there").contains("t2");
  }
}
