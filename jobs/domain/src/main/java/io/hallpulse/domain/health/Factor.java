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

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The name in tables: {@code late}. */
  public String key() {
    return key;
  }

  /** The factor with that name in tables. */
  public static Factor of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
