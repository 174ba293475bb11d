package io.hallpulse.market;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.ClosedCase;
import io.hallpulse.domain.market.DistrictBook;
import io.hallpulse.domain.market.LinkedCase;
import io.hallpulse.domain.market.MarketCounts;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.References;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.fact.IndicatorFact;
import io.hallpulse.schemas.fact.LedgerFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each district's book, tells its running periods a moment after a change, and writes rows of
 * ledger and indicators once the registry is quiet: while years of history are read, a row for
 * every state on the way would be revised a thousand times.
 */
final class CountDistricts
    extends KeyedBroadcastProcessFunction<String, BookChange, KafkaRecord, KafkaMessage> {
  static final OutputTag<RowData> LEDGER =
      new OutputTag<>("ledger", Lake.rows(LakeTables.LEDGER_DAILY));
  static final OutputTag<RowData> INDICATORS =
      new OutputTag<>("indicators", Lake.rows(LakeTables.INDICATORS));
  static final MapStateDescriptor<String, String> NO_STATE =
      new MapStateDescriptor<>("none", String.class, String.class);

  /** Between two looks at a district that changes. */
  private static final long PAUSE_MILLIS = 250;

  /** To show a large district takes a while; so much more is left to what arrives. */
  private static final long REST = 4;

  /** Without a change for which the registry is quiet. */
  private static final long QUIET_MILLIS = 1_000;

  /** After which rows are written though it is not quiet. */
  private static final long PATIENCE_MILLIS = 60_000;

  /** The same while a history is read, as more changes than this in a second tell. */
  private static final long LOADING_PATIENCE_MILLIS = 600_000;

  private static final long LOADING_CHANGES = 500;

  /** Fires when a bounded input has ended, and never while it goes on. */
  private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

  private final References published;
  private final long revisionsFrom;
  private transient MarketReference reference;
  private transient AvroCodec<ReferenceVersion> references;
  private transient AvroCodec<LiveEconomy> liveRecords;
  private transient AvroCodec<LiveCell> liveCells;
  private transient RowWriter<LedgerFact> ledgerRows;
  private transient RowWriter<IndicatorFact> indicatorRows;
  private transient ValueState<DistrictState> state;
  private transient StoredCells cells;
  private transient StoredCells settledCells;
  private transient MapState<Integer, Boolean> touched;
  private transient MapState<String, LinkedCase> cases;
  private transient MapState<String, LinkedCase> settledCases;
  private transient MapState<String, Boolean> touchedCases;
  private transient Map<String, Pace> paces;
  private transient Map<String, Integer> shown;

  /** How a district's changes come; forgotten with the process. */
  private static final class Pace {
    private long dirtySince = Long.MAX_VALUE;
    private long changedAt;
    private long changes;
    private long countedChanges;
    private long countedAt;
    private boolean isLoading;

    /** Cells that were not shown as they are now; all of them after a start. */
    private Set<Integer> unshown =
        IntStream.range(0, DistrictBook.CELLS).boxed().collect(Collectors.toSet());

    private LocalDate shownOn = LocalDate.EPOCH;
  }

  /**
   * @param revisionsFrom the highest revision that a row may have had before; 0 for an empty lake
   */
  CountDistricts(References published, long revisionsFrom) {
    this.published = published;
    this.revisionsFrom = revisionsFrom;
  }

  @Override
  public void open(OpenContext context) {
    reference = new MarketReference();
    published.published().forEach(reference::add);
    references = AvroCodec.references();
    liveRecords = AvroCodec.liveEconomy();
    liveCells = AvroCodec.liveCells();
    ledgerRows = new RowWriter<>(LakeTables.LEDGER_DAILY);
    indicatorRows = new RowWriter<>(LakeTables.INDICATORS);
    paces = new HashMap<>();
    shown = new HashMap<>();
    var runtime = getRuntimeContext();
    state = runtime.getState(new ValueStateDescriptor<>("district-v1", DistrictState.class));
    cells = new StoredCells(runtime, "cells-v1");
    settledCells = new StoredCells(runtime, "settled-cells-v1");
    touched =
        runtime.getMapState(
            new MapStateDescriptor<>("touched-cells-v1", Integer.class, Boolean.class));
    cases =
        runtime.getMapState(new MapStateDescriptor<>("cases-v1", String.class, LinkedCase.class));
    settledCases =
        runtime.getMapState(
            new MapStateDescriptor<>("settled-cases-v1", String.class, LinkedCase.class));
    touchedCases =
        runtime.getMapState(
            new MapStateDescriptor<>("touched-cases-v1", String.class, Boolean.class));
  }

  @Override
  public void processElement(
      BookChange change, ReadOnlyContext context, Collector<KafkaMessage> out) throws Exception {
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    if (isOther(change.closed(), change.district(), now)) {
      return;
    }
    var pace = paces.computeIfAbsent(change.district(), any -> new Pace());
    int first =
        Math.min(
            DistrictBook.apply(
                change, cells, cell -> StoredCells.unchecked(() -> touch(cell, pace))),
            link(change));
    var known = state.value();
    state.update(
        (known == null ? DistrictState.nothing(revisionsFrom) : known)
            .with(change.active(), first));
    pace.dirtySince = Math.min(pace.dirtySince, now);
    pace.changedAt = now;
    pace.changes++;
    timers.registerEventTimeTimer(END_OF_INPUT);
    lookAt(timers, now + PAUSE_MILLIS);
  }

  /** Most cases of a hall start no business; they are not kept. */
  private boolean isOther(@Nullable ClosedCase closed, String district, long nowMillis)
      throws Exception {
    var rules = reference.rules(district, TimeUnit.MILLISECONDS.toMicros(nowMillis));
    return closed != null
        && !cases.contains(closed.caseId())
        && !(closed.isIssued() && rules.startupItems().contains(closed.itemCode()));
  }

  /** Links cases and entities; gives the first day from which something is counted otherwise. */
  private int link(BookChange change) throws Exception {
    int first = DistrictState.UNCHANGED;
    var closed = change.closed();
    if (closed != null) {
      return relink(closed.caseId(), change.district(), known -> known.with(closed));
    }
    if (!change.caseBefore().isEmpty() && !change.caseBefore().equals(change.caseAfter())) {
      first = relink(change.caseBefore(), change.district(), known -> known.in(LinkedCase.NO_CELL));
    }
    if (!change.caseAfter().isEmpty() && change.after().length > 0) {
      int cell = change.cellAfter();
      first =
          Math.min(first, relink(change.caseAfter(), change.district(), known -> known.in(cell)));
    }
    return first;
  }

  private int relink(String caseId, String district, UnaryOperator<LinkedCase> linked)
      throws Exception {
    var before = cases.contains(caseId) ? cases.get(caseId) : LinkedCase.of(caseId);
    var after = linked.apply(before);
    cases.put(caseId, after);
    touchedCases.put(caseId, true);
    var days = reference.days(district);
    return Math.min(before.day(days), after.day(days));
  }

  private boolean touch(int cell, Pace pace) throws Exception {
    pace.unshown.add(cell);
    if (!touched.contains(cell)) {
      touched.put(cell, true);
    }
    return true;
  }

  /** Rounded, so that the changes of a moment share one timer. */
  private static void lookAt(TimerService timers, long millis) {
    timers.registerProcessingTimeTimer((millis / PAUSE_MILLIS + 1) * PAUSE_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KafkaMessage> out)
      throws Exception {
    var district = context.getCurrentKey();
    var known = state.value();
    if (known == null) {
      return;
    }
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    var today = today(district, now);
    var pace = paces.computeIfAbsent(district, any -> new Pace());
    if (timestamp == END_OF_INPUT) {
      settle(district, known, now, today, context);
      show(district, counts(district, now, today), known.version(), out);
      return;
    }
    if (now < pace.countedAt) {
      lookAt(timers, pace.countedAt); // a moment of rest for what arrives
      return;
    }
    pace.isLoading = pace.changes - pace.countedChanges > LOADING_CHANGES;
    pace.countedChanges = pace.changes;
    show(district, counts(district, now, today), known.version(), out);
    long shownAt = timers.currentProcessingTime();
    boolean isDue = known.changedFrom() != DistrictState.UNCHANGED || isNewDay(known, today);
    if (isDue && isTime(pace, now)) {
      settle(district, known, now, today, context);
      pace.dirtySince = Long.MAX_VALUE;
    }
    long end = timers.currentProcessingTime();
    // Rows are written seldom: after them nothing has to wait.
    pace.countedAt = shownAt + REST * (shownAt - now);
    boolean isWaiting = isDue && pace.dirtySince != Long.MAX_VALUE;
    lookAt(
        timers,
        isWaiting ? Math.max(pace.countedAt, end + PAUSE_MILLIS) : midnight(district, today));
  }

  private static boolean isTime(Pace pace, long now) {
    boolean isQuiet = now - pace.changedAt >= QUIET_MILLIS;
    long patience = pace.isLoading ? LOADING_PATIENCE_MILLIS : PATIENCE_MILLIS;
    return isQuiet || now - pace.dirtySince >= patience;
  }

  /** A district of which only cases are known: fifteen years of nothing need no rows. */
  private boolean isEmpty() {
    return IntStream.range(0, DistrictBook.CELLS).allMatch(cell -> cells.get(cell) == null);
  }

  private static boolean isNewDay(DistrictState known, LocalDate today) {
    return known.isSettled() && known.settledDay() < today.toEpochDay();
  }

  private LocalDate today(String district, long nowMillis) {
    return reference.days(district).date(TimeUnit.MILLISECONDS.toMicros(nowMillis));
  }

  private long midnight(String district, LocalDate today) {
    return TimeUnit.MICROSECONDS.toMillis(reference.days(district).end(today.toEpochDay()));
  }

  private MarketCounts counts(String district, long nowMillis, LocalDate today) throws Exception {
    long recorded = TimeUnit.MILLISECONDS.toMicros(nowMillis);
    return new MarketCounts(
        district,
        cells,
        MarketCounts.startups(cases.values(), district, reference, recorded),
        reference,
        recorded,
        today);
  }

  private void show(
      String district, MarketCounts counts, long version, Collector<KafkaMessage> out) {
    var pace = paces.computeIfAbsent(district, any -> new Pace());
    if (!counts.today().equals(pace.shownOn)) {
      // Another day is another period, for cells without a change, too.
      IntStream.range(0, DistrictBook.CELLS)
          .filter(cell -> cells.get(cell) != null)
          .forEach(pace.unshown::add);
      pace.shownOn = counts.today();
    }
    pace.unshown.removeIf(cell -> cells.get(cell) == null);
    for (var cell : counts.liveCells(new TreeSet<>(pace.unshown), version)) {
      var key =
          "%s/%s/%s/%s"
              .formatted(
                  cell.getDistrict(),
                  cell.getSubdistrict(),
                  cell.getIndustry(),
                  cell.getEntityType());
      out.collect(new KafkaMessage(Topics.LIVE_CELLS.name(), key, liveCells.encode(cell)));
    }
    pace.unshown.clear();
    for (var record : counts.live(version)) {
      var key = "%s/%s/%s".formatted(record.getDistrict(), record.getScope(), record.getScopeId());
      int figures = record.getFigures().hashCode();
      var before = shown.put(key, figures);
      if (before == null || before != figures) {
        out.collect(new KafkaMessage(Topics.LIVE_ECONOMY.name(), key, liveRecords.encode(record)));
      }
    }
  }

  private void settle(
      String district, DistrictState known, long nowMillis, LocalDate today, OnTimerContext context)
      throws Exception {
    if (isEmpty()) {
      return;
    }
    var now = counts(district, nowMillis, today);
    now.prove(known.active());
    long restsOn = reference.digest(district, now.recorded());
    var before =
        !known.isSettled() || restsOn != known.reference()
            ? null
            : new MarketCounts(
                district,
                settledCells,
                MarketCounts.startups(
                    settledCases.values(), district, reference, known.settledAt()),
                reference,
                known.settledAt(),
                LocalDate.ofEpochDay(known.settledDay()));
    long revision = known.revision() + 1;
    now.ledger(
        settledCells,
        touched.keys(),
        revision,
        fact -> context.output(LEDGER, ledgerRows.row(fact)));
    var from =
        before == null
            ? LocalDate.EPOCH
            : known.changedFrom() == DistrictState.UNCHANGED
                ? today
                : LocalDate.ofEpochDay(known.changedFrom());
    now.indicators(
        before, from, revision, fact -> context.output(INDICATORS, indicatorRows.row(fact)));
    for (int cell : touched.keys()) {
      var book = cells.get(cell);
      if (book != null) {
        settledCells.put(cell, book.copy());
      }
    }
    touched.clear();
    for (var caseId : touchedCases.keys()) {
      settledCases.put(caseId, cases.get(caseId));
    }
    touchedCases.clear();
    state.update(known.settled((int) today.toEpochDay(), now.recorded(), restsOn));
  }

  @Override
  public void processBroadcastElement(
      KafkaRecord record, Context context, Collector<KafkaMessage> out) {
    var parsed = references.decode(record.value());
    if (!(parsed instanceof Parsed.Accepted<ReferenceVersion> accepted)) {
      // Only the master writes this topic: garbage in it is a broken deployment, not bad input.
      throw new IllegalStateException(
          "%s offset %d: %s"
              .formatted(
                  record.topic(),
                  record.offset(),
                  ((Parsed.Rejected<ReferenceVersion>) parsed).reason()));
    }
    reference.add(accepted.value());
  }
}
