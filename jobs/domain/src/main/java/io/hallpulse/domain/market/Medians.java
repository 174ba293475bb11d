package io.hallpulse.domain.market;

import java.util.Arrays;

/**
 * Exact medians of amounts by scope, over any stretch of a year. All are told doubled, since the
 * median of an even number of amounts is the mean of the middle two.
 */
final class Medians {
  static final long NONE = -1;

  /** In the order of the amounts. */
  private final long[] amounts;

  private final int[] days;
  private final int[] cells;

  private Medians(long[] amounts, int[] days, int[] cells) {
    this.amounts = amounts;
    this.days = days;
    this.cells = cells;
  }

  /** Collects what medians are to be made of; amounts are 0 or more. */
  static final class Builder {
    private long[] amounts = new long[16];
    private long[] places = new long[16];
    private int size;

    /**
     * @param cell −1 if it counts for the district only
     */
    void add(long amount, int day, int cell) {
      if (size == amounts.length) {
        amounts = Arrays.copyOf(amounts, size * 2);
        places = Arrays.copyOf(places, size * 2);
      }
      amounts[size] = amount;
      places[size++] = (long) day << 32 | cell & 0xFFFFFFFFL;
    }

    Medians build() {
      var order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (one, other) -> Long.compare(amounts[one], amounts[other]));
      var sorted = new long[size];
      var days = new int[size];
      var cells = new int[size];
      for (int i = 0; i < size; i++) {
        sorted[i] = amounts[order[i]];
        days[i] = (int) (places[order[i]] >> 32);
        cells[i] = (int) places[order[i]];
      }
      return new Medians(sorted, days, cells);
    }
  }

  /** The doubled medians of all scopes over a stretch of days, {@link #NONE} of nothing. */
  long[] over(int first, int last) {
    var counts = new int[Scopes.COUNT];
    for (int i = 0; i < amounts.length; i++) {
      if (days[i] >= first && days[i] <= last) {
        count(counts, cells[i]);
      }
    }
    var seen = new int[Scopes.COUNT];
    var medians = new long[Scopes.COUNT];
    for (int i = 0; i < amounts.length; i++) {
      if (days[i] >= first && days[i] <= last) {
        see(Scopes.DISTRICT, i, counts, seen, medians);
        if (cells[i] >= 0) {
          see(Scopes.subdistrict(cells[i]), i, counts, seen, medians);
          see(Scopes.section(cells[i]), i, counts, seen, medians);
          see(Scopes.type(cells[i]), i, counts, seen, medians);
        }
      }
    }
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      if (counts[scope] == 0) {
        medians[scope] = NONE;
      }
    }
    return medians;
  }

  private void see(int scope, int i, int[] counts, int[] seen, long[] medians) {
    int place = seen[scope]++;
    if (place == (counts[scope] - 1) / 2) {
      medians[scope] += amounts[i];
    }
    if (place == counts[scope] / 2) {
      medians[scope] += amounts[i];
    }
  }

  private static void count(int[] counts, int cell) {
    counts[Scopes.DISTRICT]++;
    if (cell >= 0) {
      counts[Scopes.subdistrict(cell)]++;
      counts[Scopes.section(cell)]++;
      counts[Scopes.type(cell)]++;
    }
  }

  /**
   * The doubled medians of all scopes from a first day to each day of a stretch that begins with
   * it, day by day.
   */
  long[][] upToEach(int first, int last) {
    var sweep = new Sweep();
    var medians = new long[last - first + 1][];
    var byDay = byDay();
    int next = 0;
    for (int day = first; day <= last; day++) {
      while (next < byDay.length && days[byDay[next]] <= day) {
        sweep.add(byDay[next++]);
      }
      medians[day - first] = sweep.medians();
    }
    return medians;
  }

  private int[] byDay() {
    var keys = new long[days.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) days[i] << 32 | i;
    }
    Arrays.sort(keys);
    var order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /** Amounts that come one by one, by their rank in each scope, and the medians of those so far. */
  private final class Sweep {
    private final long[][] amountsOf = new long[Scopes.COUNT][];
    private final int[][] trees = new int[Scopes.COUNT][];
    private final int[] counts = new int[Scopes.COUNT];
    private final long[] current = new long[Scopes.COUNT];
    private final boolean[] stale = new boolean[Scopes.COUNT];

    /** Ranks in the scopes: district, subdistrict, section, type. */
    private final int[] ranks = new int[4 * amounts.length];

    Sweep() {
      Arrays.fill(current, NONE);
      var sizes = new int[Scopes.COUNT];
      for (int cell : cells) {
        count(sizes, cell);
      }
      for (int scope = 0; scope < Scopes.COUNT; scope++) {
        amountsOf[scope] = new long[sizes[scope]];
        trees[scope] = new int[sizes[scope] + 1];
      }
      var reached = new int[Scopes.COUNT];
      for (int i = 0; i < amounts.length; i++) {
        for (int level = 0; level < 4; level++) {
          int scope = scope(i, level);
          if (scope >= 0) {
            ranks[4 * i + level] = reached[scope];
            amountsOf[scope][reached[scope]++] = amounts[i];
          }
        }
      }
    }

    private int scope(int i, int level) {
      int cell = cells[i];
      if (level > 0 && cell < 0) {
        return -1;
      }
      return switch (level) {
        case 0 -> Scopes.DISTRICT;
        case 1 -> Scopes.subdistrict(cell);
        case 2 -> Scopes.section(cell);
        default -> Scopes.type(cell);
      };
    }

    void add(int i) {
      for (int level = 0; level < 4; level++) {
        int scope = scope(i, level);
        if (scope >= 0) {
          var tree = trees[scope];
          for (int at = ranks[4 * i + level] + 1; at < tree.length; at += at & -at) {
            tree[at]++;
          }
          counts[scope]++;
          stale[scope] = true;
        }
      }
    }

    long[] medians() {
      for (int scope = 0; scope < Scopes.COUNT; scope++) {
        if (stale[scope]) {
          current[scope] =
              amountsOf[scope][find(scope, (counts[scope] - 1) / 2)]
                  + amountsOf[scope][find(scope, counts[scope] / 2)];
          stale[scope] = false;
        }
      }
      return current.clone();
    }

    /** The rank of the amount with so many below it. */
    private int find(int scope, int below) {
      var tree = trees[scope];
      int rank = 0;
      int left = below;
      for (int step = Integer.highestOneBit(tree.length); step > 0; step >>= 1) {
        if (rank + step < tree.length && tree[rank + step] <= left) {
          rank += step;
          left -= tree[rank];
        }
      }
      return rank;
    }
  }
}
