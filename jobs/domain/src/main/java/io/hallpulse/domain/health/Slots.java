package io.hallpulse.domain.health;

import io.hallpulse.domain.time.LocalDays;
import java.util.concurrent.TimeUnit;

/**
 * The half hours of a local day, counted from its midnight; where clocks change, the slots after
 * the change carry on by the hour that has passed. Instants in microseconds.
 */
public final class Slots {
  public static final long LENGTH = TimeUnit.MINUTES.toMicros(30);

  private Slots() {}

  /** When the slot begins in which an instant lies. */
  public static long start(long time, LocalDays days) {
    long midnight = days.start(days.of(time));
    return midnight + (time - midnight) / LENGTH * LENGTH;
  }

  /** When the slot ends in which an instant lies. */
  public static long end(long time, LocalDays days) {
    return start(time, days) + LENGTH;
  }
}
