package io.hallpulse.market;

import io.hallpulse.flinkio.KafkaRecord;
import java.io.Serializable;
import java.util.HashMap;

/**
 * Up to which offset of each partition the lake has the registry's events. A checkpoint commits all
 * that came before it, so there are no gaps below.
 */
record StoredUpTo(HashMap<Integer, Long> offsets) implements Serializable {
  static final StoredUpTo NOTHING = new StoredUpTo(new HashMap<>());

  boolean has(KafkaRecord record) {
    return record.offset() <= offsets.getOrDefault(record.partition(), -1L);
  }
}
