package io.hallpulse.domain.market;

import io.hallpulse.domain.market.Period.Kind;
import io.hallpulse.schemas.live.LiveCellPeriod;
import io.hallpulse.schemas.live.LiveFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cells of the ledger come to in a period. Sums of several add up, so this gives the figures
 * of any combination of subdistrict, industry and type, where they come from the ledger alone
 * (market.md, section 7: 1, 2 and 4 to 10).
 *
 * @param stock at the end, null if that is before the market's start
 * @param stockBase stock at the end of the base period, null if it is not known
 * @param registeredBase newly registered in the base period, null if it is not known
 * @param registeredPrevious the same of the month before, null if it is not known
 * @param isPartial whether the period began before the market did
 */
public record CellPeriod(
    String kind,
    String name,
    long registered,
    long movedIn,
    long cancelled,
    long revoked,
    long movedOut,
    long adjusted,
    long stock,
    @Nullable Long stockBase,
    @Nullable Long registeredBase,
    @Nullable Long registeredPrevious,
    boolean isPartial) {

  /** A day of a combination of cells, as the ledger has it. */
  public record Day(
      LocalDate date,
      long registered,
      long movedIn,
      long cancelled,
      long revoked,
      long movedOut,
      long adjusted) {}

  static CellPeriod of(CellBook book, Period period, int marketStart) {
    var flows = new long[Measure.FLOWS];
    long stock = 0;
    long stockBase = 0;
    long base = 0;
    long previous = 0;
    for (int i = 0; i < book.size; i++) {
      int day = LedgerSums.day(book.slots[i]);
      if (day > period.last()) {
        break;
      }
      var measure = LedgerSums.measure(book.slots[i]);
      if (measure.sign() == 0) {
        continue;
      }
      long amount = book.amounts[i];
      stock += measure.sign() * amount;
      stockBase += day <= period.baseLast() ? measure.sign() * amount : 0;
      if (day >= period.first()) {
        flows[measure.ordinal()] += amount;
      }
      if (measure == Measure.REGISTERED) {
        base += isWithin(day, period.baseFirst(), period.baseLast()) ? amount : 0;
        previous += isWithin(day, period.previousFirst(), period.previousLast()) ? amount : 0;
      }
    }
    boolean hasPrevious = period.kind() == Kind.MONTH && period.previousFirst() >= marketStart;
    return new CellPeriod(
        period.kind().told(),
        period.name(),
        flows[Measure.REGISTERED.ordinal()],
        flows[Measure.MOVED_IN.ordinal()],
        flows[Measure.CANCELLED.ordinal()],
        flows[Measure.REVOKED.ordinal()],
        flows[Measure.MOVED_OUT.ordinal()],
        flows[Measure.RESTORED.ordinal()]
            + flows[Measure.REBASED.ordinal()]
            + flows[Measure.RECLASSIFIED.ordinal()],
        stock,
        period.baseLast() >= marketStart ? stockBase : null,
        period.baseFirst() >= marketStart ? base : null,
        hasPrevious ? previous : null,
        period.first() < marketStart);
  }

  private static boolean isWithin(int day, int first, int last) {
    return day >= first && day <= last;
  }

  /**
   * The periods of a kind that end within some days, from the ledger's days from its beginning on.
   *
   * @param from a day of the first period
   * @param to a day of the last one
   * @param today the day of the count
   */
  public static List<CellPeriod> of(
      List<Day> days,
      Kind kind,
      LocalDate from,
      LocalDate to,
      LocalDate today,
      LocalDate marketStart) {
    var book = new CellBook();
    for (var day : days) {
      int date = (int) day.date().toEpochDay();
      add(book, date, Measure.REGISTERED, day.registered());
      add(book, date, Measure.MOVED_IN, day.movedIn());
      add(book, date, Measure.CANCELLED, day.cancelled());
      add(book, date, Measure.REVOKED, day.revoked());
      add(book, date, Measure.MOVED_OUT, day.movedOut());
      add(book, date, Measure.REBASED, day.adjusted());
    }
    var last = to.isAfter(today) ? today : to;
    var first = from.isBefore(marketStart) ? marketStart : from;
    var periods = new ArrayList<CellPeriod>();
    for (var period : Period.since(kind, first, last, today)) {
      periods.add(of(book, period, (int) marketStart.toEpochDay()));
    }
    return periods;
  }

  private static void add(CellBook book, int day, Measure measure, long amount) {
    if (amount != 0) {
      book.add(LedgerSums.slot(day, measure), amount);
    }
  }

  public static CellPeriod of(LiveCellPeriod live) {
    return new CellPeriod(
        live.getPeriodKind(),
        live.getPeriod(),
        live.getRegistered(),
        live.getMovedIn(),
        live.getCancelled(),
        live.getRevoked(),
        live.getMovedOut(),
        live.getAdjusted(),
        live.getStock(),
        live.getStockBase(),
        live.getRegisteredBase(),
        live.getRegisteredPrevious(),
        live.getIsPartial());
  }

  LiveCellPeriod live() {
    return new LiveCellPeriod(
        kind,
        name,
        registered,
        movedIn,
        cancelled,
        revoked,
        movedOut,
        adjusted,
        stock,
        stockBase,
        registeredBase,
        registeredPrevious,
        isPartial);
  }

  /** The same period of these cells and others. */
  public CellPeriod plus(CellPeriod other) {
    return new CellPeriod(
        kind,
        name,
        registered + other.registered,
        movedIn + other.movedIn,
        cancelled + other.cancelled,
        revoked + other.revoked,
        movedOut + other.movedOut,
        adjusted + other.adjusted,
        stock + other.stock,
        plus(stockBase, other.stockBase),
        plus(registeredBase, other.registeredBase),
        plus(registeredPrevious, other.registeredPrevious),
        isPartial);
  }

  private static @Nullable Long plus(@Nullable Long one, @Nullable Long other) {
    return one == null || other == null ? null : Long.valueOf(one + other);
  }

  /** The figures of the period, in the order of the indicators. */
  public List<LiveFigure> figures() {
    boolean isDay = kind.equals(Kind.DAY.told());
    boolean isToDate = kind.equals(Kind.TO_DATE.told());
    boolean isCovered = !isPartial;
    long exits = cancelled + revoked;
    var figures = new ArrayList<LiveFigure>();
    if (!isToDate) {
      figures.add(figure(1, "stock", Unit.COUNT, stock));
      figures.add(
          figure(
              2,
              "yoy",
              Unit.PERCENT,
              Rates.stockChange(stock, or0(stockBase), true, stockBase != null)));
    }
    figures.add(figure(4, "new", Unit.COUNT, Rates.count(registered, isCovered)));
    if (!isDay) {
      figures.add(figure(5, "yoy", Unit.PERCENT, change(registeredBase)));
    }
    if (kind.equals(Kind.MONTH.told())) {
      figures.add(figure(5, "mom", Unit.PERCENT, change(registeredPrevious)));
    }
    figures.add(figure(6, "cancelled", Unit.COUNT, Rates.count(cancelled, isCovered)));
    figures.add(figure(6, "revoked", Unit.COUNT, Rates.count(revoked, isCovered)));
    figures.add(figure(6, "total", Unit.COUNT, Rates.count(exits, isCovered)));
    if (!isDay) {
      figures.add(figure(7, "ratio", Unit.PERCENT, Rates.flowShare(exits, registered, isCovered)));
      figures.add(
          figure(
              8,
              "ratio",
              Unit.PERCENT,
              Rates.flowShare(registered - exits, registered, isCovered)));
    }
    figures.add(figure(9, "moved_in", Unit.COUNT, Rates.count(movedIn, isCovered)));
    figures.add(figure(10, "moved_out", Unit.COUNT, Rates.count(movedOut, isCovered)));
    return figures;
  }

  private long change(@Nullable Long base) {
    return Rates.flowChange(registered, or0(base), !isPartial, base != null);
  }

  private static long or0(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private LiveFigure figure(int indicator, String part, Unit unit, long figure) {
    boolean available = Exact.isAvailable(figure);
    return new LiveFigure(
        indicator,
        part,
        kind,
        name,
        available ? BigDecimal.valueOf(figure, unit.places()).toPlainString() : null,
        unit.told(),
        available ? null : Exact.missing(figure).name());
  }
}
