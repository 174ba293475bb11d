package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The operator in Flink's own harness, keyed by hall. */
final class FoldHarness
    extends KeyedBroadcastOperatorTestHarness<String, KafkaRecord, KafkaRecord, KafkaMessage> {

  private FoldHarness(FoldHalls function) throws Exception {
    super(
        new CoBroadcastWithKeyedOperator<>(function, List.of(FoldHalls.NO_STATE)),
        KafkaRecord::key,
        Types.STRING,
        1,
        1,
        0);
  }

  /** Opened; with a snapshot it goes on from there. */
  static FoldHarness open(@Nullable OperatorSubtaskState snapshot) throws Exception {
    return open(snapshot, 0);
  }

  /**
   * @param revisionsFrom the highest revision in the lake, if it was asked
   */
  static FoldHarness open(@Nullable OperatorSubtaskState snapshot, long revisionsFrom)
      throws Exception {
    var harness = new FoldHarness(new FoldHalls(List::of, Doors::open, revisionsFrom));
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
