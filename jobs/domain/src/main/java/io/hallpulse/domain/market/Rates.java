package io.hallpulse.domain.market;

import static io.hallpulse.domain.market.Exact.Missing.BASE_MISSING;
import static io.hallpulse.domain.market.Exact.Missing.BASE_ZERO;
import static io.hallpulse.domain.market.Exact.Missing.DATA_FAULT;
import static io.hallpulse.domain.market.Exact.Missing.PARTIAL_PERIOD;
import static io.hallpulse.domain.market.Exact.Missing.ZERO_DENOMINATOR;

/** Changes and shares in percent, or why there is none; the first reason that applies counts. */
final class Rates {
  private Rates() {}

  static long count(long count, boolean isCovered) {
    return isCovered ? count : PARTIAL_PERIOD.asFigure();
  }

  /** Change of a stock since the base period's last day. */
  static long stockChange(long stock, long base, boolean isCovered, boolean isBaseCovered) {
    if (!isCovered) {
      return PARTIAL_PERIOD.asFigure();
    }
    if (!isBaseCovered) {
      return BASE_MISSING.asFigure();
    }
    if (base <= 0) {
      return (base == 0 ? BASE_ZERO : DATA_FAULT).asFigure();
    }
    return Exact.percent(stock - base, base);
  }

  /** Share of a stock. */
  static long stateShare(long part, long all, boolean isCovered) {
    if (!isCovered) {
      return PARTIAL_PERIOD.asFigure();
    }
    if (all <= 0) {
      return (all == 0 ? ZERO_DENOMINATOR : DATA_FAULT).asFigure();
    }
    return Exact.percent(part, all);
  }

  /** Change of a flow against that of another period. */
  static long flowChange(long flow, long base, boolean isCovered, boolean isBaseCovered) {
    if (!isCovered) {
      return PARTIAL_PERIOD.asFigure();
    }
    if (!isBaseCovered) {
      return BASE_MISSING.asFigure();
    }
    return base == 0 ? BASE_ZERO.asFigure() : Exact.percent(flow - base, base);
  }

  /** A flow in parts of another. */
  static long flowShare(long part, long all, boolean isCovered) {
    if (!isCovered) {
      return PARTIAL_PERIOD.asFigure();
    }
    return all == 0 ? ZERO_DENOMINATOR.asFigure() : Exact.percent(part, all);
  }
}
