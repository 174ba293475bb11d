package io.hallpulse.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.benchmarks.rivals.Outcome.QueueState;
import java.util.HashSet;
import java.util.Set;
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

  @Test
  void sidesThatWroteNothingAreNoComparison() {
    var waits = Set.of(new Wait("t1", "q", 1_000, 2_000));
    var queues = new TreeMap<String, QueueState>();

    assertThat(new Outcome(Set.of(), queues).missing()).isEqualTo("no waits");
    assertThat(new Outcome(waits, queues).missing()).isEqualTo("no queues");
    queues.put("q", called(0));
    assertThat(new Outcome(waits, queues).missing()).isEqualTo("nobody called in the last hour");
    queues.put("r", called(1));
    assertThat(new Outcome(waits, queues).missing()).isEmpty();
  }

  private static QueueState called(long called) {
    return new QueueState(0, null, called, called, null, null, 0, 0);
  }
}
