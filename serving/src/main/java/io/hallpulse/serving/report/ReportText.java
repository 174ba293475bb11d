package io.hallpulse.serving.report;

import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times and periods as a report says them. */
final class ReportText {
  /** Of every rule and report: the districts' own. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZONE);

  private ReportText() {}

  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  static String time(Instant time, Language language) {
    return TIME.format(time) + language.say("（北京时间）", " (UTC+8)");
  }

  static String period(ReportPeriod period, Language language) {
    var first = period.first();
    return switch (period.kind()) {
      case SERVICE_DAILY ->
          language.say(
              "%d年%d月%d日".formatted(first.getYear(), first.getMonthValue(), first.getDayOfMonth()),
              first.toString());
      case ECONOMY_WEEKLY ->
          language
              .say("%s 周（%s 至 %s）", "Week %s (%s to %s)")
              .formatted(period.name(), first, period.last());
      case ECONOMY_MONTHLY ->
          language.say("%d年%d月".formatted(first.getYear(), first.getMonthValue()), period.name());
      case ECONOMY_QUARTERLY ->
          language.say(
              "%d年第%d季度".formatted(first.getYear(), (first.getMonthValue() + 2) / 3),
              period.name());
      case ECONOMY_YEARLY -> language.say(period.name() + "年", period.name());
    };
  }

  /** Its days, and whether it is over. */
  static String days(ReportPeriod period, LocalDate today, Language language) {
    var days =
        period.first().equals(period.last())
            ? period.first().toString()
            : period.first() + language.say(" 至 ", " to ") + period.last();
    return period.isComplete(today)
        ? days + language.say("（完整）", " (complete)")
        : days
            + language
                .say("（进行中，统计至 %s）", " (goes on; counted to %s)")
                .formatted(period.lastOn(today));
  }

  /** A cell as it stands in a sentence. */
  static String of(Cell cell, Language language) {
    if (cell instanceof Cell.Number number) {
      return number.format().write(number.value());
    }
    if (cell instanceof Cell.Missing missing) {
      return language.say("不可用：", "not available: ") + missing.reason();
    }
    return ((Cell.Words) cell).text();
  }
}
