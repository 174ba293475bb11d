package io.hallpulse.trino.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords. Trino does not say from where somebody comes, so it is the name
 * that has to wait: after five wrong passwords for ten seconds, then twice as long with each more,
 * five minutes at most. Who waits is forgotten a quarter of an hour later.
 */
final class Guesses {
  private static final int FREE = 5;

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofMinutes(15);

  /** Of more the least lately tried gives way: each costs whoever tries them a comparison. */
  private static final int MOST = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Tried> tried =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tried> eldest) {
          return size() > MOST;
        }
      };

  private record Tried(int times, long until) {}

  Guesses(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts an attempt, before the costly comparison; or says how long until there may be one. */
  synchronized Optional<Duration> take(String key) {
    var wait = left(key);
    if (wait.isPresent()) {
      return wait;
    }
    long now = nanos.getAsLong();
    var before = tried.get(key);
    int times = before == null || now - before.until() >= KEPT.toNanos() ? 1 : before.times() + 1;
    tried.put(key, new Tried(times, now + pause(times).toNanos()));
    return Optional.empty();
  }

  /** How long until there may be another attempt, if not now. */
  synchronized Optional<Duration> left(String key) {
    var before = tried.get(key);
    long left = before == null ? 0 : before.until() - nanos.getAsLong();
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  /** The attempt was a good one. */
  synchronized void forget(String key) {
    tried.remove(key);
  }

  private static Duration pause(int times) {
    if (times < FREE) {
      return Duration.ZERO;
    }
    var pause = FIRST;
    for (int i = FREE; i < times && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
