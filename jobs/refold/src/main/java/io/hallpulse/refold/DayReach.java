package io.hallpulse.refold;

import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * A local day, and how far before and after it something may have been said that it is judged by.
 * Times in microseconds.
 *
 * @param start local midnight
 * @param end the next one
 */
public record DayReach(LocalDate date, long start, long end) {
  /** A ticket may be served on another day than its own, and a card falls due weeks after that. */
  static final int TICKET_DAYS = 45;

  /** A pause may be that long, and be approved before it begins. */
  static final int PAUSE_DAYS = 92;

  /** As long as a ticket takes corrections the day may change. */
  static final int LATE_DAYS = 16;

  public static DayReach of(LocalDate date, LocalDays days) {
    long day = date.toEpochDay();
    return new DayReach(date, days.start(day), days.end(day));
  }

  /** What a camera saw or a clerk did just before midnight still speaks after it. */
  Instant evening() {
    return EventJson.instant(start - Slots.LENGTH);
  }

  /** A time by which nothing has been said that matters. */
  long before() {
    return start - TimeUnit.DAYS.toMicros(PAUSE_DAYS + 1);
  }

  /** A time by which all has been said. */
  long after() {
    return end + TimeUnit.DAYS.toMicros(LATE_DAYS);
  }
}
