package io.hallpulse.serving.report.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis that hold all values between them. */
record Axis(BigDecimal from, BigDecimal to, BigDecimal step) {
  private static final int STEPS = 4;

  /**
   * @param fromZero whether lengths are compared, so that they must begin at 0
   */
  static Axis over(List<BigDecimal> values, boolean fromZero) {
    double low = values.stream().mapToDouble(BigDecimal::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(1);
    if (fromZero) {
      low = Math.min(0, low);
      high = Math.max(0, high);
    }
    if (high <= low) {
      high = low + 1;
    }
    var step = round((high - low) / STEPS);
    var from = floor(low, step);
    var to = floor(high, step);
    while (to.doubleValue() < high) {
      to = to.add(step);
    }
    return new Axis(from, to, step);
  }

  /** The least of 1, 2, 2.5, 5 times a power of ten that is not less. */
  private static BigDecimal round(double least) {
    int power = (int) Math.floor(Math.log10(least));
    for (var factor : List.of("1", "2", "2.5", "5")) {
      var step = new BigDecimal(factor).scaleByPowerOfTen(power);
      if (step.doubleValue() >= least * 0.999_999) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  private static BigDecimal floor(double value, BigDecimal step) {
    return step.multiply(BigDecimal.valueOf((long) Math.floor(value / step.doubleValue())));
  }

  List<BigDecimal> ticks() {
    var ticks = new ArrayList<BigDecimal>();
    for (var tick = from; tick.compareTo(to) <= 0; tick = tick.add(step)) {
      ticks.add(tick);
    }
    return ticks;
  }

  /** 0 at its beginning, 1 at its end. */
  double share(BigDecimal value) {
    return (value.doubleValue() - from.doubleValue()) / (to.doubleValue() - from.doubleValue());
  }
}
