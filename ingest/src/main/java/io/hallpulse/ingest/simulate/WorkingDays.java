package io.hallpulse.ingest.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Monday to Friday without days off, and make-up days. */
record WorkingDays(Set<LocalDate> daysOff, Set<LocalDate> makeUpDays) {
  WorkingDays {
    daysOff = Set.copyOf(daysOff);
    makeUpDays = Set.copyOf(makeUpDays);
  }

  boolean contains(LocalDate date) {
    if (makeUpDays.contains(date)) {
      return true;
    }
    return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 && !daysOff.contains(date);
  }

  /** The n-th working day after a date. */
  LocalDate after(LocalDate date, int n) {
    var day = date;
    for (int found = 0; found < n; ) {
      day = day.plusDays(1);
      if (contains(day)) {
        found++;
      }
    }
    return day;
  }

  /** The last n working days before a date, oldest first. */
  List<LocalDate> before(LocalDate date, int n) {
    var days = new ArrayList<LocalDate>();
    for (var day = date.minusDays(1); days.size() < n; day = day.minusDays(1)) {
      if (contains(day)) {
        days.add(day);
      }
    }
    Collections.reverse(days);
    return days;
  }
}
