package io.hallpulse.market;

import io.hallpulse.domain.market.CellBook;
import io.hallpulse.domain.market.DistrictBook.Cells;
import io.hallpulse.domain.market.IndicatorRows;
import io.hallpulse.domain.market.LinkedCase;
import io.hallpulse.domain.market.MarketCounts;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.schemas.fact.IndicatorFact;
import io.hallpulse.schemas.fact.LedgerFact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows of ledger and indicators where a district's book differs from how it stood when they
 * were told before. Fifteen years are ten million rows: they are told in slices, and meanwhile what
 * they are counted from stands still. Which district is meant is the current key.
 */
final class DistrictRows {
  private final MarketReference reference;
  private final StoredCells settledCells;
  private final MapState<String, LinkedCase> settledCases;
  private final MapState<Integer, Boolean> touchedCells;
  private final MapState<String, Boolean> touchedCases;
  private final ValueState<Telling> telling;
  private final MapState<Integer, CellBook> toldCells;
  private final MapState<String, LinkedCase> toldCases;
  private final Map<String, Slices> begun = new HashMap<>();

  /** What is left to be told. */
  private record Slices(MarketCounts now, Iterator<Integer> cells, IndicatorRows indicators) {}

  DistrictRows(RuntimeContext runtime, MarketReference reference) {
    this.reference = reference;
    settledCells = new StoredCells(runtime, "settled-cells-v1");
    settledCases = cases(runtime, "settled-cases-v1");
    touchedCells =
        runtime.getMapState(
            new MapStateDescriptor<>("touched-cells-v1", Integer.class, Boolean.class));
    touchedCases =
        runtime.getMapState(
            new MapStateDescriptor<>("touched-cases-v1", String.class, Boolean.class));
    telling = runtime.getState(new ValueStateDescriptor<>("telling-v1", Telling.class));
    toldCells =
        runtime.getMapState(
            new MapStateDescriptor<>("told-cells-v1", Integer.class, CellBook.class));
    toldCases = cases(runtime, "told-cases-v1");
  }

  static MapState<String, LinkedCase> cases(RuntimeContext runtime, String name) {
    return runtime.getMapState(new MapStateDescriptor<>(name, String.class, LinkedCase.class));
  }

  void touch(int cell) throws Exception {
    if (!touchedCells.contains(cell)) {
      touchedCells.put(cell, true);
    }
  }

  void touch(String caseId) throws Exception {
    touchedCases.put(caseId, true);
  }

  boolean areBeingTold() throws Exception {
    return telling.value() != null;
  }

  /** Takes the book as it is for what is to be told. */
  void begin(
      DistrictState known, MarketCounts counts, Cells cells, MapState<String, LinkedCase> cases)
      throws Exception {
    long restsOn = reference.digest(counts.district(), counts.recorded());
    boolean isAll = !known.isSettled() || restsOn != known.reference();
    telling.update(
        new Telling(
            known.changedFrom(),
            isAll,
            (int) counts.today().toEpochDay(),
            counts.recorded(),
            restsOn,
            0));
    for (int cell : touchedCells.keys()) {
      toldCells.put(cell, Objects.requireNonNull(cells.get(cell)).copy());
    }
    touchedCells.clear();
    for (var caseId : touchedCases.keys()) {
      toldCases.put(caseId, cases.get(caseId));
    }
    touchedCases.clear();
  }

  /**
   * Tells some of the rows.
   *
   * @param steps cells or periods of which rows are told
   * @return what was told if all is, null if it goes on
   */
  @Nullable Telling tell(
      String district,
      DistrictState known,
      int steps,
      Consumer<LedgerFact> ledger,
      Consumer<IndicatorFact> indicators)
      throws Exception {
    var slices = begun.get(district);
    if (slices == null) {
      slices = slices(district, known, telling.value());
      begun.put(district, slices);
    }
    int step = 0;
    for (; step < steps; step++) {
      if (slices.cells().hasNext()) {
        slices.now().ledger(settledCells, slices.cells().next(), known.revision(), ledger);
      } else if (!slices.indicators().next(indicators)) {
        begun.remove(district);
        return settle();
      }
    }
    telling.update(telling.value().with(step));
    return null;
  }

  private Slices slices(String district, DistrictState known, Telling told) throws Exception {
    var now =
        new MarketCounts(
            district,
            new Overlay(),
            MarketCounts.startups(casesToTell(), district, reference, told.at()),
            reference,
            told.at(),
            LocalDate.ofEpochDay(told.day()));
    var before =
        told.isAll()
            ? null
            : new MarketCounts(
                district,
                settledCells,
                MarketCounts.startups(
                    settledCases.values(), district, reference, known.settledAt()),
                reference,
                known.settledAt(),
                LocalDate.ofEpochDay(known.settledDay()));
    var from =
        told.isAll()
            ? LocalDate.EPOCH
            : told.changedFrom() == DistrictState.UNCHANGED
                ? now.today()
                : LocalDate.ofEpochDay(told.changedFrom());
    var cells = new TreeSet<Integer>(); // in the same order after a restart
    toldCells.keys().forEach(cells::add);
    var indicators = now.indicators(before, from, known.revision());
    indicators.skip(told.steps() - cells.size());
    return new Slices(now, cells.stream().skip(told.steps()).iterator(), indicators);
  }

  private List<LinkedCase> casesToTell() throws Exception {
    var cases = new ArrayList<LinkedCase>();
    for (var settled : settledCases.entries()) {
      if (!toldCases.contains(settled.getKey())) {
        cases.add(settled.getValue());
      }
    }
    toldCases.values().forEach(cases::add);
    return cases;
  }

  /** From now on rows are held against these. */
  private Telling settle() throws Exception {
    for (var told : toldCells.entries()) {
      settledCells.put(told.getKey(), told.getValue());
    }
    toldCells.clear();
    settledCases.putAll(asMap(toldCases));
    toldCases.clear();
    var told = telling.value();
    telling.clear();
    return told;
  }

  private static Map<String, LinkedCase> asMap(MapState<String, LinkedCase> cases)
      throws Exception {
    var map = new HashMap<String, LinkedCase>();
    for (var one : cases.entries()) {
      map.put(one.getKey(), one.getValue());
    }
    return map;
  }

  /** Cells that are told over those that did not change since. */
  private final class Overlay implements Cells {
    @Override
    public @Nullable CellBook get(int cell) {
      var told = StoredCells.unchecked(() -> toldCells.get(cell));
      return told == null ? settledCells.get(cell) : told;
    }

    @Override
    public void put(int cell, CellBook book) {
      throw new UnsupportedOperationException("What is told does not change");
    }
  }
}
