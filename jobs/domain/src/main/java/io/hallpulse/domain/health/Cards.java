package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cards that fell due on a local date; scopes add up their counters'. */
public record Cards(int warnings, int yellow, int red) {
  public static final Cards NONE = new Cards(0, 0, 0);
  public static final Cards WARNING = new Cards(1, 0, 0);
  public static final Cards YELLOW = new Cards(0, 1, 0);
  public static final Cards RED = new Cards(0, 0, 1);

  private static final Map<String, Cards> BY_KEY =
      Map.of("warning", WARNING, "yellow", YELLOW, "red", RED);

  /** Names one card among what a ticket or notice is counted for; the opposite of {@link #of}. */
  public String key() {
    for (var entry : BY_KEY.entrySet()) {
      if (entry.getValue().equals(this)) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("Not one card: " + this);
  }

  /** The card that a key names; null if it names none. */
  public static @Nullable Cards of(String key) {
    return BY_KEY.get(key);
  }

  /** So many of them; to take them back, -1. */
  public Cards times(int times) {
    return new Cards(warnings * times, yellow * times, red * times);
  }

  /** Whether it is what {@link #times} made of a card to take it back. */
  public boolean isTakenBack() {
    return warnings < 0 || yellow < 0 || red < 0;
  }

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
