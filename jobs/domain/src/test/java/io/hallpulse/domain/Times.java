package io.hallpulse.domain;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Local times of a Monday in Licang as microseconds: {@code at("09:00")}, {@code at(1, "09:00")}.
 */
public final class Times {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  public static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  public static final long SECOND = 1_000_000;
  public static final long MINUTE = 60 * SECOND;

  private Times() {}

  public static long at(String localTime) {
    return at(0, localTime);
  }

  /** A time so many days after that Monday. */
  public static long at(int days, String localTime) {
    var local = MONDAY.plusDays(days).atTime(LocalTime.parse(localTime));
    return EventJson.micros(local.atZone(ZONE).toInstant());
  }

  /** The local days of {@link #ZONE}. */
  public static LocalDays days() {
    return new LocalDays(ZONE);
  }
}
