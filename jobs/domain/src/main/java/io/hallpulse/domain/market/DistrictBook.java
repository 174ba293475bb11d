package io.hallpulse.domain.market;

import io.hallpulse.domain.market.EntityStory.NewEntity;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The ledger of a district, cell by cell; where the cells are kept is the owner's affair. */
public final class DistrictBook {
  /** Cells by number. */
  public interface Cells {
    @Nullable CellBook get(int cell);

    /** Keeps a cell that {@link #get} gave, or a new one, as it is now. */
    void put(int cell, CellBook book);
  }

  /** Cells in memory. */
  public static Cells inMemory() {
    var cells = new @Nullable CellBook[Cell.COUNT];
    return new Cells() {
      @Override
      public @Nullable CellBook get(int cell) {
        return cells[cell];
      }

      @Override
      public void put(int cell, CellBook book) {
        cells[cell] = book;
      }
    };
  }

  /** How many cells there can be; they are numbered from 0. */
  public static final int CELLS = Cell.COUNT;

  private DistrictBook() {}

  /**
   * Takes a change in.
   *
   * @param touched is told which cells it changes
   * @return the first day from which something is counted otherwise, {@link Integer#MAX_VALUE} if
   *     nothing is
   */
  public static int apply(BookChange change, Cells cells, IntConsumer touched) {
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < change.sums().length; i += 2) {
      long key = change.sums()[i];
      int cell = LedgerSums.cell(key);
      var book = of(cells, cell);
      book.add(LedgerSums.slot(key), change.sums()[i + 1]);
      cells.put(cell, book);
      touched.accept(cell);
      first = Math.min(first, LedgerSums.day(LedgerSums.slot(key)));
    }
    if (change.before().length > 0) {
      int cell = (int) change.before()[NewEntity.CELL];
      var book = of(cells, cell);
      book.remove(change.before());
      cells.put(cell, book);
      touched.accept(cell);
      first = Math.min(first, firstDifference(change));
    }
    if (change.after().length > 0) {
      int cell = (int) change.after()[NewEntity.CELL];
      var book = of(cells, cell);
      book.add(change.after());
      cells.put(cell, book);
      touched.accept(cell);
      first = Math.min(first, firstDifference(change));
    }
    return first;
  }

  /** Only the later life of an entity may differ: then nothing changes before that. */
  private static int firstDifference(BookChange change) {
    var before = change.before();
    var after = change.after();
    if (before.length == 0 || after.length == 0) {
      return (int) (before.length == 0 ? after : before)[NewEntity.DAY];
    }
    for (int i = 0; i < NewEntity.MOVED_OUT; i++) {
      if (before[i] != after[i]) {
        return (int) Math.min(before[NewEntity.DAY], after[NewEntity.DAY]);
      }
    }
    int turns = NewEntity.TURNS;
    while (turns < before.length && turns < after.length && before[turns] == after[turns]) {
      turns++;
    }
    long first = Integer.MAX_VALUE;
    for (var numbers : new long[][] {before, after}) {
      if (turns < numbers.length) {
        first = Math.min(first, numbers[turns]);
      } else if (numbers.length > NewEntity.TURNS) {
        first = Math.min(first, numbers[numbers.length - 1]);
      }
    }
    return (int) first;
  }

  private static CellBook of(Cells cells, int cell) {
    var book = cells.get(cell);
    return book == null ? new CellBook() : book;
  }
}
