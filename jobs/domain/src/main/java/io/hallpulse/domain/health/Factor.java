package io.hallpulse.domain.health;

import java.util.Locale;

/** What the index looks at. */
public enum Factor {
  /** Clerks who sign in after their rostered start. */
  LATE,
  /** Rostered minutes with nobody at the counter. */
  ABSENT,
  /** Ratings of the two lowest levels. */
  BAD,
  /** Services that take longer than the item should. */
  HANDLE,
  /** Visitors who wait long, or leave for it. */
  WAIT;

  /** The name in tables: {@code late}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
