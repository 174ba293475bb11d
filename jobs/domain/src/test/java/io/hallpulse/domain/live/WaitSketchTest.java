package io.hallpulse.domain.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitSketchTest {
  @Test
  void hasNoQuantileOfNothing() {
    assertThat(new WaitSketch().quantile(0.5)).isNull();
  }

  @Test
  void isExactBelowTwoMinutes() {
    var sketch = new WaitSketch();
    for (int seconds = 1; seconds <= 100; seconds++) {
      sketch.add(seconds);
    }

    assertThat(sketch.quantile(0.5)).isEqualTo(50);
    assertThat(sketch.quantile(0.9)).isEqualTo(90);
  }

  @Property
  void isWithinOnePercentOfTheExactQuantile(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 90_000) Integer> waits,
      @ForAll @DoubleRange(min = 0, max = 1) double q) {
    var sketch = new WaitSketch();
    waits.forEach(sketch::add);
    var sorted = new ArrayList<>(waits);
    sorted.sort(null);
    int exact = sorted.get(Math.max(0, (int) Math.ceil(q * sorted.size()) - 1));

    assertThat(Objects.requireNonNull(sketch.quantile(q)).doubleValue())
        .isCloseTo(exact, within(exact * 0.01));
  }

  @Property
  void addsUpAndForgets(
      @ForAll @Size(max = 20) List<@IntRange(max = 90_000) Integer> kept,
      @ForAll @Size(max = 20) List<@IntRange(max = 90_000) Integer> other,
      @ForAll @Size(max = 20) List<@IntRange(max = 90_000) Integer> gone) {
    var sketch = new WaitSketch();
    gone.forEach(sketch::add);
    kept.forEach(sketch::add);
    gone.forEach(sketch::remove);
    var rest = new WaitSketch();
    other.forEach(rest::add);
    sketch.addAll(rest);

    var expected = new WaitSketch();
    kept.forEach(expected::add);
    other.forEach(expected::add);
    assertThat(sketch.size()).isEqualTo(kept.size() + other.size());
    for (double q : new double[] {0, 0.1, 0.5, 0.9, 1}) {
      assertThat(sketch.quantile(q)).isEqualTo(expected.quantile(q));
    }
  }
}
