package io.hallpulse.market;

import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.domain.market.EntityHistory;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.fact.EntityFact;
import io.hallpulse.schemas.fact.EntityRefusedFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import io.hallpulse.schemas.registry.StoredRegistryEvent;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Folds each entity and tells its district what an event changes. An entity has no end after which
 * nothing can come (a cancelled one may be restored years later), so its history stays; it is
 * packed into some hundred bytes.
 */
final class FoldEntities extends KeyedProcessFunction<String, KafkaRecord, BookChange> {
  static final OutputTag<KafkaMessage> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(KafkaMessage.class));
  static final OutputTag<RowData> EVENTS =
      new OutputTag<>("events", Lake.rows(LakeTables.ENTITY_EVENTS));
  static final OutputTag<RowData> ENTITIES =
      new OutputTag<>("entities", Lake.rows(LakeTables.ENTITIES));
  static final OutputTag<RowData> REFUSED =
      new OutputTag<>("refused", Lake.rows(LakeTables.ENTITIES_REFUSED));

  private static final int MOST_RAW_BYTES = 512 * 1024;

  private final SerializableSupplier<RegistryGate> gates;
  private final StoredUpTo stored;
  private final long revisionsFrom;
  private transient RegistryGate gate;
  private transient AvroCodec<RegistryEvent> codec;
  private transient AvroCodec<DeadLetter> deadLetters;
  private transient RowWriter<StoredRegistryEvent> events;
  private transient RowWriter<EntityFact> entities;
  private transient RowWriter<EntityRefusedFact> refused;
  private transient ValueState<EntityHistory> history;

  /**
   * @param gates gives each operator a gate of its own: keys are no part of the job's graph
   * @param stored events that the lake has already
   * @param revisionsFrom the highest revision that a row may have had before; 0 for an empty lake
   */
  FoldEntities(SerializableSupplier<RegistryGate> gates, StoredUpTo stored, long revisionsFrom) {
    this.gates = gates;
    this.stored = stored;
    this.revisionsFrom = revisionsFrom;
  }

  @Override
  public void open(OpenContext context) {
    gate = gates.get();
    codec = AvroCodec.registry();
    deadLetters = AvroCodec.deadLetters();
    events = new RowWriter<>(LakeTables.ENTITY_EVENTS);
    entities = new RowWriter<>(LakeTables.ENTITIES);
    refused = new RowWriter<>(LakeTables.ENTITIES_REFUSED);
    history =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("entity-history-v1", EntityHistory.class));
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<BookChange> out)
      throws Exception {
    var denial = gate.denial(record.key(), record.value(), record.signature());
    if (denial.isPresent()) {
      deadLetter(record, denial.get().text(), context);
      return;
    }
    if (!(codec.decode(record.value()) instanceof Accepted<RegistryEvent> accepted)) {
      var rejected = (Rejected<RegistryEvent>) codec.decode(record.value());
      deadLetter(record, rejected.reason(), context);
      return;
    }
    var event = accepted.value();
    if (event.getKind() == RegistryKind.UNKNOWN || !EntityFold.key(event).equals(record.key())) {
      deadLetter(record, "%s under key %s".formatted(event.getKind(), record.key()), context);
      return;
    }
    var known = history.value();
    var step = EntityFold.step(known == null ? EntityHistory.nothing(revisionsFrom) : known, event);
    if (step.isEmpty()) {
      return; // a repeat
    }
    history.update(step.get().history());
    if (!stored.has(record)) {
      context.output(
          EVENTS, events.row(new StoredRegistryEvent(event, record.partition(), record.offset())));
    }
    step.get().entity().ifPresent(fact -> context.output(ENTITIES, entities.row(fact)));
    step.get().refused().forEach(fact -> context.output(REFUSED, refused.row(fact)));
    out.collect(step.get().change());
  }

  private void deadLetter(KafkaRecord from, String reason, Context context) {
    var letter =
        new DeadLetter(
            from.topic(),
            from.partition(),
            from.offset(),
            -1,
            reason,
            ByteBuffer.wrap(from.value(), 0, Math.min(from.value().length, MOST_RAW_BYTES)));
    var key = "%s/%d/%d/-1".formatted(from.topic(), from.partition(), from.offset());
    context.output(
        DEAD_LETTERS,
        new KafkaMessage(Topics.DEAD_LETTERS.name(), key, deadLetters.encode(letter)));
  }
}
