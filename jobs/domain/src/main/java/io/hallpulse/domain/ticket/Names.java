package io.hallpulse.domain.ticket;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a hall that its events repeat, each kept once: every decoded event brings copies of
 * its own, and tickets are remembered for days.
 */
public final class Names {
  private static final int MOST = 10_000;

  private final Map<String, String> known = new HashMap<>();

  String shared(String name) {
    if (known.size() >= MOST) {
      known.clear(); // a source that makes names up must not fill memory
    }
    var first = known.putIfAbsent(name, name);
    return first == null ? name : first;
  }

  @Nullable String sharedIfAny(@Nullable String name) {
    return name == null ? null : shared(name);
  }
}
