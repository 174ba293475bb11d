package io.hallpulse.ingest.replay;

import java.util.TreeMap;

/** The distinct seq numbers seen of one origin, kept as ranges. */
final class SeqRanges {
  private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
  private long count;

  void add(long seq) {
    var below = lastByFirst.floorEntry(seq);
    if (below != null && below.getValue() >= seq) {
      return;
    }
    long first = below != null && below.getValue() == seq - 1 ? below.getKey() : seq;
    var above = lastByFirst.remove(seq + 1);
    lastByFirst.put(first, above == null ? seq : above);
    count++;
  }

  long count() {
    return count;
  }

  long first() {
    return lastByFirst.firstKey();
  }

  long last() {
    return lastByFirst.lastEntry().getValue();
  }
}
