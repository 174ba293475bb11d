package io.hallpulse.ingest.registry;

import io.hallpulse.domain.market.Capital;
import io.hallpulse.domain.market.Subdistricts;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a feed leaves open of events that are let in, in the words of the columns of {@code
 * economy.entity_events}: nothing of it is guessed, so whoever feeds is told how much it is.
 */
final class NotKnown {
  private final Map<String, Long> counts = new TreeMap<>();

  void add(RegistryEvent event) {
    if (Subdistricts.UNASSIGNED.equals(event.getSubdistrict())) {
      count("subdistrict", event.getSubdistrictSource());
    }
    if (Subdistricts.UNASSIGNED.equals(event.getSection())) {
      count("section", "unassigned");
    }
    var capital = event.getCapitalStatus();
    if (capital != null && !capital.equals(Capital.Status.KNOWN.name())) {
      count("capital", capital);
    }
    if (Boolean.TRUE.equals(event.getTypeConflict())) {
      count("type", "TYPE_CONFLICT");
    }
  }

  private void count(String of, String what) {
    counts.merge(of + " " + what, 1L, Long::sum);
  }

  /** Empty if everything is known. */
  String text() {
    return counts.entrySet().stream()
        .map(count -> "%s of %,d".formatted(count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }
}
