package io.hallpulse.serving.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** From when a datum holds, as it may say itself in {@code effective_from}. */
final class EffectiveFrom {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private EffectiveFrom() {}

  /** What the datum says, else the default. */
  static Parsed<Instant> in(String datum, Instant otherwise) {
    try {
      var said = MAPPER.readTree(datum).path("effective_from");
      if (said.isMissingNode() || said.isNull()) {
        return bounded(otherwise, otherwise.toString());
      }
      return said.isTextual()
          ? read(said.textValue())
          : new Parsed.Rejected<>("effective_from must be a text, got " + said);
    } catch (JsonProcessingException e) {
      return new Parsed.Rejected<>("not JSON: " + e.getOriginalMessage());
    }
  }

  static Parsed<Instant> read(String text) {
    try {
      return bounded(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS), text);
    } catch (DateTimeException e) {
      return new Parsed.Rejected<>("effective_from is not an ISO-8601 time with offset: " + text);
    }
  }

  /** PostgreSQL, Avro and Trino disagree on years beyond four digits. */
  private static Parsed<Instant> bounded(Instant instant, String text) {
    return instant.isBefore(FIRST) || !instant.isBefore(END)
        ? new Parsed.Rejected<>("time is outside the years 1 to 9999: " + text)
        : new Parsed.Accepted<>(instant);
  }
}
