package io.hallpulse.market;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.DistrictBook;
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
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  /** A count of a large district takes a while; so much more is left to what arrives. */
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
  private transient MarketReference reference;
  private transient AvroCodec<ReferenceVersion> references;
  private transient AvroCodec<LiveEconomy> liveRecords;
  private transient RowWriter<LedgerFact> ledgerRows;
  private transient RowWriter<IndicatorFact> indicatorRows;
  private transient ValueState<DistrictState> state;
  private transient StoredCells cells;
  private transient StoredCells settledCells;
  private transient MapState<Integer, Boolean> touched;
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
  }

  CountDistricts(References published) {
    this.published = published;
  }

  @Override
  public void open(OpenContext context) {
    reference = new MarketReference();
    published.published().forEach(reference::add);
    references = AvroCodec.references();
    liveRecords = AvroCodec.liveEconomy();
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
  }

  @Override
  public void processElement(
      BookChange change, ReadOnlyContext context, Collector<KafkaMessage> out) throws Exception {
    int first = DistrictBook.apply(change, cells, cell -> StoredCells.unchecked(() -> touch(cell)));
    var known = state.value();
    state.update((known == null ? DistrictState.nothing() : known).with(change.active(), first));
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    var pace = paces.computeIfAbsent(change.district(), any -> new Pace());
    pace.dirtySince = Math.min(pace.dirtySince, now);
    pace.changedAt = now;
    pace.changes++;
    timers.registerEventTimeTimer(END_OF_INPUT);
    lookAt(timers, now + PAUSE_MILLIS);
  }

  private boolean touch(int cell) throws Exception {
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
      show(counts(district, now, today), known.version(), out);
      return;
    }
    if (now < pace.countedAt) {
      lookAt(timers, pace.countedAt); // a moment of rest for what arrives
      return;
    }
    pace.isLoading = pace.changes - pace.countedChanges > LOADING_CHANGES;
    pace.countedChanges = pace.changes;
    show(counts(district, now, today), known.version(), out);
    boolean isDue = known.changedFrom() != DistrictState.UNCHANGED || isNewDay(known, today);
    if (isDue && isTime(pace, now)) {
      settle(district, known, now, today, context);
      pace.dirtySince = Long.MAX_VALUE;
    }
    long end = timers.currentProcessingTime();
    pace.countedAt = end + REST * (end - now);
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

  private static boolean isNewDay(DistrictState known, LocalDate today) {
    return known.revision() > 0 && known.settledDay() < today.toEpochDay();
  }

  private LocalDate today(String district, long nowMillis) {
    return reference.days(district).date(TimeUnit.MILLISECONDS.toMicros(nowMillis));
  }

  private long midnight(String district, LocalDate today) {
    return TimeUnit.MICROSECONDS.toMillis(reference.days(district).end(today.toEpochDay()));
  }

  private MarketCounts counts(String district, long nowMillis, LocalDate today) {
    return new MarketCounts(
        district, cells, List.of(), reference, TimeUnit.MILLISECONDS.toMicros(nowMillis), today);
  }

  private void show(MarketCounts counts, long version, Collector<KafkaMessage> out) {
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
    var now = counts(district, nowMillis, today);
    now.prove(known.active());
    long restsOn = reference.digest(district, now.recorded());
    boolean isFirst = known.revision() == 0;
    var before =
        isFirst || restsOn != known.reference()
            ? null
            : new MarketCounts(
                district,
                settledCells,
                List.of(),
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
