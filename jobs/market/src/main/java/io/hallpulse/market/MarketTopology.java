package io.hallpulse.market;

import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.domain.market.BookChange;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.References;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableSupplier;

/** From the registry's events to ledger and indicators; opens no source and no sink. */
public final class MarketTopology {
  /**
   * For so long a record waits for others on its way to the next operator. By default Flink lets it
   * wait a tenth of a second at each of three; while a history is read, buffers are full at once.
   */
  private static final long BUFFER_MILLIS = 10;

  private MarketTopology() {}

  /**
   * @param events records of {@code registry.events}
   * @param cases records of {@code live.cases}
   * @param references records of {@code ref.data}
   * @param published gives the reference data published before the start
   * @param gates gives the gate of an operator
   * @param beginning what a start without state goes on from
   */
  static MarketStreams of(
      DataStream<KafkaRecord> events,
      DataStream<KafkaRecord> cases,
      DataStream<KafkaRecord> references,
      References published,
      SerializableSupplier<RegistryGate> gates,
      Beginning beginning) {
    events.getExecutionEnvironment().setBufferTimeout(BUFFER_MILLIS);
    var changes =
        events
            .keyBy(KafkaRecord::key)
            .process(new FoldEntities(gates, beginning.stored(), beginning.revisionsFrom()))
            .name("fold-entities")
            .uid("fold-entities");
    var closed =
        cases
            .flatMap(new TakeCases())
            .returns(TypeInformation.of(BookChange.class))
            .name("take-cases")
            .uid("take-cases");
    var counted =
        changes
            .union(closed)
            .keyBy(BookChange::district)
            .connect(references.broadcast(CountDistricts.NO_STATE))
            .process(new CountDistricts(published, beginning.revisionsFrom()))
            .name("count-districts")
            .uid("count-districts");
    return new MarketStreams(
        counted.union(changes.getSideOutput(FoldEntities.DEAD_LETTERS)),
        changes.getSideOutput(FoldEntities.EVENTS),
        changes.getSideOutput(FoldEntities.ENTITIES),
        changes.getSideOutput(FoldEntities.REFUSED),
        counted.getSideOutput(CountDistricts.LEDGER),
        counted.getSideOutput(CountDistricts.INDICATORS));
  }
}
