package io.hallpulse.domain.health;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Load of a half hour: ρ = λ·E[S]/c, arrivals per minute times mean handling minutes, over the
 * counters that were open. At 1 work comes in as fast as it can be done.
 *
 * <p>Example: 24 arrivals, 5 minutes each, 5 counters: ρ = 24/30 · 5 / 5 = 0.8, busy.
 *
 * @param arrivals tickets whose wait began
 * @param services counters that they keep busy; NaN if nobody knows how long a service takes
 * @param counters open, on average
 */
public record Load(long arrivals, double services, double counters) {
  public static final Load NONE = new Load(0, 0, 0);

  private static final double MINUTES = TimeUnit.MICROSECONDS.toMinutes(Slots.LENGTH);

  /**
   * Of one unit.
   *
   * @param handlingMinutes mean of a service; NaN if none ended
   */
  public static Load of(long arrivals, double handlingMinutes, double counters) {
    return new Load(arrivals, arrivals == 0 ? 0 : arrivals * handlingMinutes / MINUTES, counters);
  }

  /** Of both together: work and counters add up. */
  public Load plus(Load other) {
    return new Load(
        arrivals + other.arrivals, services + other.services, counters + other.counters);
  }

  /** ρ; empty where it cannot be computed, or where somebody came and no counter was open. */
  public OptionalDouble value() {
    double load = arrivals == 0 ? 0 : services / counters;
    return Double.isFinite(load) ? OptionalDouble.of(load) : OptionalDouble.empty();
  }

  /** Empty where nobody knows; where somebody came and no counter was open it is overloaded. */
  public Optional<Heat> heat() {
    if (arrivals > 0 && counters == 0) {
      return Optional.of(Heat.OVERLOADED);
    }
    var load = value();
    return load.isPresent() ? Optional.of(Heat.of(load.getAsDouble())) : Optional.empty();
  }
}
