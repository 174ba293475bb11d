package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;

/**
 * The rates that are expected before anything is seen, 0 to 1; a factor without one is judged by
 * what is seen alone.
 */
public record Priors(double bad, double handle, double waiting) {

  /** While there is no baseline. */
  public static Priors defaults(RuleSet rules) {
    return new Priors(rules.bad().prior(), rules.handle().prior(), rules.waiting().prior());
  }

  double of(Factor factor) {
    return switch (factor) {
      case LATE, ABSENT -> 0;
      case BAD -> bad;
      case HANDLE -> handle;
      case WAIT -> waiting;
    };
  }
}
