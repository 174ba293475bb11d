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
 * Keeps each district's book, tells its running periods as soon as something changes, and writes
 * rows of ledger and indicators once the registry is quiet: while years of history are read, a row
 * for every state on the way would be revised a thousand times. Rows are written in slices, since
 * the next change is not to wait for fifteen years of them.
 */
final class CountDistricts
    extends KeyedBroadcastProcessFunction<String, BookChange, KafkaRecord, KafkaMessage> {
  static final OutputTag<RowData> LEDGER =
      new OutputTag<>("ledger", Lake.rows(LakeTables.LEDGER_DAILY));
  static final OutputTag<RowData> INDICATORS =
      new OutputTag<>("indicators", Lake.rows(LakeTables.INDICATORS));
  static final MapStateDescriptor<String, String> NO_STATE =
      new MapStateDescriptor<>("none", String.class, String.class);

  /** The first change is shown at once, those of the next moment together. */
  private static final long PAUSE_MILLIS = 100;

  /**
   * To show a large district takes a while; while a history is read, so much more is left to it.
   */
  private static final long LOADING_REST = 4;

  /** Cells or periods whose rows are written at a time: some ten thousand rows. */
  private static final int SLICE = 16;

  /** After which a slice ends though it has not all of them: those of large districts are dear. */
  private static final long SLICE_MILLIS = 50;

  /** In which what has arrived meanwhile is taken in. */
  private static final long BETWEEN_SLICES_MILLIS = 5;

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
  private transient MapState<String, LinkedCase> cases;
  private transient DistrictRows rows;
  private transient long referenceVersions;
  private transient Map<String, Pace> paces;
  private transient Map<String, Integer> shown;

  /** How a district's changes come; forgotten with the process. */
  private static final class Pace {
    private long dirtySince = Long.MAX_VALUE;
    private long changedAt;
    private long changes;
    private long countedChanges;
    private long shownChanges = -1;
    private long shownReferences;
    private long shownAt;
    private boolean isLoading;

    /** The next timer; there may be later ones. */
    private long lookAt = Long.MAX_VALUE;

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
    cases = DistrictRows.cases(runtime, "cases-v1");
    rows = new DistrictRows(runtime, reference);
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
    lookAt(timers, pace, Math.max(now, pace.shownAt));
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
    rows.touch(caseId);
    var days = reference.days(district);
    return Math.min(before.day(days), after.day(days));
  }

  private boolean touch(int cell, Pace pace) throws Exception {
    pace.unshown.add(cell);
    rows.touch(cell);
    return true;
  }

  /** The changes of a moment share one timer. */
  private static void lookAt(TimerService timers, Pace pace, long millis) {
    if (millis < pace.lookAt) {
      timers.registerProcessingTimeTimer(millis);
      pace.lookAt = millis;
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KafkaMessage> out)
      throws Exception {
    var district = context.getCurrentKey();
    if (state.value() == null) {
      return;
    }
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    var pace = paces.computeIfAbsent(district, any -> new Pace());
    if (timestamp == END_OF_INPUT) {
      tellAll(district, context);
      show(district, counts(district, now), out);
      return;
    }
    pace.lookAt = Long.MAX_VALUE;
    showChanges(district, pace, timers, out);
    if (!rows.areBeingTold() && isDue(district, now) && now >= timeToTell(pace)) {
      begin(district, now);
      pace.dirtySince = Long.MAX_VALUE;
    }
    tellSlice(district, context);
    lookAt(timers, pace, nextLook(district, pace, timers));
  }

  private void showChanges(
      String district, Pace pace, TimerService timers, Collector<KafkaMessage> out)
      throws Exception {
    long now = timers.currentProcessingTime();
    if (now < pace.shownAt || !isNews(pace, today(district, now))) {
      return; // a moment of rest for what arrives
    }
    pace.isLoading = pace.changes - pace.countedChanges > LOADING_CHANGES;
    pace.countedChanges = pace.changes;
    show(district, counts(district, now), out);
    long end = timers.currentProcessingTime();
    pace.shownAt = end + Math.max(PAUSE_MILLIS, (pace.isLoading ? LOADING_REST : 1) * (end - now));
  }

  private boolean isNews(Pace pace, LocalDate today) {
    return pace.changes != pace.shownChanges
        || pace.shownReferences != referenceVersions
        || !today.equals(pace.shownOn);
  }

  private long nextLook(String district, Pace pace, TimerService timers) throws Exception {
    long now = timers.currentProcessingTime();
    var today = today(district, now);
    if (rows.areBeingTold()) {
      return now + BETWEEN_SLICES_MILLIS;
    }
    long look = midnight(district, today);
    if (isNews(pace, today)) {
      look = pace.shownAt;
    }
    if (isDue(district, now)) {
      look = Math.min(look, Math.max(now, timeToTell(pace)));
    }
    return Math.max(look, now + 1);
  }

  private boolean isDue(String district, long now) throws Exception {
    var known = state.value();
    boolean isOther = known.changedFrom() != DistrictState.UNCHANGED;
    return (isOther || isNewDay(known, today(district, now))) && !isEmpty();
  }

  /** Once it is quiet, or patience is over. */
  private static long timeToTell(Pace pace) {
    if (pace.dirtySince == Long.MAX_VALUE) {
      return 0; // nothing came since the start
    }
    long patience = pace.isLoading ? LOADING_PATIENCE_MILLIS : PATIENCE_MILLIS;
    return Math.min(pace.changedAt + QUIET_MILLIS, pace.dirtySince + patience);
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

  private MarketCounts counts(String district, long nowMillis) throws Exception {
    long recorded = TimeUnit.MILLISECONDS.toMicros(nowMillis);
    return new MarketCounts(
        district,
        cells,
        MarketCounts.startups(cases.values(), district, reference, recorded),
        reference,
        recorded,
        today(district, nowMillis));
  }

  private void show(String district, MarketCounts counts, Collector<KafkaMessage> out)
      throws Exception {
    var pace = paces.computeIfAbsent(district, any -> new Pace());
    long version = state.value().version();
    pace.shownChanges = pace.changes;
    pace.shownReferences = referenceVersions;
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

  /** Takes what is to be told of a district, unless that is nothing. */
  private void begin(String district, long nowMillis) throws Exception {
    if (isEmpty()) {
      return;
    }
    var known = state.value();
    var counts = counts(district, nowMillis);
    counts.prove(known.active());
    rows.begin(known, counts, cells, cases);
    state.update(known.begun());
  }

  private void tellSlice(String district, OnTimerContext context) throws Exception {
    var timers = context.timerService();
    long end = timers.currentProcessingTime() + SLICE_MILLIS;
    for (int step = 0; step < SLICE && rows.areBeingTold(); step++) {
      tell(district, 1, context);
      if (timers.currentProcessingTime() >= end) {
        return;
      }
    }
  }

  private void tell(String district, int steps, OnTimerContext context) throws Exception {
    var told =
        rows.tell(
            district,
            state.value(),
            steps,
            fact -> context.output(LEDGER, ledgerRows.row(fact)),
            fact -> context.output(INDICATORS, indicatorRows.row(fact)));
    if (told != null) {
      state.update(state.value().settled(told));
    }
  }

  /** What is being told, and what changed since. */
  private void tellAll(String district, OnTimerContext context) throws Exception {
    if (rows.areBeingTold()) {
      tell(district, Integer.MAX_VALUE, context);
    }
    begin(district, context.timerService().currentProcessingTime());
    if (rows.areBeingTold()) {
      tell(district, Integer.MAX_VALUE, context);
    }
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
    referenceVersions++;
  }
}
