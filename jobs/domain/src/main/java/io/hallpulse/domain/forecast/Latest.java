package io.hallpulse.domain.forecast;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries put last, a thousand of them: for what a log may never bring to its end. */
final class Latest<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 1_000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
