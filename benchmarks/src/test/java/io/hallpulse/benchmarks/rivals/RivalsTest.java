package io.hallpulse.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.testkit.Broker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison of costs is worth something only if all do the same work. */
final class RivalsTest {
  @TempDir Path folder;

  @Test
  void allSidesWriteTheSameWaitsAndQueues() throws Exception {
    try (var broker = new Broker(folder).start();
        var sides = new Sides(broker.address(), "bench.test")) {
      var input = new Inputs(broker.address(), 2, 12_000).fill(sides.input("day"), 2);

      assertThat(Rivals.giveTheSame(sides, input)).isTrue();

      var ours = sides.ofOurs();
      assertThat(ours.waits()).hasSizeGreaterThan(300);
      assertThat(ours.queues()).hasSize(10);
      assertThat(ours.queues().values()).anyMatch(queue -> queue.waiting() > 0);
      assertThat(ours.queues().values()).allMatch(queue -> queue.called() > 0);
    }
  }

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
