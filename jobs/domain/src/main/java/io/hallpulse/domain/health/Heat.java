package io.hallpulse.domain.health;

/** How hot a slot was, by its {@link Load} (domain.md, section 4). */
public enum Heat {
  COLD,
  WARM,
  BUSY,
  HOT,
  OVERLOADED;

  static Heat of(double load) {
    if (load < 0.3) {
      return COLD;
    }
    if (load < 0.7) {
      return WARM;
    }
    if (load < 0.9) {
      return BUSY;
    }
    return load <= 1.1 ? HOT : OVERLOADED;
  }
}
