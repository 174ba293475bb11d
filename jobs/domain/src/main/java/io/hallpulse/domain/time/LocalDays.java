package io.hallpulse.domain.time;

import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/**
 * The local days of a time zone; days are counted from 1970-01-01, instants in microseconds. It
 * remembers the day it was asked for last, since a hall's events come day by day: for one thread.
 */
public final class LocalDays {
  private final ZoneId zone;
  private long day;
  private LocalDate date = LocalDate.EPOCH;
  private long from;
  private long to;

  public LocalDays(ZoneId zone) {
    this.zone = zone;
  }

  /** The local date of an instant as days since 1970-01-01. */
  public long of(long micros) {
    find(micros);
    return day;
  }

  public LocalDate date(long micros) {
    find(micros);
    return date;
  }

  /** The local midnight that ends a day. */
  public long end(long ofDay) {
    return ofDay == day && from < to ? to : midnight(ofDay + 1);
  }

  /** When a day begins. */
  public long start(long ofDay) {
    return ofDay == day && from < to ? from : midnight(ofDay);
  }

  /**
   * An instant of a day.
   *
   * @param localTime HH:MM, up to 24:00
   */
  public long at(LocalDate date, String localTime) {
    return "24:00".equals(localTime)
        ? end(date.toEpochDay())
        : EventJson.micros(LocalTime.parse(localTime).atDate(date).atZone(zone).toInstant());
  }

  private void find(long micros) {
    if (micros >= from && micros < to) {
      return;
    }
    day =
        Math.floorDiv(
            micros + TimeUnit.SECONDS.toMicros(offset(micros)), TimeUnit.DAYS.toMicros(1));
    date = LocalDate.ofEpochDay(day);
    from = midnight(day);
    to = midnight(day + 1);
    if (offset(from) != offset(to - 1)) {
      to = from; // Where clocks go back at midnight, an hour of one day lies within the next.
    }
  }

  private long midnight(long ofDay) {
    return EventJson.micros(LocalDate.ofEpochDay(ofDay).atStartOfDay(zone).toInstant());
  }

  private int offset(long micros) {
    return zone.getRules().getOffset(EventJson.instant(micros)).getTotalSeconds();
  }
}
