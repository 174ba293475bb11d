package io.hallpulse.serving.live;

import io.micronaut.core.annotation.Nullable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** The newest record of each key by (version, hall_time); it never goes back. */
final class Newest<T> {
  /** Of so many withdrawn ones it is remembered how new they were. */
  private static final int MOST_WITHDRAWN = 10_000;

  private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();
  private final Queue<String> withdrawn = new ArrayDeque<>();

  private record Entry<T>(long version, long hallTime, @Nullable T record) {
    boolean isOlderThan(Entry<T> other) {
      return version < other.version || version == other.version && hallTime < other.hallTime;
    }
  }

  /** Keeps the record unless one as new is there; returns whether it was kept. */
  boolean offer(String key, long version, long hallTime, T record) {
    var offered = new Entry<>(version, hallTime, record);
    var kept =
        entries.merge(key, offered, (known, other) -> known.isOlderThan(other) ? other : known);
    return kept == offered;
  }

  /** Nothing is known of a key any more; what is not newer than what was does not come back. */
  synchronized void withdraw(String key) {
    var was = entries.get(key);
    if (was == null || was.record() == null) {
      return;
    }
    entries.put(key, new Entry<>(was.version(), was.hallTime(), null));
    withdrawn.add(key);
    if (withdrawn.size() > MOST_WITHDRAWN) {
      entries.computeIfPresent(
          withdrawn.remove(), (eldest, known) -> known.record() == null ? null : known);
    }
  }

  Optional<T> of(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::record);
  }

  Collection<T> all() {
    return entries.values().stream()
        .flatMap(entry -> Optional.ofNullable(entry.record()).stream())
        .toList();
  }
}
