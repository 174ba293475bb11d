package io.hallpulse.upkeep.baselines;

import io.hallpulse.schemas.reference.CalendarDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Working days: as the calendar says, else Monday to Friday. */
final class WorkingDays {
  private final Map<LocalDate, Boolean> calendar;

  WorkingDays(Collection<CalendarDay> days) {
    this.calendar =
        days.stream()
            .collect(
                Collectors.toMap(
                    day -> LocalDate.parse(day.localDate()),
                    CalendarDay::working,
                    (known, newer) -> newer));
  }

  boolean isWorking(LocalDate day) {
    return calendar.getOrDefault(day, day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
  }

  /** The last so many before a day, the newest first. */
  List<LocalDate> before(LocalDate day, int count) {
    var found = new ArrayList<LocalDate>();
    var at = day;
    while (found.size() < count) {
      at = at.minusDays(1);
      if (isWorking(at)) {
        found.add(at);
      }
    }
    return found;
  }
}
