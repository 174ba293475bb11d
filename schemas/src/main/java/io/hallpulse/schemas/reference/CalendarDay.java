package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import java.time.LocalDate;

/** Whether a day is a working day, make-up days included. */
public record CalendarDay(String localDate, Boolean working) implements Datum {
  public CalendarDay {
    LocalDate.parse(required(localDate, "local_date"));
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
