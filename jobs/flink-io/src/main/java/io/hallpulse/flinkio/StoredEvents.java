package io.hallpulse.flinkio;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.RowData.FieldGetter;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.flink.source.reader.RowDataConverter;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of {@code hall.events} back into records as they came in Kafka, one event in each, so
 * that whoever folds what arrives can fold what is stored.
 */
final class StoredEvents implements RowDataConverter<KafkaRecord> {
  private static final List<Field> FIELDS = Event.getClassSchema().getFields();

  private final FieldGetter[] fields;
  private final FieldGetter partition;
  private final FieldGetter offset;
  private transient @Nullable AvroCodec<EventBatch> batches;

  /**
   * @param row the table's type; its columns may stand in any order, and younger ones be missing
   */
  StoredEvents(RowType row) {
    this.fields = new FieldGetter[FIELDS.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = getter(row, Lake.EVENT_COLUMNS.get(i));
    }
    this.partition = getter(row, "kafka_partition");
    this.offset = getter(row, "kafka_offset");
  }

  private static FieldGetter getter(RowType row, String column) {
    int place = row.getFieldIndex(column);
    return place < 0 ? any -> null : RowData.createFieldGetter(row.getTypeAt(place), place);
  }

  @Override
  public KafkaRecord apply(RowData row) {
    var event = new Event();
    for (int i = 0; i < fields.length; i++) {
      var value = value(fields[i].getFieldOrNull(row));
      event.put(i, FIELDS.get(i).name().equals("kind") ? EventKind.valueOf((String) value) : value);
    }
    var batch =
        new EventBatch(
            event.getSource(),
            event.getEpoch(),
            event.getSeq(),
            event.getDistrict(),
            event.getHallId(),
            List.of(event));
    return KafkaRecord.stored(
        (Integer) partition.getFieldOrNull(row),
        (Long) offset.getFieldOrNull(row),
        event.getTime(),
        event.getHallId(),
        codec().encode(batch));
  }

  private static @Nullable Object value(@Nullable Object stored) {
    if (stored instanceof TimestampData time) {
      return time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
    }
    if (stored instanceof ArrayData array) {
      var texts = new ArrayList<String>();
      for (int i = 0; i < array.size(); i++) {
        texts.add(array.getString(i).toString());
      }
      return texts;
    }
    return stored == null || stored instanceof Number || stored instanceof Boolean
        ? stored
        : stored.toString();
  }

  private AvroCodec<EventBatch> codec() {
    if (batches == null) {
      batches = AvroCodec.batches();
    }
    return batches;
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return TypeInformation.of(KafkaRecord.class);
  }
}
