package io.hallpulse.domain.market;

/** What is added up per cell and day. The first eight move the stock. */
enum Measure {
  REGISTERED(1),
  MOVED_IN(1),
  CANCELLED(-1),
  REVOKED(-1),
  MOVED_OUT(-1),
  RESTORED(1),
  REBASED(1),
  RECLASSIFIED(1),
  SUSPENDED(0),
  ABNORMAL(0),
  /** Suspended or abnormal, each entity once. */
  EITHER(0),
  /** Hundredths of CNY. */
  CAPITAL_IN(0),
  CAPITAL_OUT(0),
  /** Moves whose capital is not known. */
  CAPITAL_UNKNOWN(0);

  static final Measure[] ALL = values();
  static final int FLOWS = 8;

  private final int sign;

  Measure(int sign) {
    this.sign = sign;
  }

  /** By how much the stock grows with one of it. */
  int sign() {
    return sign;
  }
}
