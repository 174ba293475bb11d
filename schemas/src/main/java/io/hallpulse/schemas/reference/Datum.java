package io.hallpulse.schemas.reference;

import org.jspecify.annotations.Nullable;

/** One reference datum; its record checks its values and throws IllegalArgumentException. */
public interface Datum {
  ReferenceType type();

  /** Identity within the type. */
  String id();

  /** The value, or an IllegalArgumentException that names what is missing. */
  static <T> T required(@Nullable T value, String name) {
    if (value == null || value instanceof String text && text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
