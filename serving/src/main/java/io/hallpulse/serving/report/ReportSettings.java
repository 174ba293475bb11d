package io.hallpulse.serving.report;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.time.LocalTime;

/**
 * Which reports are made by themselves, and when.
 *
 * @param district HALLPULSE_REPORT_DISTRICT: of which reports are, unless another is named
 * @param time HALLPULSE_REPORT_TIME: of the day after a period, in the districts' zone
 * @param pollSeconds HALLPULSE_REPORT_POLL_SECONDS: how often an instance looks for what is due
 * @param retrySeconds HALLPULSE_REPORT_RETRY_SECONDS: after which a report that failed is tried
 *     again, twice as long each time
 */
@Context
record ReportSettings(
    @Value("${hallpulse.report.district:`370213`}") String district,
    @Value("${hallpulse.report.time:`06:30`}") String time,
    @Value("${hallpulse.report.poll-seconds:10}") int pollSeconds,
    @Value("${hallpulse.report.retry-seconds:60}") int retrySeconds) {
  ReportSettings {
    LocalTime.parse(time);
    positive(pollSeconds, "HALLPULSE_REPORT_POLL_SECONDS");
    positive(retrySeconds, "HALLPULSE_REPORT_RETRY_SECONDS");
  }

  private static void positive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, got " + value);
    }
  }

  LocalTime timeOfDay() {
    return LocalTime.parse(time);
  }
}
