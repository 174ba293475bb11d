package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How well a hall does, in one colour; the order is from best to worst. */
public enum Category {
  GREEN,
  BLUE,
  YELLOW,
  ORANGE,
  RED;

  /** Of an index, rounded half-up to two decimals first. */
  public static Category of(double index, RuleSet.Categories rules) {
    var rounded = rounded(index);
    for (var category : values()) {
      if (rounded.compareTo(BigDecimal.valueOf(category.line(rules))) >= 0) {
        return category;
      }
    }
    return RED;
  }

  /** To two decimals, half up: as people read an index. */
  public static BigDecimal rounded(double index) {
    return new BigDecimal(index).setScale(2, RoundingMode.HALF_UP);
  }

  /** The index from which on it is given. */
  int line(RuleSet.Categories rules) {
    return switch (this) {
      case GREEN -> rules.green();
      case BLUE -> rules.blue();
      case YELLOW -> rules.yellow();
      case ORANGE -> rules.orange();
      case RED -> 0;
    };
  }

  boolean isWorseThan(Category other) {
    return compareTo(other) > 0;
  }
}
