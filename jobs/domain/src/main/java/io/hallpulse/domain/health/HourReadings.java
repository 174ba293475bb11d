package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.TreeMap;

/**
 * What a scope of a hall lost in the trailing hour, half hour by half hour; midnight may be in it.
 */
public final class HourReadings {
  private final TreeMap<Long, DayReadings> days = new TreeMap<>();

  /**
   * @param slot start of the half hour, microseconds
   */
  public void add(long slot, Readings readings, LocalDays local) {
    days.computeIfAbsent(local.of(slot), day -> new DayReadings()).add(slot, readings);
  }

  public Readings total() {
    return days.values().stream().map(DayReadings::total).reduce(Readings.NONE, Readings::plus);
  }

  /** What was to be expected of the hour, as of a day. */
  public Expected expected(String hallId, RuleSet rules, Reference reference, LocalDays local) {
    var expected = Expected.NOTHING;
    for (var day : days.entrySet()) {
      long midnight = local.start(day.getKey());
      var date = LocalDate.ofEpochDay(day.getKey());
      expected = expected.plus(day.getValue().expected(hallId, date, midnight, rules, reference));
    }
    return expected;
  }
}
