package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.date;
import static io.hallpulse.schemas.reference.Datum.required;

/** Whether a day is a working day, make-up days included. */
public record CalendarDay(String localDate, Boolean working) implements Datum {
  public CalendarDay {
    date(localDate, "local_date");
    required(working, "working");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.CALENDAR;
  }

  @Override
  public String id() {
    return localDate;
  }
}
