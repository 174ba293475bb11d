package io.hallpulse.domain.live;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of waits in whole seconds, from counts in log-linear buckets: exact below 128 s, within
 * 1/128 above. Sketches add up and values can be taken out again, so that a window slides and a
 * corrected wait leaves no trace.
 */
public final class WaitSketch {
  private static final int EXACT_BITS = 7;

  private final TreeMap<Integer, Integer> counts = new TreeMap<>();
  private int size;

  public void add(long seconds) {
    counts.merge(bucket(seconds), 1, Integer::sum);
    size++;
  }

  /** Takes out a value that was added. */
  public void remove(long seconds) {
    counts.computeIfPresent(bucket(seconds), (bucket, count) -> count == 1 ? null : count - 1);
    size--;
  }

  public void addAll(WaitSketch other) {
    other.counts.forEach((bucket, count) -> counts.merge(bucket, count, Integer::sum));
    size += other.size;
  }

  public int size() {
    return size;
  }

  /** The least value that at least the share q (0 to 1) does not exceed; null of nothing. */
  public @Nullable Integer quantile(double q) {
    long rank = Math.max(1, (long) Math.ceil(q * size));
    long below = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      below += entry.getValue();
      if (below >= rank) {
        return middle(entry.getKey());
      }
    }
    return null;
  }

  /** As seconds:count, ascending, with spaces between; such texts add up. */
  public String text() {
    var text = new StringBuilder();
    counts.forEach(
        (bucket, count) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(middle(bucket))
                .append(':')
                .append(count));
    return text.toString();
  }

  /** Buckets of an octave beyond the exact ones are halves as many as there are exact ones. */
  static int bucket(long seconds) {
    long value = Math.min(Math.max(seconds, 0), Integer.MAX_VALUE);
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - EXACT_BITS);
    return (shift << EXACT_BITS) + (int) (value >> shift);
  }

  private static int middle(int bucket) {
    int shift = bucket >> EXACT_BITS;
    long mantissa = bucket & ((1 << EXACT_BITS) - 1);
    long low = mantissa << shift;
    return (int) (low + ((1L << shift) - 1) / 2);
  }
}
