package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a column writes times: ISO-8601 (with T or a space) or a pattern; with an offset or a zone.
 */
record TimeText(DateTimeFormatter format, @Nullable ZoneId zone) {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  static TimeText of(@Nullable String pattern, @Nullable String zone) {
    try {
      return new TimeText(
          pattern == null ? ISO : DateTimeFormatter.ofPattern(pattern, Locale.ROOT),
          zone == null ? null : ZoneId.of(zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new Failure("Mapping: time pattern or zone is wrong: " + e.getMessage(), e);
    }
  }

  Instant read(String column, String text) throws RowProblem {
    try {
      var time =
          format.parseBest(
              text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof OffsetDateTime withOffset) {
        return withOffset.toInstant();
      }
      return inZone(
          column, time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time);
    } catch (DateTimeException e) {
      throw new RowProblem(column, "not a time: " + text);
    }
  }

  private Instant inZone(String column, LocalDateTime local) throws RowProblem {
    if (zone == null) {
      throw new RowProblem(
          column, "time without offset, and the mapping names no time_zone: " + local);
    }
    if (zone.getRules().getValidOffsets(local).isEmpty()) {
      throw new RowProblem(column, "there was no such local time in %s: %s".formatted(zone, local));
    }
    return local.atZone(zone).toInstant();
  }
}
