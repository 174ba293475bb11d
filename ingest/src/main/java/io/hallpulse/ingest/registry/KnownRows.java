package io.hallpulse.ingest.registry;

import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a feed has told already, by natural key: kind, code, legal day. So a file can be fed again,
 * whole or in part, before or after it was corrected.
 */
final class KnownRows {
  /** Fields that make the content of a row; the other ones are its key or its envelope. */
  static final List<String> CONTENT =
      List.of(
          "name",
          "type_text",
          "industry_code",
          "business_scope",
          "address",
          "subdistrict",
          "capital_raw",
          "case_id",
          "from_district",
          "to_district",
          "until",
          "reason");

  /** Those that a change can amend. */
  private static final List<String> AMENDED = CONTENT.subList(0, 7);

  private final String source;
  private final Map<String, Map<String, String>> rows = new HashMap<>();
  private final Map<Long, Long> lastSeq = new HashMap<>();

  KnownRows(String source) {
    this.source = source;
  }

  /** What is new in a row. */
  sealed interface News {
    record Everything() implements News {}

    record Nothing() implements News {}

    /** An entry that is told otherwise: fields that differ, and fields that are empty now. */
    record Amended(Map<String, String> differing, List<String> clear) implements News {}

    record Conflict(String field) implements News {}
  }

  /** Takes in an event as it lies in the topic. */
  void add(RegistryEvent event) {
    if (!event.getSource().equals(source)) {
      return;
    }
    lastSeq.merge(event.getEpoch(), event.getSeq(), Math::max);
    var content = content(event);
    if (event.getKind() == RegistryKind.ENTITY_CHANGED) {
      amend(event, content);
    }
    rows.put(key(event.getKind(), event.getUscc(), event.getEffectiveDate()), content);
  }

  /** A change on the day of an entry amends what the feed said of the entry. */
  private void amend(RegistryEvent event, Map<String, String> content) {
    for (var kind : List.of(RegistryKind.ENTITY_REGISTERED, RegistryKind.ENTITY_MOVED_IN)) {
      var entry = rows.get(key(kind, event.getUscc(), event.getEffectiveDate()));
      if (entry != null) {
        entry.putAll(content);
        if (event.getClear() != null) {
          event.getClear().forEach(entry::remove);
        }
      }
    }
  }

  News news(RegistryEvent event) {
    var known = rows.get(key(event.getKind(), event.getUscc(), event.getEffectiveDate()));
    if (known == null) {
      return new News.Everything();
    }
    var content = content(event);
    if (known.equals(content)) {
      return new News.Nothing();
    }
    var differing = new LinkedHashMap<String, String>();
    var clear = new ArrayList<String>();
    for (var field : CONTENT) {
      var is = content.get(field);
      if (is != null && !is.equals(known.get(field))) {
        differing.put(field, is);
      } else if (is == null && known.containsKey(field)) {
        clear.add(field);
      }
    }
    boolean isEntry =
        event.getKind() == RegistryKind.ENTITY_REGISTERED
            || event.getKind() == RegistryKind.ENTITY_MOVED_IN;
    boolean canAmend = AMENDED.containsAll(differing.keySet()) && AMENDED.containsAll(clear);
    if (!isEntry || !canAmend) {
      var field = differing.isEmpty() ? clear.get(0) : differing.keySet().iterator().next();
      return new News.Conflict(field);
    }
    return new News.Amended(differing, clear);
  }

  /** The number that follows the last one of an epoch. */
  long nextSeq(long epoch) {
    return lastSeq.getOrDefault(epoch, 0L) + 1;
  }

  /** What was said, not what was derived from it. */
  private static Map<String, String> content(RegistryEvent event) {
    var content = new HashMap<String, String>();
    for (var field : CONTENT) {
      var value = event.get(field);
      boolean isSaid = !field.equals("subdistrict") || "FIELD".equals(event.getSubdistrictSource());
      if (value instanceof String text && isSaid) {
        content.put(field, text);
      }
    }
    return content;
  }

  private static String key(RegistryKind kind, @Nullable String uscc, int day) {
    return "%s/%s/%d".formatted(kind, uscc, day);
  }
}
