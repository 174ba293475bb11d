package io.hallpulse.benchmarks;

import java.util.concurrent.atomic.LongAdder;

/** Rows counted and added up regardless of their order, to compare what two programs gave. */
final class Tally {
  private final LongAdder rows = new LongAdder();
  private final LongAdder sum = new LongAdder();

  void add(Object row) {
    rows.increment();
    long hash = row.hashCode() * 0x9E3779B97F4A7C15L;
    sum.add(hash ^ (hash >>> 32));
  }

  @Override
  public String toString() {
    return "%,d rows, sum %016x".formatted(rows.sum(), sum.sum());
  }
}
