package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.ReferenceFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceVersion;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Keeps every version of the reference data as a row; what cannot be read stops the job. */
final class ReferenceRows extends RichFlatMapFunction<KafkaRecord, RowData> {
  private transient AvroCodec<ReferenceVersion> codec;
  private transient RowWriter<ReferenceFact> rows;

  @Override
  public void open(OpenContext context) {
    codec = AvroCodec.references();
    rows = new RowWriter<>(LakeTables.REFERENCE);
  }

  @Override
  public void flatMap(KafkaRecord record, Collector<RowData> out) {
    var version = decode(codec, record);
    out.collect(
        rows.row(
            new ReferenceFact(
                version.getType(),
                version.getId(),
                EventJson.instant(version.getEffectiveFrom()),
                EventJson.instant(version.getRecorded()),
                version.getSource(),
                version.getValue(),
                version.getVersion())));
  }

  /** Only the master writes this topic: garbage in it is a broken deployment, not bad input. */
  static ReferenceVersion decode(AvroCodec<ReferenceVersion> codec, KafkaRecord record) {
    var parsed = codec.decode(record.value());
    if (parsed instanceof Parsed.Accepted<ReferenceVersion> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException(
        "%s partition %d offset %d: %s"
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                ((Parsed.Rejected<ReferenceVersion>) parsed).reason()));
  }
}
