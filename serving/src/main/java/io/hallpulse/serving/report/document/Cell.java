package io.hallpulse.serving.report.document;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;

/** What stands in one place of a table: words, a number, or why there is none. */
public sealed interface Cell {
  /** Words. */
  record Words(String text) implements Cell {}

  /** A number. */
  record Number(BigDecimal value, Format format) implements Cell {}

  /** No number, with the reason in people's words. */
  record Missing(String reason) implements Cell {}

  static Cell of(String text) {
    return new Words(text);
  }

  static Cell of(long count) {
    return new Number(BigDecimal.valueOf(count), Format.COUNT);
  }

  static Cell of(@Nullable BigDecimal value, Format format, String reason) {
    return value == null ? new Missing(reason) : new Number(value, format);
  }

  static Cell of(@Nullable Double value, Format format, String reason) {
    return of(value == null ? null : BigDecimal.valueOf(value), format, reason);
  }

  static Cell of(@Nullable Long value, Format format, String reason) {
    return of(value == null ? null : BigDecimal.valueOf(value), format, reason);
  }
}
