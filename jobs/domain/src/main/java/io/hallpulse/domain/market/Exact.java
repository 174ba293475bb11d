package io.hallpulse.domain.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Figures as whole numbers of their unit's last place, rounded once, half away from zero; or the
 * reason why there is none.
 */
final class Exact {
  private Exact() {}

  /** Why a figure is not available; the first that applies counts. */
  enum Missing {
    PARTIAL_PERIOD,
    BASE_MISSING,
    BASE_ZERO,
    BASE_SUPPRESSED,
    ZERO_DENOMINATOR,
    NO_POPULATION,
    NO_REFERENCE,
    NO_DATA,
    INSUFFICIENT,
    DATA_FAULT;

    private static final Missing[] ALL = values();

    /** In the place of a figure: a number that no figure can be. */
    long asFigure() {
      return Long.MIN_VALUE + ordinal();
    }
  }

  static boolean isAvailable(long figure) {
    return figure >= Long.MIN_VALUE + Missing.ALL.length;
  }

  static Missing missing(long figure) {
    return Missing.ALL[(int) (figure - Long.MIN_VALUE)];
  }

  /** In percent with two places. */
  static long percent(long numerator, long denominator) {
    return ratio(numerator, denominator, 10_000);
  }

  /** numerator × factor ÷ denominator, the denominator above 0. */
  static long ratio(long numerator, long denominator, long factor) {
    long product = numerator * factor;
    if (Math.multiplyHigh(numerator, factor) != product >> 63) {
      return new BigDecimal(BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(factor)))
          .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
          .longValueExact();
    }
    long quotient = product / denominator;
    long rest = Math.abs(product % denominator);
    return rest >= denominator - rest ? quotient + Long.signum(product) : quotient;
  }

  /** a·b ÷ (c·d) × factor, for products that may be large. */
  static long ratio(long a, long b, long c, long d, long factor) {
    return new BigDecimal(
            BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .multiply(BigInteger.valueOf(factor)))
        .divide(
            new BigDecimal(BigInteger.valueOf(c).multiply(BigInteger.valueOf(d))),
            0,
            RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** A double in percent with two places. */
  static long percent(double share) {
    return new BigDecimal(share * 100)
        .setScale(2, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValue();
  }
}
