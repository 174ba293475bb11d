package io.hallpulse.serving.access;

import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** So many a minute for each key, all at once if need be; a bucket refills evenly. */
final class Buckets {
  private static final double MINUTE = Duration.ofMinutes(1).toNanos();

  /** More keys than this are tidied: a full bucket says nothing that a new one does not. */
  private static final int MANY = 10_000;

  private final int perMinute;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  private record Bucket(double left, long at) {}

  Buckets(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
  }

  /** Takes one for the key; if there is none, says how long until there is. */
  Optional<Duration> take(String key) {
    tidy();
    var taken = new AtomicBoolean();
    var bucket =
        buckets.compute(
            key,
            (same, before) -> {
              var now = refilled(before);
              taken.set(now.left() >= 1);
              return taken.get() ? new Bucket(now.left() - 1, now.at()) : now;
            });
    return taken.get()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) ((1 - bucket.left()) * MINUTE / perMinute)));
  }

  /** What was taken turned out not to count. */
  void giveBack(String key) {
    buckets.computeIfPresent(
        key, (same, before) -> new Bucket(Math.min(perMinute, before.left() + 1), before.at()));
  }

  private Bucket refilled(@Nullable Bucket before) {
    var now = nanos.getAsLong();
    return before == null
        ? new Bucket(perMinute, now)
        : new Bucket(
            Math.min(perMinute, before.left() + (now - before.at()) * perMinute / MINUTE), now);
  }

  private void tidy() {
    if (buckets.size() > MANY) {
      buckets.values().removeIf(bucket -> refilled(bucket).left() >= perMinute);
    }
  }
}
