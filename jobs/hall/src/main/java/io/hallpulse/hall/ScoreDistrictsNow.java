package io.hallpulse.hall;

import io.hallpulse.domain.health.DistrictNow;
import io.hallpulse.domain.health.LiveCategory;
import io.hallpulse.domain.health.LiveScore;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.References;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The live index of districts and their subdistricts, by what their halls tell; at most twice a
 * second. Only the shown categories are kept: after a restart every hall tells its hour at once.
 */
final class ScoreDistrictsNow
    extends KeyedBroadcastProcessFunction<String, LiveTotals, KafkaRecord, KafkaMessage> {
  private static final long PAUSE_MILLIS = 500;

  private final References published;
  private transient Reference reference;
  private transient AvroCodec<ReferenceVersion> references;
  private transient AvroCodec<LiveHealth> records;
  private transient Map<String, Map<String, LiveTotals>> halls;
  private transient Map<String, LiveScore> shown;
  private transient MapState<String, LiveCategory> categories;

  ScoreDistrictsNow(References published) {
    this.published = published;
  }

  @Override
  public void open(OpenContext context) {
    reference = new Reference();
    published.published().forEach(reference::add);
    references = AvroCodec.references();
    records = AvroCodec.liveHealth();
    halls = new HashMap<>();
    shown = new HashMap<>();
    categories =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "district-categories-v1", String.class, LiveCategory.class));
  }

  @Override
  public void processElement(
      LiveTotals hour, ReadOnlyContext context, Collector<KafkaMessage> out) {
    halls.computeIfAbsent(hour.district(), first -> new HashMap<>()).put(hour.hallId(), hour);
    var timers = context.timerService();
    timers.registerProcessingTimeTimer(
        (timers.currentProcessingTime() / PAUSE_MILLIS + 1) * PAUSE_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KafkaMessage> out)
      throws Exception {
    var ofDistrict = halls.get(context.getCurrentKey());
    if (ofDistrict == null) {
      return; // set before a restart; its halls have not told yet
    }
    for (var now : DistrictNow.of(ofDistrict.values(), reference)) {
      show(now, out);
    }
  }

  private void show(DistrictNow now, Collector<KafkaMessage> out) throws Exception {
    var key = now.score().score().scope().key();
    var known = categories.get(key);
    var category = now.category(known == null ? LiveCategory.unknown() : known, reference);
    if (!category.equals(known)) {
      categories.put(key, category);
    }
    var score = now.score().shownAs(category.shown());
    if (!score.equals(shown.put(key, score))) {
      var record = score.record(now.version(), now.hallTime(), now.halls(), now.hallsBehind());
      out.collect(new KafkaMessage(Topics.LIVE_HEALTH.name(), key, records.encode(record)));
    }
  }

  @Override
  public void processBroadcastElement(
      KafkaRecord record, Context context, Collector<KafkaMessage> out) {
    reference.add(ReferenceRows.decode(references, record));
  }
}
