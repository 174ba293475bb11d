package io.hallpulse.domain.market;

import io.hallpulse.domain.market.DistrictBook.Cells;
import java.util.List;

/**
 * A district's sums up to each day of a range, scope by scope: the sum over any stretch of days is
 * a difference of two numbers.
 */
final class Totals {
  // Beside the ledger's measures:
  static final int SECTOR_1 = Measure.ALL.length;
  static final int KNOWN = SECTOR_1 + 3;
  static final int ABSENT = KNOWN + 1;
  static final int UNPARSED = ABSENT + 1;
  static final int KNOWN_CENTS = UNPARSED + 1;
  static final int CASES = KNOWN_CENTS + 1;
  static final int NO_TICKET = CASES + 1;
  static final int ONE_VISIT = NO_TICKET + 1;
  static final int VISITED = ONE_VISIT + 1;
  static final int STOCK = VISITED + 1;
  static final int ACTIVE = STOCK + 1;
  private static final int COLUMNS = ACTIVE + 1;

  private final int from;
  private final int to;

  /** By scope and column; the first number is the sum of all days before the range. */
  private final long[][] sums;

  /** Stock by section of the district, a subdistrict, a type. */
  private final long[][] bySection;

  /** Stock by type of the district, a subdistrict, a section. */
  private final long[][] byType;

  private Totals(int from, int to) {
    this.from = from;
    this.to = to;
    int places = to - from + 2;
    this.sums = new long[Scopes.COUNT * COLUMNS][places];
    this.bySection = new long[Scopes.COUNT * Industry.SECTIONS][];
    this.byType = new long[Scopes.COUNT * Cell.TYPES][];
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      for (int i = 0; i < Industry.SECTIONS && !isSection(scope); i++) {
        bySection[scope * Industry.SECTIONS + i] = new long[places];
      }
      for (int i = 0; i < Cell.TYPES && scope < Scopes.TYPES; i++) {
        byType[scope * Cell.TYPES + i] = new long[places];
      }
    }
  }

  private static boolean isSection(int scope) {
    return scope >= Scopes.SECTIONS && scope < Scopes.TYPES;
  }

  /**
   * @param from first day that may be asked for
   * @param to last day; what is later is not counted
   */
  static Totals of(Cells cells, List<StartupCase> cases, int from, int to) {
    var totals = new Totals(from, to);
    for (int cell = 0; cell < Cell.COUNT; cell++) {
      var book = cells.get(cell);
      if (book != null) {
        totals.add(cell, book);
      }
    }
    cases.forEach(totals::add);
    totals.addUp();
    return totals;
  }

  private void add(int cell, CellBook book) {
    for (int i = 0; i < book.size; i++) {
      int day = LedgerSums.day(book.slots[i]);
      if (day > to) {
        break;
      }
      var measure = LedgerSums.measure(book.slots[i]);
      long amount = book.amounts[i];
      add(cell, measure.ordinal(), day, amount);
      if (measure.sign() != 0) {
        addStock(cell, day, measure.sign() * amount);
        if (measure != Measure.REBASED) {
          add(cell, ACTIVE, day, measure.sign() * amount);
        }
      }
    }
    for (int i = 0; i < book.entities; i++) {
      int day = book.days[i];
      if (day > to) {
        continue;
      }
      int sector = CellBook.sector(book.marks[i]);
      if (sector > 0) {
        add(cell, SECTOR_1 + sector - 1, day, 1);
      }
      switch (Capital.Status.values()[CellBook.capital(book.marks[i])]) {
        case KNOWN -> {
          add(cell, KNOWN, day, 1);
          add(cell, KNOWN_CENTS, day, book.cents[i]);
        }
        case ABSENT -> add(cell, ABSENT, day, 1);
        case UNPARSED, NO_RATE -> add(cell, UNPARSED, day, 1);
      }
    }
  }

  private void add(StartupCase startup) {
    if (startup.day() > to) {
      return;
    }
    add(startup.cell(), CASES, startup.day(), 1);
    if (startup.openMicros() < 0) {
      add(startup.cell(), NO_TICKET, startup.day(), 1);
    } else if (startup.visits() > 0) {
      add(startup.cell(), VISITED, startup.day(), 1);
      add(startup.cell(), ONE_VISIT, startup.day(), startup.visits() == 1 ? 1 : 0);
    }
  }

  private void add(int cell, int column, int day, long amount) {
    int place = Math.max(0, day - from + 1);
    sums[Scopes.DISTRICT * COLUMNS + column][place] += amount;
    if (cell >= 0) {
      sums[Scopes.subdistrict(cell) * COLUMNS + column][place] += amount;
      sums[Scopes.section(cell) * COLUMNS + column][place] += amount;
      sums[Scopes.type(cell) * COLUMNS + column][place] += amount;
    }
  }

  private void addStock(int cell, int day, long amount) {
    add(cell, STOCK, day, amount);
    int place = Math.max(0, day - from + 1);
    int section = Cell.section(cell);
    int type = Cell.type(cell);
    for (int scope : new int[] {Scopes.DISTRICT, Scopes.subdistrict(cell), Scopes.type(cell)}) {
      bySection[scope * Industry.SECTIONS + section][place] += amount;
    }
    for (int scope : new int[] {Scopes.DISTRICT, Scopes.subdistrict(cell), Scopes.section(cell)}) {
      byType[scope * Cell.TYPES + type][place] += amount;
    }
  }

  private void addUp() {
    addUp(sums);
    addUp(bySection);
    addUp(byType);
  }

  private static void addUp(long[][] columns) {
    for (var column : columns) {
      for (int i = 1; column != null && i < column.length; i++) {
        column[i] = Math.addExact(column[i], column[i - 1]);
      }
    }
  }

  /** Stocks at the end of a day by section; of the district, a subdistrict or a type. */
  long[] bySection(int scope, int day) {
    return at(bySection, scope * Industry.SECTIONS, Industry.SECTIONS, day);
  }

  /** Stocks at the end of a day by type; of the district, a subdistrict or a section. */
  long[] byType(int scope, int day) {
    return at(byType, scope * Cell.TYPES, Cell.TYPES, day);
  }

  private long[] at(long[][] columns, int first, int count, int day) {
    var values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = columns[first + i][day - from + 1];
    }
    return values;
  }

  /** The sum from the beginning of time to the end of a day. */
  long at(int scope, int column, int day) {
    return sums[scope * COLUMNS + column][day - from + 1];
  }

  /** The sum over a stretch of days. */
  long over(int scope, int column, int first, int last) {
    var summed = sums[scope * COLUMNS + column];
    return summed[last - from + 1] - summed[first - from];
  }

  long over(int scope, Measure measure, int first, int last) {
    return over(scope, measure.ordinal(), first, last);
  }

  long stock(int scope, int day) {
    return at(scope, STOCK, day);
  }
}
