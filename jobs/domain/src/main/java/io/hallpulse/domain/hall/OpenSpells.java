package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Mark;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/** When on a day a counter is open: a clerk has signed in, and no approved pause lasts. */
final class OpenSpells {
  private final TreeMap<Long, Boolean> changes = new TreeMap<>();

  private OpenSpells() {}

  /** By what was said of a counter on one day. */
  static OpenSpells of(List<Mark> marks) {
    var spells = new OpenSpells();
    var staff = new HashSet<String>();
    int pauses = 0;
    for (var mark : marks.stream().sorted(Mark.ORDER).toList()) {
      var who = mark.staffId() == null ? "" : mark.staffId();
      switch (mark.kind()) {
        case SIGN_IN -> staff.add(who);
        case SIGN_OUT -> staff.remove(who);
        case CLOSING -> staff.clear();
        case PAUSES -> pauses++;
        case GOES_ON -> pauses--;
        default -> {
          continue; // it opens and closes nothing
        }
      }
      spells.changes.put(mark.time(), !staff.isEmpty() && pauses <= 0);
    }
    return spells;
  }

  /** Whether it is open just before an instant. */
  boolean isOpenBefore(long time) {
    var last = changes.lowerEntry(time);
    return last != null && last.getValue();
  }
}
