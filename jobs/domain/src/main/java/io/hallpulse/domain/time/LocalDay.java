package io.hallpulse.domain.time;

import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** Local dates of instants; days are counted from 1970-01-01, instants in microseconds. */
public final class LocalDay {
  private LocalDay() {}

  /** The local date of an instant as days since 1970-01-01. */
  public static long of(long micros, ZoneId zone) {
    var offset = zone.getRules().getOffset(EventJson.instant(micros));
    return Math.floorDiv(
        micros + TimeUnit.SECONDS.toMicros(offset.getTotalSeconds()), TimeUnit.DAYS.toMicros(1));
  }

  public static LocalDate date(long micros, ZoneId zone) {
    return LocalDate.ofEpochDay(of(micros, zone));
  }

  /** The local midnight that ends a day. */
  public static long end(long day, ZoneId zone) {
    return EventJson.micros(LocalDate.ofEpochDay(day + 1).atStartOfDay(zone).toInstant());
  }
}
