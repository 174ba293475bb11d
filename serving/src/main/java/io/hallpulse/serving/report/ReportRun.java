package io.hallpulse.serving.report;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A report that was asked for, and what became of it.
 *
 * @param askedBy account, or {@code schedule}
 * @param state waiting, reading, writing, done or failed
 * @param attempts so far
 * @param error of the last attempt; null if it did not fail
 */
record ReportRun(
    UUID id,
    String report,
    String period,
    String district,
    Instant asOf,
    List<String> languages,
    String askedBy,
    Instant asked,
    String state,
    int attempts,
    @Nullable String error,
    @Nullable Instant finished,
    @Nullable Instant mailed,
    List<File> files) {
  static final String WAITING = "waiting";
  static final String READING = "reading";
  static final String WRITING = "writing";
  static final String DONE = "done";
  static final String FAILED = "failed";

  ReportRun {
    languages = List.copyOf(languages);
    files = List.copyOf(files);
  }

  /**
   * A file of it.
   *
   * @param sha256 of its content, hexadecimal
   */
  record File(String name, int bytes, String sha256) {}

  ReportPeriod reportPeriod() {
    return ReportKind.of(report).orElseThrow().period(period);
  }
}
