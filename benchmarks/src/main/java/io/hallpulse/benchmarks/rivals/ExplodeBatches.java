package io.hallpulse.benchmarks.rivals;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes of a batch a row for each event that waits and queues depend on; the rest is left out. */
final class ExplodeBatches implements KafkaRecordDeserializationSchema<Row> {
  private static final Set<EventKind> KINDS =
      EnumSet.of(
          EventKind.TICKET_ISSUED,
          EventKind.TICKET_TRANSFERRED,
          EventKind.TICKET_CALLED,
          EventKind.TICKET_CANCELLED);

  @SuppressWarnings("NullAway.Init") // open() comes first
  private transient AvroCodec<EventBatch> batches;

  /** Where its time stands in a row, microseconds. */
  static long time(Row row) {
    return (long) row.getFieldAs(3);
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    batches = AvroCodec.batches();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Row> out) {
    if (!(batches.decode(record.value()) instanceof Accepted<EventBatch> read)) {
      throw new IllegalStateException("No batch at offset " + record.offset());
    }
    for (var event : read.value().getEvents()) {
      if (KINDS.contains(event.getKind())) {
        out.collect(
            Row.of(event.getKind().name(), event.getTicketId(), queue(event), event.getTime()));
      }
    }
  }

  private static String queue(Event event) {
    return event.getKind() == EventKind.TICKET_TRANSFERRED
        ? event.getToQueueId()
        : event.getQueueId();
  }

  @Override
  public TypeInformation<Row> getProducedType() {
    return Types.ROW_NAMED(
        new String[] {"kind", "ticket_id", "queue_id", "at"},
        Types.STRING,
        Types.STRING,
        Types.STRING,
        Types.LONG);
  }
}
