package io.hallpulse.serving.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reports that there are. */
public enum ReportKind {
  SERVICE_DAILY("service-daily", "day", "2026-10-05"),
  ECONOMY_WEEKLY("economy-weekly", "week", "2026-W41"),
  ECONOMY_MONTHLY("economy-monthly", "month", "2026-10"),
  ECONOMY_QUARTERLY("economy-quarterly", "quarter", "2026-Q4"),
  ECONOMY_YEARLY("economy-yearly", "year", "2026");

  private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");
  private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  private final String key;
  private final String span;
  private final String example;

  ReportKind(String key, String span, String example) {
    this.key = key;
    this.span = span;
    this.example = example;
  }

  public String key() {
    return key;
  }

  /** What one is about, as {@code period_kind} of the indicators, or week. */
  String span() {
    return span;
  }

  boolean isEconomy() {
    return this != SERVICE_DAILY;
  }

  static Optional<ReportKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  static String keys() {
    return Arrays.stream(values()).map(ReportKind::key).collect(Collectors.joining(", "));
  }

  /**
   * The period of a name.
   *
   * @throws IllegalArgumentException if it names none
   */
  ReportPeriod period(String name) {
    try {
      return around(dayIn(name));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The period of %s is a %s such as %s, got %s".formatted(key, span, example, name), e);
    }
  }

  private LocalDate dayIn(String name) {
    switch (this) {
      case SERVICE_DAILY -> {
        return LocalDate.parse(name);
      }
      case ECONOMY_MONTHLY -> {
        return YearMonth.parse(name).atDay(1);
      }
      case ECONOMY_WEEKLY -> {
        var parts = WEEK.matcher(name);
        if (parts.matches()) {
          var year = LocalDate.of(Integer.parseInt(parts.group(1)), 7, 1);
          int week = Integer.parseInt(parts.group(2));
          if (week >= 1
              && week <= IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(year).getMaximum()) {
            return year.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week);
          }
        }
      }
      case ECONOMY_QUARTERLY -> {
        var parts = QUARTER.matcher(name);
        if (parts.matches()) {
          return LocalDate.of(
              Integer.parseInt(parts.group(1)), 3 * Integer.parseInt(parts.group(2)) - 2, 1);
        }
      }
      case ECONOMY_YEARLY -> {
        if (YEAR.matcher(name).matches()) {
          return LocalDate.of(Integer.parseInt(name), 1, 1);
        }
      }
    }
    throw new IllegalArgumentException("no such period");
  }

  /** The period in which a day lies. */
  ReportPeriod around(LocalDate day) {
    return switch (this) {
      case SERVICE_DAILY -> new ReportPeriod(this, day.toString(), day, day);
      case ECONOMY_WEEKLY -> {
        var first = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield new ReportPeriod(
            this,
            "%d-W%02d"
                .formatted(
                    day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
            first,
            first.plusDays(6));
      }
      case ECONOMY_MONTHLY -> {
        var month = YearMonth.from(day);
        yield new ReportPeriod(this, month.toString(), month.atDay(1), month.atEndOfMonth());
      }
      case ECONOMY_QUARTERLY -> {
        var first = day.with(IsoFields.DAY_OF_QUARTER, 1);
        yield new ReportPeriod(
            this,
            "%d-Q%d".formatted(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR)),
            first,
            first.plusMonths(3).minusDays(1));
      }
      case ECONOMY_YEARLY ->
          new ReportPeriod(
              this,
              String.valueOf(day.getYear()),
              day.withDayOfYear(1),
              day.withDayOfYear(day.lengthOfYear()));
    };
  }
}
