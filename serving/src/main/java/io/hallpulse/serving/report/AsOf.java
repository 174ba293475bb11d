package io.hallpulse.serving.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Puts the time of a report into a question: what was in the lake then. */
final class AsOf {
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private AsOf() {}

  /**
   * @param sql in which {@code :as_of} stands for the time; Trino takes no parameter there
   */
  static String in(String sql, Instant time) {
    return sql.replace(":as_of", "TIMESTAMP '%s UTC'".formatted(LITERAL.format(time)));
  }
}
