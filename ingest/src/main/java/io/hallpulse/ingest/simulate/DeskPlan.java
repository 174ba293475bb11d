package io.hallpulse.ingest.simulate;

import java.time.LocalDate;
import java.util.List;

/**
 * A counter of a hall.
 *
 * @param lines places of the queues that it serves in the hall's list
 * @param staff clerks who take turns, one more than there are shifts
 * @param shifts in which it is rostered: 0 from midnight, 1 from 8:00, 2 from 16:00
 */
record DeskPlan(
    String counterId,
    String number,
    String unitId,
    List<Integer> lines,
    List<String> staff,
    List<Integer> shifts) {
  static final int SHIFTS = 3;

  DeskPlan {
    lines = List.copyOf(lines);
    staff = List.copyOf(staff);
    shifts = List.copyOf(shifts);
  }

  boolean isOpenIn(int shift) {
    return shifts.contains(shift);
  }

  String clerk(LocalDate date, int shift) {
    return staff.get((int) Math.floorMod(date.toEpochDay() + shift, (long) staff.size()));
  }

  /** The clerk without a shift of the day, who comes when another does not. */
  String standIn(LocalDate date) {
    return clerk(date, SHIFTS);
  }
}
