package io.hallpulse.domain.market;

import java.util.Arrays;

/** Sums by (cell, day, measure), of one entity: few, so they are looked through. */
final class LedgerSums {
  static final int DAY_BIAS = 1 << 23; // days before 1970 are positive numbers, too
  private static final int MEASURE_BITS = 4;
  private static final int CELL_SHIFT = 32;

  private long[] keys = new long[8];
  private long[] amounts = new long[8];
  private int size;

  void add(int cell, int day, Measure measure, long amount) {
    add(key(cell, day, measure), amount);
  }

  private void add(long key, long amount) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        amounts[i] = Math.addExact(amounts[i], amount);
        return;
      }
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      amounts = Arrays.copyOf(amounts, size * 2);
    }
    keys[size] = key;
    amounts[size++] = amount;
  }

  /** By how much these differ from others: key, amount, key, amount … without zeros. */
  long[] minus(LedgerSums before) {
    var difference = new LedgerSums();
    for (int i = 0; i < size; i++) {
      difference.add(keys[i], amounts[i]);
    }
    for (int i = 0; i < before.size; i++) {
      difference.add(before.keys[i], -before.amounts[i]);
    }
    var pairs = new long[2 * difference.size];
    int used = 0;
    for (int i = 0; i < difference.size; i++) {
      if (difference.amounts[i] != 0) {
        pairs[used++] = difference.keys[i];
        pairs[used++] = difference.amounts[i];
      }
    }
    return Arrays.copyOf(pairs, used);
  }

  static long key(int cell, int day, Measure measure) {
    return (long) cell << CELL_SHIFT | slot(day, measure);
  }

  /** Day and measure as a number that grows with the day. */
  static int slot(int day, Measure measure) {
    return day + DAY_BIAS << MEASURE_BITS | measure.ordinal();
  }

  static int cell(long key) {
    return (int) (key >>> CELL_SHIFT);
  }

  static int slot(long key) {
    return (int) key;
  }

  static int day(int slot) {
    return (slot >>> MEASURE_BITS) - DAY_BIAS;
  }

  static Measure measure(int slot) {
    return Measure.ALL[slot & (1 << MEASURE_BITS) - 1];
  }
}
