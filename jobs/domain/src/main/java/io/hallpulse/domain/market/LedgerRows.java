package io.hallpulse.domain.market;

import io.hallpulse.schemas.fact.LedgerFact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one cell: a day with its flows, and the stock that they leave. */
record LedgerRows(String district, int cell, Instant asOf, long revision) {

  /** Walks a cell's days. */
  private static final class Walk {
    private final CellBook book;
    private int at;
    private int day = Integer.MAX_VALUE;
    private final long[] flows = new long[Measure.FLOWS];
    private long stock;

    Walk(CellBook book) {
      this.book = book;
      next();
    }

    /** To the next day with a flow; {@link Integer#MAX_VALUE} after the last. */
    void next() {
      Arrays.fill(flows, 0);
      day = Integer.MAX_VALUE;
      while (at < book.size) {
        int here = LedgerSums.day(book.slots[at]);
        var measure = LedgerSums.measure(book.slots[at]);
        if (measure.sign() != 0) {
          if (day != Integer.MAX_VALUE && day != here) {
            return;
          }
          day = here;
          flows[measure.ordinal()] = book.amounts[at];
          stock += measure.sign() * book.amounts[at];
        }
        at++;
      }
    }
  }

  void differing(CellBook before, @Nullable CellBook now, Consumer<LedgerFact> out) {
    var was = new Walk(before);
    var is = new Walk(now == null ? new CellBook() : now);
    long stock = 0;
    while (was.day != Integer.MAX_VALUE || is.day != Integer.MAX_VALUE) {
      if (is.day <= was.day) {
        stock = is.stock;
        boolean same =
            is.day == was.day && is.stock == was.stock && Arrays.equals(is.flows, was.flows);
        if (!same) {
          out.accept(fact(is.day, is.flows, stock));
        }
        if (is.day == was.day) {
          was.next();
        }
        is.next();
      } else {
        // The last flow of that day was taken away: six zeros say so.
        out.accept(fact(was.day, new long[Measure.FLOWS], stock));
        was.next();
      }
    }
  }

  private LedgerFact fact(int day, long[] flows, long stock) {
    long restored = flows[Measure.RESTORED.ordinal()];
    long rebased = flows[Measure.REBASED.ordinal()];
    long reclassified = flows[Measure.RECLASSIFIED.ordinal()];
    return new LedgerFact(
        district,
        Subdistricts.name(Cell.subdistrict(cell)),
        Industry.name(Cell.section(cell)),
        EntityType.values()[Cell.type(cell)].name(),
        LocalDate.ofEpochDay(day),
        flows[Measure.REGISTERED.ordinal()],
        flows[Measure.MOVED_IN.ordinal()],
        flows[Measure.CANCELLED.ordinal()],
        flows[Measure.REVOKED.ordinal()],
        flows[Measure.MOVED_OUT.ordinal()],
        restored + rebased + reclassified,
        restored,
        rebased,
        reclassified,
        stock,
        asOf,
        revision);
  }
}
