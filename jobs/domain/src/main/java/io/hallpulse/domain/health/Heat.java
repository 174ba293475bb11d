package io.hallpulse.domain.health;

import java.util.OptionalDouble;

/**
 * How hot a slot of a unit was, by its load ρ = λ·E[S]/c: arrivals per minute times mean handling
 * minutes, over the counters that were open. At 1 work comes in as fast as it can be done.
 *
 * <p>Example: 24 arrivals in 30 minutes, 5 minutes each, 5 counters: ρ = 0.8 · 5 / 5 = 0.8, busy.
 */
public enum Heat {
  COLD,
  WARM,
  BUSY,
  HOT,
  OVERLOADED;

  /**
   * The load of a slot; unknown where nobody knows how long a service takes, or where somebody came
   * and no counter was open.
   *
   * @param arrivals tickets whose wait began
   * @param slotMinutes length of the slot
   * @param handlingMinutes mean of a service; NaN if none ended
   * @param openCounters on average
   */
  public static OptionalDouble load(
      long arrivals, int slotMinutes, double handlingMinutes, double openCounters) {
    if (arrivals == 0) {
      return OptionalDouble.of(0);
    }
    double load = (double) arrivals / slotMinutes * handlingMinutes / openCounters;
    return Double.isFinite(load) ? OptionalDouble.of(load) : OptionalDouble.empty();
  }

  public static Heat of(double load) {
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
