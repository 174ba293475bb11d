package io.hallpulse.domain.market;

import io.hallpulse.domain.market.DistrictBook.Cells;
import io.hallpulse.domain.market.Period.Kind;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.LedgerFact;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveCellPeriod;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.live.LiveFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A district's book as of a time, and what of it differs from an earlier count: rows are written
 * only where a figure has changed, and to know that both counts are made.
 *
 * @param cases closed start-ups
 * @param recorded what was recorded until then is known, microseconds
 * @param today local date of the count
 */
public record MarketCounts(
    String district,
    Cells cells,
    List<StartupCase> cases,
    MarketReference reference,
    long recorded,
    LocalDate today) {

  public MarketCounts {
    cases = List.copyOf(cases);
  }

  /** The start-ups among a district's cases. */
  public static List<StartupCase> startups(
      Iterable<LinkedCase> cases, String district, MarketReference reference, long recorded) {
    var startups = new ArrayList<StartupCase>();
    for (var linked : cases) {
      if (linked.counts()) {
        startups.add(StartupCase.of(linked, district, reference, recorded));
      }
    }
    return startups;
  }

  private LocalDate marketStart() {
    return LocalDate.parse(reference.rules(district, recorded).marketStart());
  }

  Optional<Figures> figures(LocalDate from) {
    return today.isBefore(marketStart())
        ? Optional.empty()
        : Optional.of(new Figures(cells, cases, reference, district, recorded, from, today));
  }

  /**
   * The indicators of all periods that end at or after a day and differ from an earlier count.
   *
   * @param before the earlier count, null if there is none: then all rows are told
   * @param changedFrom first day from which anything is counted otherwise than before
   */
  public IndicatorRows indicators(
      @Nullable MarketCounts before, LocalDate changedFrom, long revision) {
    // What was running then may be complete now, so it is looked at again.
    var since = before == null || changedFrom.isBefore(before.today) ? changedFrom : before.today;
    var from = since.isBefore(marketStart()) ? marketStart() : since;
    var was =
        before == null || before.today.isBefore(from)
            ? Optional.<Figures>empty()
            : before.figures(from);
    return new IndicatorRows(this, figures(from), before, was, from, revision);
  }

  /** The running periods, scope by scope. */
  public List<LiveEconomy> live(long version) {
    var figures = figures(today);
    if (figures.isEmpty()) {
      return List.of();
    }
    var lists = new ArrayList<List<LiveFigure>>();
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      lists.add(new ArrayList<>());
    }
    for (var kind : Kind.values()) {
      var period = Period.of(kind, today, today);
      figures
          .get()
          .put(
              period,
              (indicator, part, unit, scope, figure) ->
                  lists.get(scope).add(live(indicator, part, unit, period, figure)));
    }
    var records = new ArrayList<LiveEconomy>();
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      records.add(
          new LiveEconomy(
              district,
              Scopes.kind(scope),
              Scopes.id(scope, district),
              version,
              recorded,
              lists.get(scope)));
    }
    return records;
  }

  /** Cells of the ledger in the running periods, for figures of any combination of them. */
  public List<LiveCell> liveCells(Iterable<Integer> numbers, long version) {
    if (today.isBefore(marketStart())) {
      return List.of();
    }
    int start = (int) marketStart().toEpochDay();
    var records = new ArrayList<LiveCell>();
    for (int cell : numbers) {
      var book = cells.get(cell);
      var periods = new ArrayList<LiveCellPeriod>();
      for (var kind : Kind.values()) {
        var period = Period.of(kind, today, today);
        periods.add(CellPeriod.of(book == null ? new CellBook() : book, period, start).live());
      }
      records.add(
          new LiveCell(
              district,
              Subdistricts.name(Cell.subdistrict(cell)),
              Industry.name(Cell.section(cell)),
              EntityType.values()[Cell.type(cell)].name(),
              version,
              recorded,
              periods));
    }
    return records;
  }

  private static LiveFigure live(
      int indicator, String part, Unit unit, Period period, long figure) {
    boolean available = Exact.isAvailable(figure);
    return new LiveFigure(
        indicator,
        part,
        period.kind().told(),
        period.name(),
        available ? BigDecimal.valueOf(figure, unit.places()).toPlainString() : null,
        unit.told(),
        available ? null : Exact.missing(figure).name());
  }

  /** Rows of one of the ledger's cells that differ from an earlier count. */
  public void ledger(@Nullable Cells before, int cell, long revision, Consumer<LedgerFact> out) {
    var was = before == null ? null : before.get(cell);
    new LedgerRows(district, cell, EventJson.instant(recorded), revision)
        .differing(was == null ? new CellBook() : was, cells.get(cell), out);
  }

  /**
   * Proves the ledger: on each day reclassified entities sum to 0 over all cells, and the stock is
   * what is active and what was re-based.
   *
   * @param active active entities, counted apart from the ledger
   * @throws IllegalStateException naming the day and the difference
   */
  public void prove(long active) {
    var reclassified = new TreeMap<Integer, Long>();
    long stock = 0;
    long rebased = 0;
    for (int cell = 0; cell < Cell.COUNT; cell++) {
      var book = cells.get(cell);
      for (int i = 0; book != null && i < book.size; i++) {
        var measure = LedgerSums.measure(book.slots[i]);
        stock += measure.sign() * book.amounts[i];
        if (measure == Measure.REBASED) {
          rebased += book.amounts[i];
        } else if (measure == Measure.RECLASSIFIED) {
          reclassified.merge(LedgerSums.day(book.slots[i]), book.amounts[i], Long::sum);
        }
      }
    }
    reclassified.forEach(
        (day, sum) -> {
          if (sum != 0) {
            throw new IllegalStateException(
                "Ledger of %s: on %s reclassified entities sum to %d, not to 0"
                    .formatted(district, LocalDate.ofEpochDay(day), sum));
          }
        });
    if (stock != active + rebased) {
      throw new IllegalStateException(
          "Ledger of %s: stock %d is not %d active entities and %d re-based"
              .formatted(district, stock, active, rebased));
    }
  }
}
