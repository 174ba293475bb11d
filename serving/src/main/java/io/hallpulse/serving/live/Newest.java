package io.hallpulse.serving.live;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest record of each key by (version, hall_time); it never goes back. */
final class Newest<T> {
  private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();

  private record Entry<T>(long version, long hallTime, T record) {
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

  Optional<T> of(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::record);
  }

  Collection<T> all() {
    return entries.values().stream().map(Entry::record).toList();
  }
}
