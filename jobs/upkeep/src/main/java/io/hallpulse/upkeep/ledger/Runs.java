package io.hallpulse.upkeep.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of numbers kept as its runs, so that a source without gaps needs two of them. From
 * (inclusive), to (exclusive), ascending; neighbours never touch.
 */
final class Runs {
  private long[] bounds;
  private int size;

  Runs() {
    this(new long[4], 0);
  }

  private Runs(long[] bounds, int size) {
    this.bounds = bounds;
    this.size = size;
  }

  static Runs of(long from, long to) {
    var runs = new Runs();
    runs.add(from, to);
    return runs;
  }

  /** Adds a number; whether it is new. */
  boolean add(long number) {
    if (contains(number)) {
      return false;
    }
    add(number, number + 1);
    return true;
  }

  /** Adds the numbers from (inclusive) to (exclusive). */
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    if (size > 0 && bounds[size - 2] <= from && from <= bounds[size - 1]) {
      bounds[size - 1] = Math.max(bounds[size - 1], to);
      return;
    }
    // Runs from first (inclusive) to last (exclusive) touch the new one and become part of it.
    int first = firstEndingAtOrAfter(from);
    int last = first;
    long begin = from;
    long end = to;
    while (last < size && bounds[last] <= to) {
      begin = Math.min(begin, bounds[last]);
      end = Math.max(end, bounds[last + 1]);
      last += 2;
    }
    replace(first, last, begin, end);
  }

  void addAll(Runs other) {
    for (int i = 0; i < other.size; i += 2) {
      add(other.bounds[i], other.bounds[i + 1]);
    }
  }

  private void replace(int first, int last, long begin, long end) {
    int grown = size - (last - first) + 2;
    if (grown > bounds.length) {
      bounds = Arrays.copyOf(bounds, Math.max(grown, bounds.length * 2));
    }
    System.arraycopy(bounds, last, bounds, first + 2, size - last);
    bounds[first] = begin;
    bounds[first + 1] = end;
    size = grown;
  }

  boolean contains(long number) {
    int i = firstEndingAtOrAfter(number + 1);
    return i < size && bounds[i] <= number;
  }

  /** Index of the first run whose (exclusive) end is not below a bound. */
  private int firstEndingAtOrAfter(long bound) {
    int low = 0;
    int high = size / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  /** The numbers of this set that are not in another. */
  Runs minus(Runs other) {
    var left = new Runs();
    int j = 0;
    for (int i = 0; i < size; i += 2) {
      long from = bounds[i];
      long to = bounds[i + 1];
      while (j < other.size && other.bounds[j + 1] <= from) {
        j += 2;
      }
      for (int k = j; k < other.size && other.bounds[k] < to; k += 2) {
        left.add(from, other.bounds[k]);
        from = Math.max(from, other.bounds[k + 1]);
      }
      left.add(from, to);
    }
    return left;
  }

  /** The numbers of this set up to a highest one. */
  Runs upTo(long highest) {
    var within = new Runs();
    for (int i = 0; i < size && bounds[i] <= highest; i += 2) {
      within.add(bounds[i], Math.min(bounds[i + 1], highest + 1));
    }
    return within;
  }

  long count() {
    long count = 0;
    for (int i = 0; i < size; i += 2) {
      count += bounds[i + 1] - bounds[i];
    }
    return count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many runs there are. */
  int runs() {
    return size / 2;
  }

  /** The lowest numbers, at most so many. */
  List<Long> lowest(int most) {
    var lowest = new ArrayList<Long>();
    for (int i = 0; i < size; i += 2) {
      for (long number = bounds[i]; number < bounds[i + 1]; number++) {
        if (lowest.size() == most) {
          return lowest;
        }
        lowest.add(number);
      }
    }
    return lowest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Runs that && Arrays.equals(bounds, 0, size, that.bounds, 0, that.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(bounds, size));
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(bounds, size));
  }
}
