package io.hallpulse.ingest.registry;

import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final long NOT_SAID = 0;

  private final String source;

  /**
   * What a row said, field by field, as hashes: a registry of a million rows is to fit in memory.
   */
  private final Map<String, long[]> rows = new HashMap<>();

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
    var hashes = hashes(event);
    if (event.getKind() == RegistryKind.ENTITY_CHANGED) {
      amend(event, hashes);
    }
    rows.put(key(event.getKind(), event.getUscc(), event.getEffectiveDate()), hashes);
  }

  /** A change on the day of an entry amends what the feed said of the entry. */
  private void amend(RegistryEvent event, long[] hashes) {
    for (var kind : List.of(RegistryKind.ENTITY_REGISTERED, RegistryKind.ENTITY_MOVED_IN)) {
      var entry = rows.get(key(kind, event.getUscc(), event.getEffectiveDate()));
      for (int field = 0; entry != null && field < hashes.length; field++) {
        boolean isCleared =
            event.getClear() != null && event.getClear().contains(CONTENT.get(field));
        if (hashes[field] != NOT_SAID || isCleared) {
          entry[field] = isCleared ? NOT_SAID : hashes[field];
        }
      }
    }
  }

  News news(RegistryEvent event) {
    var known = rows.get(key(event.getKind(), event.getUscc(), event.getEffectiveDate()));
    if (known == null) {
      return new News.Everything();
    }
    var hashes = hashes(event);
    if (Arrays.equals(known, hashes)) {
      return new News.Nothing();
    }
    var differing = new LinkedHashMap<String, String>();
    var clear = new ArrayList<String>();
    for (int field = 0; field < hashes.length; field++) {
      var said = said(event, CONTENT.get(field));
      if (said != null && hashes[field] != known[field]) {
        differing.put(CONTENT.get(field), said);
      } else if (said == null && known[field] != NOT_SAID) {
        clear.add(CONTENT.get(field));
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

  private static long[] hashes(RegistryEvent event) {
    var hashes = new long[CONTENT.size()];
    for (int field = 0; field < hashes.length; field++) {
      var said = said(event, CONTENT.get(field));
      hashes[field] = said == null ? NOT_SAID : hash(said);
    }
    return hashes;
  }

  /** What was said, not what was derived from it. */
  private static @Nullable String said(RegistryEvent event, String field) {
    boolean isSaid = !field.equals("subdistrict") || "FIELD".equals(event.getSubdistrictSource());
    return isSaid && event.get(field) instanceof String text ? text : null;
  }

  /** FNV-1a of 64 bits, never {@link #NOT_SAID}. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == NOT_SAID ? 1 : hash;
  }

  private static String key(RegistryKind kind, @Nullable String uscc, int day) {
    return "%s/%s/%d".formatted(kind, uscc, day);
  }
}
