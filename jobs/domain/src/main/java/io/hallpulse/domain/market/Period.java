package io.hallpulse.domain.market;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of days for which figures are told, and what it is held against. A complete period is
 * held against the whole base period; one that is running against the base up to the same day, in a
 * shorter month its last.
 *
 * @param first its first day, since 1970
 * @param last its last day, or the day of the count while it is running
 * @param baseFirst first day of the same period a year before
 * @param baseLast last day of it that counts
 * @param previousFirst first day of the month before; of a month only
 */
public record Period(
    Kind kind,
    String name,
    int year,
    int first,
    int last,
    int baseFirst,
    int baseLast,
    int previousFirst,
    int previousLast) {

  /** Kinds of periods. */
  public enum Kind {
    DAY("day"),
    MONTH("month"),
    QUARTER("quarter"),
    YEAR("year"),
    /** From 1 January to a day. */
    TO_DATE("ytd");

    private final String told;

    Kind(String told) {
      this.told = told;
    }

    public String told() {
      return told;
    }

    /** The kind of a name, empty if there is none. */
    public static Optional<Kind> named(String told) {
      return Arrays.stream(values()).filter(kind -> kind.told.equals(told)).findFirst();
    }

    private LocalDate begin(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        case YEAR, TO_DATE -> day.withDayOfYear(1);
      };
    }

    private LocalDate end(LocalDate day) {
      return switch (this) {
        case DAY, TO_DATE -> day;
        case MONTH -> begin(day).plusMonths(1).minusDays(1);
        case QUARTER -> begin(day).plusMonths(3).minusDays(1);
        case YEAR -> begin(day).plusYears(1).minusDays(1);
      };
    }

    private String name(LocalDate day) {
      return switch (this) {
        case DAY, TO_DATE -> day.toString();
        case MONTH -> day.toString().substring(0, 7);
        case QUARTER -> "%d-Q%d".formatted(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
        case YEAR -> String.valueOf(day.getYear());
      };
    }
  }

  /** The period of a kind in which a day lies, as it is counted on a day not before it. */
  static Period of(Kind kind, LocalDate day, LocalDate today) {
    var first = kind.begin(day);
    var end = kind.end(day);
    boolean isComplete = end.isBefore(today);
    var last = isComplete ? end : kind == Kind.TO_DATE || kind == Kind.DAY ? day : today;
    boolean byDay = kind == Kind.DAY || kind == Kind.TO_DATE;
    var base = kind == Kind.DAY ? day.minusYears(1) : first.minusYears(1);
    var baseLast = isComplete && !byDay ? kind.end(base) : last.minusYears(1);
    var previous = first.minusMonths(1);
    var previousLast = isComplete ? first.minusDays(1) : last.minusMonths(1);
    return new Period(
        kind,
        kind.name(day),
        first.getYear(),
        (int) first.toEpochDay(),
        (int) last.toEpochDay(),
        (int) base.toEpochDay(),
        (int) baseLast.toEpochDay(),
        (int) previous.toEpochDay(),
        (int) previousLast.toEpochDay());
  }

  /** The periods of a kind whose last counted day is at or after a day, up to today. */
  static List<Period> since(Kind kind, LocalDate from, LocalDate today) {
    return since(kind, from, today, today);
  }

  /** Those of them whose first day is not after another day. */
  static List<Period> since(Kind kind, LocalDate from, LocalDate to, LocalDate today) {
    var periods = new ArrayList<Period>();
    for (var day = from; !day.isAfter(to); day = kind.end(day).plusDays(1)) {
      periods.add(of(kind, day, today));
    }
    return periods;
  }
}
