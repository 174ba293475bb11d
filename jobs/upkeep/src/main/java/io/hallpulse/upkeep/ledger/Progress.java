package io.hallpulse.upkeep.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the lake has come in each partition of the topic: the highest offset that it holds a row
 * of. The job reads a partition in order and commits all that it has read, so everything up to
 * there is either stored or will never be. No clock takes part in that judgement.
 */
final class Progress {
  private final Map<Integer, Long> highest = new HashMap<>();

  void reached(int partition, long offset) {
    highest.merge(partition, offset, Math::max);
  }

  boolean hasPassed(int partition, long offset) {
    return highest(partition) >= offset;
  }

  long highest(int partition) {
    return highest.getOrDefault(partition, -1L);
  }
}
