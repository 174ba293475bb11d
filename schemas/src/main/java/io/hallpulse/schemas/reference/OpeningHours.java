package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.time;

/**
 * When a place is open.
 *
 * @param fromDay first weekday, 1 is Monday
 * @param toDay last weekday, 7 is Sunday
 * @param start local time HH:MM
 * @param end local time HH:MM; 23:59 for the whole day
 */
public record OpeningHours(int fromDay, int toDay, String start, String end) {
  public OpeningHours {
    if (fromDay < 1 || toDay > 7 || fromDay > toDay) {
      throw new IllegalArgumentException(
          "from_day and to_day must be 1 to 7 in their order, got %d and %d"
              .formatted(fromDay, toDay));
    }
    if (!time(start, "start").isBefore(time(end, "end"))) {
      throw new IllegalArgumentException(
          "end must be after start %s, got %s".formatted(start, end));
    }
  }
}
