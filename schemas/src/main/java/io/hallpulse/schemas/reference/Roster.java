package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.date;
import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.time;

/** One session of a clerk at a counter, in local time HH:MM. */
public record Roster(String counterId, String staffId, String localDate, String start, String end)
    implements Datum {
  public Roster {
    required(counterId, "counter_id");
    required(staffId, "staff_id");
    date(localDate, "local_date");
    var from = time(start, "start");
    if (!"24:00".equals(end) && !time(end, "end").isAfter(from)) {
      throw new IllegalArgumentException(
          "end must be after start %s of the same day, got %s".formatted(start, end));
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
