package io.hallpulse.serving.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report is about.
 *
 * @param name as in the indicators: 2026-10-05, 2026-W41, 2026-10, 2026-Q4, 2026
 */
public record ReportPeriod(ReportKind kind, String name, LocalDate first, LocalDate last) {

  ReportPeriod previous() {
    return kind.around(first.minusDays(1));
  }

  ReportPeriod next() {
    return kind.around(last.plusDays(1));
  }

  /** So many of its kind, this one last. */
  List<ReportPeriod> upToHere(int count) {
    var periods = new ArrayList<ReportPeriod>();
    for (var period = this; periods.size() < count; period = period.previous()) {
      periods.add(0, period);
    }
    return periods;
  }

  /** The last of its days that counts on a day. */
  LocalDate lastOn(LocalDate today) {
    return last.isBefore(today) ? last : today;
  }

  boolean isComplete(LocalDate today) {
    return last.isBefore(today);
  }
}
