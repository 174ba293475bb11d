package io.hallpulse.ingest.simulate;

import java.util.List;

/**
 * A counter of a hall.
 *
 * @param lines places of the queues that it serves in the hall's list
 * @param staff clerks who take turns
 * @param evening whether it is rostered from 16:00
 * @param night whether it is rostered from midnight
 */
record DeskPlan(
    String counterId,
    String number,
    String unitId,
    List<Integer> lines,
    List<String> staff,
    boolean evening,
    boolean night) {
  DeskPlan {
    lines = List.copyOf(lines);
    staff = List.copyOf(staff);
  }
}
