package io.hallpulse.benchmarks.rivals;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a side has written in the end: every wait, and each queue at the end of the input. */
record Outcome(Set<Wait> waits, TreeMap<String, QueueState> queues) {
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);

  /**
   * A queue at the end.
   *
   * @param longestSince start of the longest current wait, microseconds; null if nobody waits
   * @param called of the last hour, and within the service level's limit
   * @param p50 median wait in seconds; null without calls
   */
  record QueueState(
      long waiting,
      @Nullable Long longestSince,
      long called,
      long inTime,
      @Nullable Double p50,
      @Nullable Double p90,
      long arrivals5m,
      long calls5m) {

    private String counts() {
      return "waiting %d since %s, called %d in time %d, in 5 min arrived %d called %d"
          .formatted(waiting, longestSince, called, inTime, arrivals5m, calls5m);
    }
  }

  /** What is missing for a comparison to say anything, empty if nothing: all empty is all alike. */
  String missing() {
    if (waits.isEmpty()) {
      return "no waits";
    }
    if (queues.isEmpty()) {
      return "no queues";
    }
    return queues.values().stream().allMatch(queue -> queue.called() == 0)
        ? "nobody called in the last hour"
        : "";
  }

  /**
   * What is not as in the other, empty if nothing.
   *
   * @param end of the input, microseconds
   */
  String difference(Outcome other, long end) {
    if (!waits.equals(other.waits)) {
      return "%,d waits here, %,d there; only here %s, only there %s"
          .formatted(
              waits.size(), other.waits.size(), onlyIn(waits, other), onlyIn(other.waits, this));
    }
    for (var queue : queues.entrySet()) {
      var here = queue.getValue();
      var there = other.queues.get(queue.getKey());
      if (there == null || !here.counts().equals(there.counts())) {
        return "%s: %s here, %s there"
            .formatted(queue.getKey(), here.counts(), there == null ? "nothing" : there.counts());
      }
      var sorted = waitsOfHour(queue.getKey(), end);
      for (var state : new QueueState[] {here, there}) {
        if (!isQuantile(sorted, 0.5, state.p50()) || !isQuantile(sorted, 0.9, state.p90())) {
          return "%s: %s and %s are no quantiles of %d waits"
              .formatted(queue.getKey(), state.p50(), state.p90(), sorted.length);
        }
      }
    }
    return queues.size() == other.queues.size()
        ? ""
        : "%d queues here, %d there".formatted(queues.size(), other.queues.size());
  }

  private static List<Wait> onlyIn(Set<Wait> some, Outcome other) {
    return some.stream().filter(wait -> !other.waits.contains(wait)).limit(3).toList();
  }

  private long[] waitsOfHour(String queueId, long end) {
    return waits.stream()
        .filter(wait -> wait.queueId().equals(queueId) && wait.calledAt() > end - HOUR)
        .mapToLong(wait -> TimeUnit.MICROSECONDS.toSeconds(wait.calledAt() - wait.joinedAt()))
        .sorted()
        .toArray();
  }

  /**
   * Whether a figure is the quantile by one of the usual definitions (a rank, or between two), give
   * or take 1/128 of a bucket and the second that is cut off.
   */
  private static boolean isQuantile(long[] sorted, double q, @Nullable Double figure) {
    if (sorted.length == 0 || figure == null) {
      return sorted.length == 0 && figure == null;
    }
    double low = sorted[(int) Math.floor(q * (sorted.length - 1))];
    double high = sorted[(int) Math.min(sorted.length - 1, Math.ceil(q * sorted.length))];
    int rank = (int) Math.max(0, Math.ceil(q * sorted.length) - 1);
    low = Math.min(low, sorted[rank]);
    return figure >= low * (1 - 1.0 / 128) - 1 && figure <= high * (1 + 1.0 / 128) + 1;
  }
}
