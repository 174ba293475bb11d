package io.hallpulse.hall;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.References;
import io.hallpulse.schemas.lake.LakeTables;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From batches as they lie in Kafka to facts and live state; opens no source and no sink. */
public final class HallTopology {
  private HallTopology() {}

  /**
   * @param batches records of {@code hall.events}
   * @param references records of {@code ref.data}
   * @param published gives the reference data published before the start
   * @param entrances decide what of the batches is let in
   * @param revisionsFrom what the revisions of rows count on from, even; 0 for an empty lake
   */
  public static HallStreams of(
      DataStream<KafkaRecord> batches,
      DataStream<KafkaRecord> references,
      References published,
      Entrances entrances,
      long revisionsFrom) {
    var halls = new FoldHalls(published, entrances, revisionsFrom);
    return of(batches, references, published, halls, revisionsFrom);
  }

  /**
   * The same over what is stored, in the order of its time: a hall's time is that of its events.
   *
   * @param present when a hall's time ends, microseconds
   */
  public static HallStreams ofPast(
      DataStream<KafkaRecord> stored,
      DataStream<KafkaRecord> references,
      References published,
      Entrances entrances,
      long present) {
    return of(stored, references, published, FoldHalls.past(published, entrances, present), 0);
  }

  private static HallStreams of(
      DataStream<KafkaRecord> batches,
      DataStream<KafkaRecord> references,
      References published,
      FoldHalls halls,
      long revisionsFrom) {
    var live =
        batches
            .keyBy(KafkaRecord::key)
            .connect(references.broadcast(FoldHalls.NO_STATE))
            .process(halls)
            .name("fold-halls")
            .uid("fold-halls");
    var cases =
        live.getSideOutput(FoldHalls.CASES)
            .keyBy(CaseUpdate::caseId)
            .connect(references.broadcast(FoldHalls.NO_STATE))
            .process(new FoldCases(published))
            .returns(Lake.rows(LakeTables.CASES))
            .name("fold-cases")
            .uid("fold-cases");
    var districts =
        live.getSideOutput(FoldHalls.HALL_TOTALS)
            .keyBy(HallTotals::district)
            .connect(references.broadcast(FoldHalls.NO_STATE))
            .process(new ScoreDistricts(published, revisionsFrom))
            .returns(Lake.rows(LakeTables.HEALTH_DAILY))
            .name("score-districts")
            .uid("score-districts");
    var districtsNow =
        live.getSideOutput(FoldHalls.LIVE_TOTALS)
            .keyBy(LiveTotals::district)
            .connect(references.broadcast(FoldHalls.NO_STATE))
            .process(new ScoreDistrictsNow(published))
            .name("score-districts-now")
            .uid("score-districts-now");
    var versions =
        references
            .flatMap(new ReferenceRows())
            .returns(Lake.rows(LakeTables.REFERENCE))
            .name("read-references")
            .uid("read-references");
    return new HallStreams(
        live.union(districtsNow, cases.getSideOutput(FoldCases.CLOSED)),
        live.getSideOutput(FoldHalls.EVENTS),
        live.getSideOutput(FoldHalls.TICKETS),
        live.getSideOutput(FoldHalls.LOSSES),
        live.getSideOutput(FoldHalls.SCORES).union(districts),
        live.getSideOutput(FoldHalls.QUEUES),
        live.getSideOutput(FoldHalls.RATINGS),
        live.getSideOutput(FoldHalls.NOTICES),
        live.getSideOutput(FoldHalls.ALERTS),
        cases,
        live.getSideOutput(FoldHalls.REFUSED),
        versions);
  }
}
