package io.hallpulse.upkeep.ledger;

import java.util.Map;
import java.util.Set;

/**
 * A ledger by halls.
 *
 * @param isLate whether an event has waited for longer than it may; a partition's readers wait at
 *     its first one, whichever hall's it is
 */
public record Parts(boolean isLate, Map<String, Sums> byHall) {
  public static final Parts NONE = new Parts(false, Map.of());

  public Parts {
    byHall = Map.copyOf(byHall);
  }

  Sums of(Set<String> halls) {
    var adder = new Adder();
    halls.forEach(hall -> adder.add(byHall.getOrDefault(hall, Sums.NONE)));
    return adder.sums();
  }
}
