package io.hallpulse.schemas.reference;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
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

  /**
   * The list without changes from outside, or an IllegalArgumentException if an element is empty.
   */
  static List<String> texts(List<String> values, String name) {
    for (var value : values) {
      required(value, "an element of " + name);
    }
    return List.copyOf(values);
  }

  /** The local date, or an IllegalArgumentException that names field and value. */
  static LocalDate date(@Nullable String value, String name) {
    var text = required(value, name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s must be a date YYYY-MM-DD, got %s".formatted(name, text), e);
    }
  }

  /** The local time, or an IllegalArgumentException that names field and value. */
  static LocalTime time(@Nullable String value, String name) {
    var text = required(value, name);
    if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
      throw new IllegalArgumentException("%s must be a time HH:MM, got %s".formatted(name, text));
    }
    return LocalTime.parse(text);
  }

  /** The time zone, or an IllegalArgumentException that names field and value. */
  static ZoneId zone(@Nullable String value, String name) {
    var text = required(value, name);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be a time zone like Asia/Shanghai, got %s".formatted(name, text), e);
    }
  }
}
