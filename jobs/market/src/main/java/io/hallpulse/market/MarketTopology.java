package io.hallpulse.market;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.References;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From the registry's events to ledger and indicators; opens no source and no sink. */
public final class MarketTopology {
  private MarketTopology() {}

  /**
   * @param events records of {@code registry.events}
   * @param references records of {@code ref.data}
   * @param published gives the reference data published before the start
   */
  public static MarketStreams of(
      DataStream<KafkaRecord> events, DataStream<KafkaRecord> references, References published) {
    var changes =
        events
            .keyBy(KafkaRecord::key)
            .process(new FoldEntities())
            .name("fold-entities")
            .uid("fold-entities");
    var counted =
        changes
            .keyBy(BookChange::district)
            .connect(references.broadcast(CountDistricts.NO_STATE))
            .process(new CountDistricts(published))
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
