package io.hallpulse.local.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The highest versions that were shown of some halls, and what was ever shown lower. */
final class LiveHalls {
  private final Predicate<String> watched;
  private final Map<String, Long> highest = new HashMap<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private final List<String> wentBack = new ArrayList<>();

  /**
   * @param watched which halls count, by their ids
   */
  LiveHalls(Predicate<String> watched) {
    this.watched = watched;
  }

  /** Takes in what {@code /api/v1/live/summary} said. */
  synchronized void shown(JsonNode summary) {
    for (var hall : summary.path("halls")) {
      var id = hall.path("hall_id").asText();
      if (!watched.test(id)) {
        continue;
      }
      long version = hall.path("version").asLong();
      long before = highest.getOrDefault(id, 0L);
      if (version < before) {
        wentBack.add("%s from %d to %d at %s".formatted(id, before, version, Instant.now()));
        continue;
      }
      highest.put(id, version);
      newest.merge(id, Instant.parse(hall.path("hall_time").asText()), LiveHalls::later);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Events folded of all the halls. */
  synchronized long versions() {
    return highest.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How far the hall that is furthest behind is behind. */
  synchronized Duration lag(Instant now) {
    return newest.values().stream()
        .min(Instant::compareTo)
        .map(time -> Duration.between(time, now))
        .orElse(Duration.ofDays(1));
  }

  synchronized List<String> wentBack() {
    return List.copyOf(wentBack);
  }
}
