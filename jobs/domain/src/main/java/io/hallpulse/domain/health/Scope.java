package io.hallpulse.domain.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an index is about.
 *
 * @param hallId null for a subdistrict or district
 */
public record Scope(Level level, String id, String district, @Nullable String hallId) {

  /** How far it reaches. */
  public enum Level {
    COUNTER,
    UNIT,
    HALL,
    SUBDISTRICT,
    DISTRICT;

    /** The name in tables: {@code counter}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Scope counter(String counterId, String district, String hallId) {
    return new Scope(Level.COUNTER, counterId, district, hallId);
  }

  /** A unit is one in each hall. */
  public static Scope unit(String unitId, String district, String hallId) {
    return new Scope(Level.UNIT, hallId + "/" + unitId, district, hallId);
  }

  public static Scope hall(String hallId, String district) {
    return new Scope(Level.HALL, hallId, district, hallId);
  }

  public static Scope subdistrict(String subdistrict, String district) {
    return new Scope(Level.SUBDISTRICT, subdistrict, district, null);
  }

  public static Scope district(String district) {
    return new Scope(Level.DISTRICT, district, district, null);
  }

  /** A text that names it among all. */
  public String key() {
    return level.key() + "/" + id;
  }
}
