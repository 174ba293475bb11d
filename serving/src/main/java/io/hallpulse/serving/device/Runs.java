package io.hallpulse.serving.device;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which run of a device's program came last: one that a later run has replaced, and that asks all
 * the same, runs beside it on a copy of its store. Known since serving started.
 */
@Singleton
final class Runs {
  private static final int MOST = 100;

  private final Map<String, Set<String>> runs = new HashMap<>();

  /** Whether this run is the newest of its device. */
  synchronized boolean isNewest(String deviceId, String run) {
    var known = runs.computeIfAbsent(deviceId, id -> new LinkedHashSet<>());
    if (known.add(run)) {
      if (known.size() > MOST) {
        known.remove(known.iterator().next());
      }
      return true;
    }
    String newest = run;
    for (var each : known) {
      newest = each;
    }
    return newest.equals(run);
  }
}
