package io.hallpulse.hall.backfill;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is read and lets through what is folded: of a hall alone if one is named, and of the
 * weeks before the tickets' approved pauses alone. A file holds more than was asked for.
 */
final class Chosen extends RichFilterFunction<KafkaRecord> {
  static final String READ = "read";

  private final @Nullable String hall;
  private final long pausesAloneBefore;
  private final LongCounter read = new LongCounter();
  private transient AvroCodec<EventBatch> batches;

  /**
   * @param pausesAloneBefore microseconds
   */
  Chosen(@Nullable String hall, long pausesAloneBefore) {
    this.hall = hall;
    this.pausesAloneBefore = pausesAloneBefore;
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(READ, read);
    batches = AvroCodec.batches();
  }

  @Override
  public boolean filter(KafkaRecord record) {
    read.add(1);
    return (hall == null || hall.equals(record.key()))
        && (record.arrived() >= pausesAloneBefore || isPause(record));
  }

  private boolean isPause(KafkaRecord record) {
    return batches.decode(record.value()) instanceof Accepted<EventBatch> accepted
        && accepted.value().getEvents().get(0).getKind() == EventKind.PAUSE_APPROVED;
  }
}
