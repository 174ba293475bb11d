package io.hallpulse.market;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.ClosedCase;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.live.LiveCase;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Takes the cases that the hall job tells to the district in which they were opened. */
final class TakeCases implements FlatMapFunction<KafkaRecord, BookChange> {
  private transient @Nullable AvroCodec<LiveCase> codec;

  @Override
  public void flatMap(KafkaRecord record, Collector<BookChange> out) {
    if (codec == null) {
      codec = AvroCodec.liveCases();
    }
    var parsed = codec.decode(record.value());
    if (!(parsed instanceof Accepted<LiveCase> accepted)) {
      // Only the hall job writes this topic: garbage in it is a broken deployment, not bad input.
      throw new IllegalStateException(
          "%s offset %d: %s"
              .formatted(record.topic(), record.offset(), ((Rejected<LiveCase>) parsed).reason()));
    }
    var told = accepted.value();
    out.collect(BookChange.of(told.getDistrict(), ClosedCase.of(told)));
  }
}
