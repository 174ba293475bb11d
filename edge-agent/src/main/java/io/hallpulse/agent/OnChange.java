package io.hallpulse.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with each of some things, so that a log says it once and not every time. */
final class OnChange {
  private final Map<String, String> wrong = new ConcurrentHashMap<>();

  /** Whether that was not known to be wrong with it, or something else was. */
  boolean isNew(String thing, String what) {
    return !what.equals(wrong.put(thing, what));
  }

  /** It goes well: whether something was wrong with it before. */
  boolean isOver(String thing) {
    return wrong.remove(thing) != null;
  }
}
