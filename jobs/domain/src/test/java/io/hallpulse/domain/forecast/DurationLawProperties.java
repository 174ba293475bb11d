package io.hallpulse.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class DurationLawProperties {
  @Property(tries = 200)
  void theRestIsNeverNegativeAndGrowsWithItsShare(
      @ForAll @Size(max = 50) List<@DoubleRange(min = 0, max = 1e7) Double> seen,
      @ForAll @DoubleRange(min = 0, max = 1e7) double age) {
    var law = new DurationLaw(DurationLaw.guess(600, 1.2), 0);
    seen.forEach(law::add);

    double before = 0;
    for (double u = 0.05; u < 1; u += 0.05) {
      double rest = law.rest(age, u);
      assertThat(rest).isFinite().isGreaterThanOrEqualTo(before);
      before = rest;
    }
  }

  @Property(tries = 200)
  void theRestsOfAllSharesAreThoseOfEach(
      @ForAll @Size(max = 50) List<@DoubleRange(min = 0, max = 1e7) Double> seen,
      @ForAll @DoubleRange(min = 0, max = 1e8) double age) {
    var law = new DurationLaw(DurationLaw.guess(600, 1.2), 0);
    assertThat(law.fresh()).isEqualTo(law.rests(0));
    seen.forEach(law::add);

    var rests = law.rests(age);
    for (int rank = 0; rank < Draws.FUTURES; rank++) {
      assertThat(rests[rank]).isEqualTo(law.rest(age, Draws.share(rank)));
    }
    assertThat(law.fresh()).isEqualTo(law.rests(0));
  }

  @Example
  void halfOfWhatItSawIsShorterThanItsMedian() {
    var law = new DurationLaw(DurationLaw.guess(20, 1), 0);
    var random = new Random(5);
    for (int i = 0; i < 4_000; i++) {
      law.add(300 * Math.exp(0.5 * random.nextGaussian()));
    }

    assertThat(law.rest(0, 0.5)).isCloseTo(300, within(15.0));
    assertThat(law.rest(0, 0.9)).isCloseTo(300 * Math.exp(0.5 * 1.2816), within(30.0));
  }

  @Example
  void whatHasLastedLongIsOfTheLongOnes() {
    var law = new DurationLaw(DurationLaw.guess(60, 0.5), 0);
    for (int i = 0; i < 900; i++) {
      law.add(60);
    }
    for (int i = 0; i < 100; i++) {
      law.add(3_600);
    }

    assertThat(law.rest(0, 0.5)).isLessThan(75);
    assertThat(law.rest(600, 0.5)).isBetween(2_400.0, 3_600.0);
  }

  @Example
  void beyondAllThatWasSeenItLastsAsLongAgain() {
    var law = new DurationLaw(DurationLaw.guess(60, 0.2), 0);

    assertThat(law.rest(1e8, 0.5)).isCloseTo(1e8, within(1.0));
  }

  @Example
  void whatWasLongAgoFades() {
    var law = new DurationLaw(DurationLaw.guess(60, 1), 0);
    for (int i = 0; i < 2_000; i++) {
      law.add(60);
    }
    for (int i = 0; i < 4_000; i++) {
      law.add(600);
    }

    assertThat(law.rest(0, 0.5)).isBetween(500.0, 720.0);
  }
}
