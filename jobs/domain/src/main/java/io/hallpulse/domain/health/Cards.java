package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;

/** Cards that fell due on a local date; scopes add up their counters'. */
public record Cards(int warnings, int yellow, int red) {
  public static final Cards NONE = new Cards(0, 0, 0);

  public Cards plus(Cards other) {
    return new Cards(warnings + other.warnings, yellow + other.yellow, red + other.red);
  }

  /** Points that they take off. */
  int points(RuleSet.Cards rules) {
    return Math.min(
        rules.mostPoints(),
        warnings / rules.warnings() * rules.warningPoints()
            + yellow * rules.yellowPoints()
            + red * rules.redPoints());
  }
}
