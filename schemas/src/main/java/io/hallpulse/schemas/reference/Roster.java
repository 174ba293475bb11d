package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import java.time.LocalDate;
import java.time.LocalTime;

/** One session of a clerk at a counter, in local time HH:MM. */
public record Roster(String counterId, String staffId, String localDate, String start, String end)
    implements Datum {
  public Roster {
    required(counterId, "counter_id");
    required(staffId, "staff_id");
    LocalDate.parse(required(localDate, "local_date"));
    LocalTime.parse(required(start, "start"));
    if (!"24:00".equals(required(end, "end"))) {
      LocalTime.parse(end);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.ROSTER;
  }

  @Override
  public String id() {
    return counterId + "/" + staffId + "/" + localDate + "/" + start;
  }
}
