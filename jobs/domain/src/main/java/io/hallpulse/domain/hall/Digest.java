package io.hallpulse.domain.hall;

import io.hallpulse.schemas.lake.LakeTable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 64 bits that tell whether a fact has changed, its revision aside (FNV-1a over its columns). */
public final class Digest<T> {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final LakeTable<T> table;
  private final int revision;

  public Digest(LakeTable<T> table) {
    this.table = table;
    this.revision =
        table.columns().stream().map(LakeTable.TableColumn::name).toList().indexOf("revision");
  }

  public long of(T fact) {
    var values = table.values().apply(fact);
    if (revision >= 0) {
      values[revision] = 0L;
    }
    long hash = BASIS;
    for (var value : values) {
      hash = mixed(hash, value);
    }
    return hash;
  }

  private static long mixed(long hash, @Nullable Object value) {
    if (value instanceof String text) {
      return mixed(hash, text);
    }
    if (value instanceof Instant time) {
      return mix(mix(hash, time.getEpochSecond()), time.getNano());
    }
    if (value instanceof List<?> list) {
      long all = hash;
      for (var element : list) {
        all = mixed(all, element);
      }
      return mix(all, list.size());
    }
    // Numbers, booleans and dates: their hash codes do not depend on the process.
    return mix(hash, value == null ? -1 : value.hashCode());
  }

  private static long mixed(long hash, String text) {
    long all = hash;
    for (int i = 0; i < text.length(); i++) {
      all = mix(all, text.charAt(i));
    }
    return mix(all, text.length());
  }

  private static long mix(long hash, long more) {
    return (hash ^ more) * PRIME;
  }
}
