package io.hallpulse.domain.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SeenSequenceTest {
  private static final int HIGHEST = 40;

  private record Run(int from, int to) {}

  @Test
  void countsTheGapsBelowTheHighestNumber() {
    var seen = SeenSequence.nothing().with(1, 4).with(6, 8).with(10, 11);

    assertThat(seen.missing()).isEqualTo(4); // 4, 5, 8 and 9
    assertThat(seen.highest()).isEqualTo(10);
    assertThat(seen.with(4, 6).with(8, 10)).isEqualTo(new SeenSequence(11, new long[0]));
  }

  @Test
  void needsOneNumberForASourceWithoutGaps() {
    var seen = SeenSequence.nothing();
    for (int seq = 1; seq <= 1000; seq++) {
      seen = seen.with(seq, seq + 1);
    }

    assertThat(seen).isEqualTo(new SeenSequence(1001, new long[0]));
  }

  @Property
  void agreesWithASetOfNumbers(@ForAll("runs") List<Run> runs) {
    var seen = SeenSequence.nothing();
    var set = new TreeSet<Long>();
    for (var run : runs) {
      boolean isNew = true;
      for (long seq = run.from(); seq < run.to(); seq++) {
        isNew &= set.add(seq);
      }
      assertThat(seen.isNew(run.from(), run.to())).isEqualTo(isNew);
      seen = seen.with(run.from(), run.to());
    }
    for (long seq = 1; seq <= HIGHEST + 1; seq++) {
      assertThat(seen.has(seq)).as("%s has %d", seen, seq).isEqualTo(set.contains(seq));
    }
    long highest = set.isEmpty() ? 0 : set.last();
    assertThat(seen.highest()).isEqualTo(highest);
    assertThat(seen.missing()).isEqualTo(highest - set.size());
  }

  @Provide
  Arbitrary<List<Run>> runs() {
    var run =
        Combinators.combine(
                Arbitraries.integers().between(1, HIGHEST), Arbitraries.integers().between(1, 8))
            .as((from, length) -> new Run(from, Math.min(from + length, HIGHEST + 1)));
    return run.list().ofMaxSize(15);
  }
}
