package io.hallpulse.hall;

import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The highest revision that rows had when the state of an operator began. It is asked of the lake
 * at a start without state only: reading the bounds of all its files takes longer the longer the
 * lake has been written.
 */
final class RevisionsFrom {
  private RevisionsFrom() {}

  /** What was said when the state began; what is said now if it begins now. */
  static long of(FunctionInitializationContext context, long saidNow) throws Exception {
    var state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("revisions-from-v1", Types.LONG));
    long from = saidNow;
    for (long remembered : state.get()) {
      from = Math.max(from, remembered);
    }
    state.update(List.of(from));
    return from;
  }
}
