package io.hallpulse.upkeep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Runs are a set of numbers, however these come. */
class RunsProperties {
  record Range(long from, long to) {}

  @Provide
  Arbitrary<List<Range>> ranges() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 60), Arbitraries.longs().between(0, 9))
        .as((from, length) -> new Range(from, from + length))
        .list()
        .ofMaxSize(25);
  }

  @Property
  void holdWhatASetHolds(@ForAll("ranges") List<Range> ranges) {
    var runs = runs(ranges);
    var set = set(ranges);

    assertThat(runs.lowest(1_000)).containsExactlyElementsOf(set);
    assertThat(runs.count()).isEqualTo(set.size());
    for (long number = 0; number < 80; number++) {
      assertThat(runs.contains(number)).isEqualTo(set.contains(number));
    }
  }

  @Property
  void areAsFewAsTheyCanBe(@ForAll("ranges") List<Range> ranges) {
    var set = set(ranges);
    long begins = set.stream().filter(number -> !set.contains(number - 1)).count();

    assertThat(runs(ranges).runs()).isEqualTo((int) begins);
  }

  @Property
  void areTheSameOneByOne(@ForAll("ranges") List<Range> ranges) {
    var oneByOne = new Runs();
    var set = new TreeSet<Long>();
    for (var range : ranges) {
      for (long number = range.to() - 1; number >= range.from(); number--) {
        assertThat(oneByOne.add(number)).isEqualTo(set.add(number));
      }
    }

    assertThat(oneByOne).isEqualTo(runs(ranges));
  }

  @Property
  void leaveWhatIsNotInTheOthers(
      @ForAll("ranges") List<Range> ranges, @ForAll("ranges") List<Range> others) {
    var left = set(ranges);
    left.removeAll(set(others));
    var all = set(ranges);
    all.addAll(set(others));
    var joined = runs(ranges);
    joined.addAll(runs(others));

    assertThat(runs(ranges).minus(runs(others)).lowest(1_000)).containsExactlyElementsOf(left);
    assertThat(joined.lowest(1_000)).containsExactlyElementsOf(all);
  }

  @Property
  void endWhereTheyAreCut(
      @ForAll("ranges") List<Range> ranges,
      @ForAll @net.jqwik.api.constraints.LongRange(min = 0, max = 70) long highest) {
    assertThat(runs(ranges).upTo(highest).lowest(1_000))
        .containsExactlyElementsOf(new ArrayList<>(set(ranges).headSet(highest, true)));
  }

  private static Runs runs(List<Range> ranges) {
    var runs = new Runs();
    ranges.forEach(range -> runs.add(range.from(), range.to()));
    return runs;
  }

  private static TreeSet<Long> set(List<Range> ranges) {
    var set = new TreeSet<Long>();
    for (var range : ranges) {
      for (long number = range.from(); number < range.to(); number++) {
        set.add(number);
      }
    }
    return set;
  }
}
