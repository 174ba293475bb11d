package io.hallpulse.hall;

import io.hallpulse.domain.cases.CaseHistory;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.Digest;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.References;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.fact.CaseFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveCase;
import io.hallpulse.schemas.reference.ReferenceVersion;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Folds what all halls know of a case and writes its row soon after it changed. A case has no end
 * after which nothing can come (it may be reopened years later), so its state stays; it is small.
 */
final class FoldCases
    extends KeyedBroadcastProcessFunction<String, CaseUpdate, KafkaRecord, RowData> {
  /** Closed cases, on the way to their topic. */
  static final OutputTag<KafkaMessage> CLOSED =
      new OutputTag<>("closed-cases", TypeInformation.of(KafkaMessage.class));

  /** A case's events come in bursts; one row a burst is enough. */
  private static final long PAUSE_MILLIS = 1_000;

  /** Fires when a bounded input has ended, and never while it goes on. */
  private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

  private final References published;
  private transient Reference reference;
  private transient AvroCodec<ReferenceVersion> codec;
  private transient FactRows<CaseFact> rows;
  private transient Digest<CaseFact> digest;
  private transient AvroCodec<LiveCase> cases;
  private transient ValueState<CaseHistory> history;

  FoldCases(References published) {
    this.published = published;
  }

  @Override
  public void open(OpenContext context) {
    reference = new Reference();
    published.published().forEach(reference::add);
    codec = AvroCodec.references();
    rows = new FactRows<>(LakeTables.CASES);
    cases = AvroCodec.liveCases();
    digest = new Digest<>(LakeTables.CASES);
    history =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("case-history-v1", CaseHistory.class));
  }

  @Override
  public void processElement(CaseUpdate update, ReadOnlyContext context, Collector<RowData> out)
      throws Exception {
    var before = history.value();
    history.update((before == null ? CaseHistory.of(update.caseId()) : before).with(update));
    var timers = context.timerService();
    timers.registerEventTimeTimer(END_OF_INPUT);
    // Rounded, so that the updates of one burst share one timer.
    timers.registerProcessingTimeTimer(
        (timers.currentProcessingTime() / PAUSE_MILLIS + 1) * PAUSE_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowData> out)
      throws Exception {
    var known = history.value();
    var days = reference.days(known.district());
    var fact = known.fact(days, known.revision() + 1);
    if (fact.isEmpty()) {
      return;
    }
    long written = digest.of(fact.get());
    if (written == known.written()) {
      return;
    }
    history.update(known.writing(written));
    out.collect(rows.row(fact.get()));
    known
        .closed(known.revision() + 1)
        .ifPresent(
            closed ->
                context.output(
                    CLOSED,
                    new KafkaMessage(
                        Topics.LIVE_CASES.name(), closed.getCaseId(), cases.encode(closed))));
  }

  @Override
  public void processBroadcastElement(KafkaRecord record, Context context, Collector<RowData> out) {
    reference.add(ReferenceRows.decode(codec, record));
  }
}
