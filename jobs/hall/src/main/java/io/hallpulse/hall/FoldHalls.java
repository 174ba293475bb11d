package io.hallpulse.hall;

import io.hallpulse.domain.alarm.Acknowledgement;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.grant.Authorship;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.hall.HallPast;
import io.hallpulse.domain.hall.HallProgress;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.hall.Matter;
import io.hallpulse.domain.hall.QueueDay;
import io.hallpulse.domain.hall.SlotRatings;
import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveCategory;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.SlotMarks;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.notice.NoticeHistory;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.ClosedTicket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.References;
import io.hallpulse.hall.Entrance.Admitted;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Holds each hall's state and time and hands its batches to the domain's fold. Keyed by hall: one
 * decode, one state. All its state is a hall's memory; the folds themselves are built from it.
 */
final class FoldHalls
    extends KeyedBroadcastProcessFunction<String, KafkaRecord, KafkaRecord, KafkaMessage>
    implements CheckpointedFunction {
  static final OutputTag<RowData> EVENTS = new OutputTag<>("events", Lake.rows(LakeTables.EVENTS));
  static final OutputTag<RowData> TICKETS =
      new OutputTag<>("tickets", Lake.rows(LakeTables.TICKETS));
  static final OutputTag<RowData> LOSSES =
      new OutputTag<>("losses", Lake.rows(LakeTables.SLOT_LOSSES));
  static final OutputTag<RowData> SCORES =
      new OutputTag<>("scores", Lake.rows(LakeTables.HEALTH_DAILY));
  static final OutputTag<RowData> QUEUES =
      new OutputTag<>("queues", Lake.rows(LakeTables.QUEUE_5M));
  static final OutputTag<HallTotals> HALL_TOTALS =
      new OutputTag<>("hall-totals", Types.POJO(HallTotals.class));
  static final OutputTag<LiveTotals> LIVE_TOTALS =
      new OutputTag<>("live-totals", Types.POJO(LiveTotals.class));
  static final OutputTag<RowData> RATINGS =
      new OutputTag<>("ratings", Lake.rows(LakeTables.RATINGS));
  static final OutputTag<RowData> NOTICES =
      new OutputTag<>("notices", Lake.rows(LakeTables.NOTICES));
  static final OutputTag<RowData> ALERTS = new OutputTag<>("alerts", Lake.rows(LakeTables.ALERTS));
  static final OutputTag<RowData> REFUSED =
      new OutputTag<>("refused", Lake.rows(LakeTables.REFUSED));
  static final OutputTag<CaseUpdate> CASES = new OutputTag<>("cases", Types.POJO(CaseUpdate.class));

  /**
   * Reference data is broadcast but not kept in state: it is read from its topic to the end
   * whenever the operator starts.
   */
  static final MapStateDescriptor<String, String> NO_STATE =
      new MapStateDescriptor<>("no-state", Types.STRING, Types.STRING);

  /** What arrives within this time is shown together. */
  private static final long SOON_MILLIS = 100;

  /** Time passes without events, too. */
  private static final long BEAT_MILLIS = 1_000;

  /** So long at most waits a hall that nothing comes from after a restart. */
  private static final long MOST_BEATS = 30;

  /** Fires when a bounded input has ended, and never while it goes on. */
  private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

  private static final long NOT_STARTED = Long.MIN_VALUE;

  /** Time is the server's and goes on. */
  private static final long NOW = Long.MAX_VALUE;

  private final References published;
  private final Entrances entrances;
  private final long present;
  private long revisionsFrom;
  private transient Map<String, RunningHall> halls;
  private transient Set<String> waited;
  private transient Reference reference;
  private transient HallMemory memory;
  private transient HallMemory.Table<Authorship> authors;
  private transient Entrance entrance;
  private transient AvroCodec<EventBatch> stored;
  private transient AvroCodec<ReferenceVersion> references;
  private transient HallSink sink;
  private transient Counter strays;
  private transient long startedAt;

  /**
   * @param revisionsFrom what revisions count on from, even; of no importance with state
   */
  FoldHalls(References published, Entrances entrances, long revisionsFrom) {
    this(published, entrances, revisionsFrom, NOW);
  }

  private FoldHalls(References published, Entrances entrances, long revisionsFrom, long present) {
    this.published = published;
    this.entrances = entrances;
    this.revisionsFrom = revisionsFrom;
    this.present = present;
  }

  /** Folds what is stored, in the order of its time, by which time passes until then. */
  static FoldHalls past(References published, Entrances entrances, long present) {
    return new FoldHalls(published, entrances, 0, present);
  }

  /** A hall's fold and when it is looked at next. */
  private static final class RunningHall {
    private final HallFold fold;
    private final @Nullable HallPast past;
    private long nextTick = Long.MAX_VALUE;

    RunningHall(HallFold fold, @Nullable HallPast past) {
      this.fold = fold;
      this.past = past;
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    revisionsFrom = RevisionsFrom.of(context, revisionsFrom);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // What is in the state stays as it is.
  }

  @Override
  public void open(OpenContext context) {
    halls = new HashMap<>();
    waited = new HashSet<>();
    reference = new Reference();
    published.published().forEach(reference::add);
    entrance = entrances.open();
    stored = AvroCodec.batches();
    references = AvroCodec.references();
    sink = new HallSink(reference, InstantSource.system());
    startedAt = NOT_STARTED;
    var state = getRuntimeContext();
    strays = state.getMetricGroup().counter("unreadable_without_hall");
    authors = FlinkTable.of(state, "authors-v1", Authorship.class);
    memory =
        new HallMemory(
            FlinkTable.of(state, "sources-v1", SourceState.class),
            FlinkTable.of(state, "tickets-v1", TicketHistory.class),
            FlinkTable.of(state, "closed-v1", ClosedTicket.class),
            FlinkTable.of(state, "counters-v1", CounterPost.class),
            FlinkTable.of(state, "areas-v1", PeopleSeen.class),
            FlinkTable.of(state, "heard-v1", SlotMarks.class),
            FlinkTable.of(state, "books-v1", byte[].class),
            FlinkTable.of(state, "place-days-v1", PlaceDay.class),
            FlinkTable.of(state, "scores-v1", Written.class),
            FlinkTable.of(state, "categories-v1", LiveCategory.class),
            FlinkTable.of(state, "cards-v1", Cards.class),
            FlinkTable.of(state, "notices-v1", NoticeHistory.class),
            FlinkTable.of(state, "ratings-v1", SlotRatings.class),
            FlinkTable.of(state, "alarms-v1", Alarm.class),
            FlinkTable.of(state, "acknowledgements-v1", Acknowledgement.class),
            FlinkTable.of(state, "matters-v1", Matter.class),
            FlinkTable.of(state, "queue-days-v1", QueueDay.class),
            FlinkTable.of(state, "learned-v1", Learned.class),
            FlinkTable.of(state, "refusals-v1", Refusal.class),
            FlinkTable.of(state, "progress-v1", HallProgress.class));
  }

  @Override
  public void processElement(
      KafkaRecord record, ReadOnlyContext context, Collector<KafkaMessage> out) {
    sink.open(context::output, out, record);
    if (record.isStored()) {
      foldAgain(record, context.timerService());
      return;
    }
    var read = entrance.read(record);
    if (read instanceof Parsed.Rejected<Admitted> rejected) {
      reject(record, rejected.reason(), context.timerService());
    } else if (read instanceof Parsed.Accepted<Admitted> accepted) {
      accept(accepted.value(), record, context.timerService());
    }
  }

  /** What the lake gives back was let in before. */
  private void foldAgain(KafkaRecord record, TimerService timers) {
    var decoded = stored.decode(record.value());
    if (!(decoded instanceof Parsed.Accepted<EventBatch> accepted)) {
      throw new IllegalStateException("A stored event cannot be read: " + decoded);
    }
    fold(accepted.value(), record, timers);
  }

  private void accept(Admitted admitted, KafkaRecord record, TimerService timers) {
    var batch = admitted.batch();
    var origin = batch.getSource() + "/" + batch.getEpoch();
    var author = authors.get(origin);
    var denial = Authorship.denial(author, admitted.writer(), batch);
    if (denial.isPresent()) {
      reject(record, denial.get().text(), timers);
      return;
    }
    var known = author == null ? Authorship.of(admitted.writer()) : author;
    authors.put(origin, known.with(batch));
    fold(batch, record, timers);
  }

  private void fold(EventBatch batch, KafkaRecord record, TimerService timers) {
    var hall = running(record.key(), timers);
    if (hall.past != null) {
      hall.past.take(batch, sink);
      return;
    }
    hall.fold.accept(batch, record.arrived(), micros(timers.currentProcessingTime()), sink);
    tickBy(timers.currentProcessingTime() + SOON_MILLIS, hall, timers);
  }

  /** Counted in its hall, if its key names one: garbage must not bring halls into being. */
  private void reject(KafkaRecord record, String reason, TimerService timers) {
    sink.unreadable(record, reason);
    if (memory.progress().get(HallMemory.ONLY) == null) {
      strays.inc();
      return;
    }
    var hall = running(record.key(), timers);
    hall.fold.unreadable(1);
    tickBy(timers.currentProcessingTime() + SOON_MILLIS, hall, timers);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KafkaMessage> out) {
    var timers = context.timerService();
    if (mayWait(context)) {
      long beats = Math.min(waited.size(), MOST_BEATS);
      timers.registerProcessingTimeTimer(timers.currentProcessingTime() + beats * BEAT_MILLIS);
      return;
    }
    var hall = running(context.getCurrentKey(), timers);
    sink.open(context::output, out, null);
    entrance.look();
    if (hall.past != null) {
      hall.past.passTo(present, sink);
      halls.remove(context.getCurrentKey()); // one after another, and nothing more of this one
      return;
    }
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      hall.fold.tick(micros(timers.currentProcessingTime()), sink);
      hall.fold.finish(sink);
      return;
    }
    if (hall.nextTick != timestamp && hall.nextTick != Long.MAX_VALUE) {
      return; // set before a restart; the hall has a timer of its own again
    }
    hall.nextTick = Long.MAX_VALUE;
    hall.fold.tick(micros(timers.currentProcessingTime()), sink);
    tickBy(timers.currentProcessingTime() + BEAT_MILLIS, hall, timers);
  }

  /**
   * After a restart the timers of all halls fire before the first record is read. What a hall
   * remembers is not to be read back for its timer as long as others have events waiting: so the
   * first halls move while the last are still being read.
   */
  private boolean mayWait(OnTimerContext context) {
    return context.timeDomain() == TimeDomain.PROCESSING_TIME
        && !halls.containsKey(context.getCurrentKey())
        && waited.add(context.getCurrentKey());
  }

  @Override
  public void processBroadcastElement(
      KafkaRecord record, Context context, Collector<KafkaMessage> out) {
    reference.add(ReferenceRows.decode(references, record));
  }

  private RunningHall running(String hallId, TimerService timers) {
    var hall = halls.get(hallId);
    if (startedAt == NOT_STARTED) {
      startedAt = micros(timers.currentProcessingTime());
    }
    if (hall == null) {
      hall = present == NOW ? live(hallId) : past(hallId);
      halls.put(hallId, hall);
      timers.registerEventTimeTimer(END_OF_INPUT);
    }
    return hall;
  }

  private RunningHall live(String hallId) {
    return new RunningHall(fold(hallId, HallRules.defaults(), startedAt), null);
  }

  private RunningHall past(String hallId) {
    var fold = fold(hallId, HallPast.RULES, HallPast.NEVER_STARTED);
    return new RunningHall(fold, new HallPast(fold, reference, present));
  }

  private HallFold fold(String hallId, HallRules rules, long since) {
    return new HallFold(hallId, rules, reference, memory, since, revisionsFrom);
  }

  private static void tickBy(long time, RunningHall hall, TimerService timers) {
    if (time < hall.nextTick) {
      if (hall.nextTick != Long.MAX_VALUE) {
        timers.deleteProcessingTimeTimer(hall.nextTick);
      }
      hall.nextTick = time;
      timers.registerProcessingTimeTimer(time);
    }
  }

  private static long micros(long millis) {
    return millis * 1000;
  }

  @Override
  public void close() throws Exception {
    if (entrance != null) {
      entrance.close();
    }
  }
}
