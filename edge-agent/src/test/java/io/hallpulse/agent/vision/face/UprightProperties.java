package io.hallpulse.agent.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class UprightProperties {
  /** A face that was turned, scaled and moved comes back to exactly where it should be. */
  @Property
  void whatWasTurnedComesBack(
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double angle,
      @ForAll @DoubleRange(min = 0.2, max = 5) double scale,
      @ForAll @DoubleRange(min = -500, max = 500) double x,
      @ForAll @DoubleRange(min = -500, max = 500) double y) {
    Spot[] wanted = {new Spot(0.3, 0.3), new Spot(0.7, 0.3), new Spot(0.5, 0.7)};
    var seen = new Spot[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      double u = wanted[i].x() * 100 * scale;
      double v = wanted[i].y() * 100 * scale;
      seen[i] =
          new Spot(
              Math.cos(angle) * u - Math.sin(angle) * v + x,
              Math.sin(angle) * u + Math.cos(angle) * v + y);
    }

    var m = Upright.similarity(seen, wanted, 100);

    for (int i = 0; i < wanted.length; i++) {
      assertThat(m[0] * seen[i].x() + m[1] * seen[i].y() + m[2])
          .isCloseTo(wanted[i].x() * 100, within(1e-6));
      assertThat(m[3] * seen[i].x() + m[4] * seen[i].y() + m[5])
          .isCloseTo(wanted[i].y() * 100, within(1e-6));
    }
  }
}
