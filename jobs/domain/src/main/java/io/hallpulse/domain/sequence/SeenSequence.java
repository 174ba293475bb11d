package io.hallpulse.domain.sequence;

import java.util.Arrays;

/**
 * Which numbers of a source's sequence 1, 2, 3 … have been seen. Kept as a run from the beginning
 * and the runs beyond its gaps, so that a source without gaps needs one number.
 *
 * @param next every number below it has been seen
 * @param ahead runs seen beyond a gap, ascending: from, to (exclusive), from, to …
 */
public record SeenSequence(long next, long[] ahead) {
  private static final long[] NONE = {};

  public SeenSequence {
    next = Math.max(next, 1);
    ahead = ahead == null ? NONE : ahead;
  }

  public static SeenSequence nothing() {
    return new SeenSequence(1, NONE);
  }

  public boolean has(long seq) {
    if (seq < next) {
      return true;
    }
    for (int i = 0; i < ahead.length; i += 2) {
      if (seq >= ahead[i] && seq < ahead[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Whether none of the numbers from (inclusive) to (exclusive) has been seen. */
  public boolean isNew(long from, long to) {
    if (from < next) {
      return false;
    }
    for (int i = 0; i < ahead.length; i += 2) {
      if (from < ahead[i + 1] && ahead[i] < to) {
        return false;
      }
    }
    return true;
  }

  /** With the numbers from (inclusive) to (exclusive) seen too. */
  public SeenSequence with(long from, long to) {
    if (ahead.length == 0 && from <= next) {
      return new SeenSequence(Math.max(next, to), NONE);
    }
    var runs = new long[ahead.length + 2];
    int size = 0;
    long begin = from;
    long end = to;
    boolean placed = false;
    for (int i = 0; i < ahead.length; i += 2) {
      if (ahead[i + 1] < begin) {
        runs[size++] = ahead[i];
        runs[size++] = ahead[i + 1];
      } else if (ahead[i] > end) {
        if (!placed) {
          runs[size++] = begin;
          runs[size++] = end;
          placed = true;
        }
        runs[size++] = ahead[i];
        runs[size++] = ahead[i + 1];
      } else {
        begin = Math.min(begin, ahead[i]);
        end = Math.max(end, ahead[i + 1]);
      }
    }
    if (!placed) {
      runs[size++] = begin;
      runs[size++] = end;
    }
    return joined(next, runs, size);
  }

  private static SeenSequence joined(long next, long[] runs, int size) {
    long reached = next;
    int used = 0;
    while (used < size && runs[used] <= reached) {
      reached = Math.max(reached, runs[used + 1]);
      used += 2;
    }
    return new SeenSequence(reached, Arrays.copyOfRange(runs, used, size));
  }

  /** The highest number seen, 0 for none. */
  public long highest() {
    return ahead.length == 0 ? next - 1 : ahead[ahead.length - 1] - 1;
  }

  /** How many numbers below the highest have not been seen. */
  public long missing() {
    long seenAhead = 0;
    for (int i = 0; i < ahead.length; i += 2) {
      seenAhead += ahead[i + 1] - ahead[i];
    }
    return highest() - (next - 1) - seenAhead;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeenSequence that
        && next == that.next
        && Arrays.equals(ahead, that.ahead);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(next) + Arrays.hashCode(ahead);
  }
}
