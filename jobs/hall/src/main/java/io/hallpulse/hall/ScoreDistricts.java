package io.hallpulse.hall;

import io.hallpulse.domain.hall.Digest;
import io.hallpulse.domain.health.DayScore;
import io.hallpulse.domain.health.DistrictDay;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.References;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Scores the days of a district and its subdistricts by what their halls tell. Halls come to the
 * end of a half hour together, so a row is written when they have been quiet for a moment.
 */
final class ScoreDistricts
    extends KeyedBroadcastProcessFunction<String, HallTotals, KafkaRecord, RowData>
    implements CheckpointedFunction {
  private static final Digest<HealthDailyFact> DIGEST = new Digest<>(LakeTables.HEALTH_DAILY);
  private static final long PAUSE_MILLIS = 1_000;

  /** Fires when a bounded input has ended, and never while it goes on. */
  private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

  /** Longer than any hall keeps the books of a day. */
  private static final Duration KEPT = Duration.ofDays(60);

  private final References published;
  private long revisionsFrom;
  private transient Reference reference;
  private transient AvroCodec<ReferenceVersion> codec;
  private transient FactRows<HealthDailyFact> rows;
  private transient MapState<String, HallTotals> halls;
  private transient MapState<String, Written> written;
  private transient MapState<Long, String> changed;

  /**
   * @param revisionsFrom the highest revision that rows have now; of no importance with state
   */
  ScoreDistricts(References published, long revisionsFrom) {
    this.published = published;
    this.revisionsFrom = revisionsFrom;
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
    reference = new Reference();
    published.published().forEach(reference::add);
    codec = AvroCodec.references();
    rows = new FactRows<>(LakeTables.HEALTH_DAILY);
    var state = getRuntimeContext();
    halls =
        state.getMapState(
            kept(new MapStateDescriptor<>("hall-totals-v1", String.class, HallTotals.class)));
    written =
        state.getMapState(
            kept(new MapStateDescriptor<>("written-scores-v1", String.class, Written.class)));
    changed =
        state.getMapState(new MapStateDescriptor<>("changed-days-v1", Long.class, String.class));
  }

  private static <V> MapStateDescriptor<String, V> kept(MapStateDescriptor<String, V> descriptor) {
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(KEPT).build());
    return descriptor;
  }

  @Override
  public void processElement(HallTotals day, ReadOnlyContext context, Collector<RowData> out)
      throws Exception {
    halls.put(PlaceDay.key(day.hallId(), day.day()), day);
    changed.put(day.day(), day.reason());
    var timers = context.timerService();
    timers.registerEventTimeTimer(END_OF_INPUT);
    // Rounded, so that the halls of one burst share one timer.
    timers.registerProcessingTimeTimer(
        (timers.currentProcessingTime() / PAUSE_MILLIS + 1) * PAUSE_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowData> out)
      throws Exception {
    var now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    for (var day : changed.entries()) {
      score(day, now, out);
    }
    changed.clear();
  }

  private void score(Map.Entry<Long, String> day, Instant now, Collector<RowData> out)
      throws Exception {
    var ofDay = new ArrayList<HallTotals>();
    for (var hall : halls.values()) {
      if (hall.day() == day.getKey()) {
        ofDay.add(hall);
      }
    }
    boolean isFinal = ofDay.stream().allMatch(HallTotals::isFinal);
    for (var score : DistrictDay.scores(ofDay, reference)) {
      write(score, isFinal, day, now, out);
    }
  }

  private void write(
      DayScore score,
      boolean isFinal,
      Map.Entry<Long, String> day,
      Instant now,
      Collector<RowData> out)
      throws Exception {
    var key = PlaceDay.key(score.scope().key(), day.getKey());
    var known = written.get(key);
    boolean stays = isFinal || known != null && known.isFinal();
    long digest = DIGEST.of(score.fact(0, stays, ""));
    if (known != null && known.digest() == digest) {
      return;
    }
    long revision = (known == null ? revisionsFrom : known.revision()) + 1;
    out.collect(rows.row(score.fact(revision, stays, day.getValue()).recordedAt(now)));
    written.put(key, new Written(digest, revision, stays));
  }

  @Override
  public void processBroadcastElement(KafkaRecord record, Context context, Collector<RowData> out) {
    reference.add(ReferenceRows.decode(codec, record));
  }
}
