package io.hallpulse.domain.forecast;

import java.util.Locale;

/** When a back-test asks how long a ticket will wait. */
public enum Moment {
  /** When it joins a line. */
  ISSUE(0),
  AFTER_5_MINUTES(5),
  AFTER_15_MINUTES(15);

  private final int minutes;

  Moment(int minutes) {
    this.minutes = minutes;
  }

  /** Microseconds that the ticket has waited then. */
  long waited() {
    return minutes * 60_000_000L;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
