package io.hallpulse.domain.health;

/** How hot a slot was, by its {@link Load} (domain.md, section 4). */
public enum Heat {
  COLD,
  WARM,
  BUSY,
  HOT,
  OVERLOADED;

  public static final double COLD_BELOW = 0.3;
  public static final double WARM_BELOW = 0.7;
  public static final double BUSY_BELOW = 0.9;
  public static final double HOT_TO = 1.1;

  static Heat of(double load) {
    if (load < COLD_BELOW) {
      return COLD;
    }
    if (load < WARM_BELOW) {
      return WARM;
    }
    if (load < BUSY_BELOW) {
      return BUSY;
    }
    return load <= HOT_TO ? HOT : OVERLOADED;
  }
}
