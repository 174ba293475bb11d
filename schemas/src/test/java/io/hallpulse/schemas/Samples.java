package io.hallpulse.schemas;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Records filled by their schema, so that a new field is in the samples without anybody's care. */
public final class Samples {
  private static final long NEW_YEAR_2026 = 1_767_225_600_000_000L;

  private Samples() {}

  /** With every field, or with only those that must be there; a batch has an event of each kind. */
  public static SpecificRecordBase of(Schema schema, boolean sparse) {
    var record = (SpecificRecordBase) SpecificData.get().newRecord(null, schema);
    for (var field : schema.getFields()) {
      if (!(sparse && field.schema().isNullable())) {
        record.put(field.pos(), value(field, field.schema()));
      }
    }
    return record instanceof EventBatch batch ? withEvents(batch, sparse) : record;
  }

  public static Event event(EventKind kind, long seq, boolean sparse) {
    var names = sparse ? EventFields.required(kind) : EventFields.allowed(kind);
    return event(kind, seq, names);
  }

  private static Event event(EventKind kind, long seq, Set<String> names) {
    var event = new Event();
    for (var field : Event.getClassSchema().getFields()) {
      var as = field.getProp("as");
      if (!field.schema().isNullable() || names.contains(as == null ? field.name() : as)) {
        event.put(field.pos(), value(field, field.schema()));
      }
    }
    event.put("seq", seq);
    event.put("kind", kind);
    return event;
  }

  private static EventBatch withEvents(EventBatch batch, boolean sparse) {
    var events = new ArrayList<Event>();
    for (var kind : EventKind.values()) {
      if (kind != EventKind.UNKNOWN) {
        events.add(event(kind, events.size() + 1, sparse));
      }
    }
    batch.put("events", events);
    batch.put("first_seq", 1L);
    return batch;
  }

  private static Object value(Schema.Field field, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> value(field, schema.getTypes().get(1));
      case STRING -> field.name() + "-李沧";
      case INT -> 1 + field.pos() % 5;
      case LONG ->
          "instant".equals(field.getProp("format"))
              ? NEW_YEAR_2026 + 1_000_001L * field.pos()
              : 10_000_000_000L + field.pos();
      case DOUBLE -> 0.25;
      case BOOLEAN -> true;
      case BYTES -> ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xFF});
      case ENUM -> symbol(schema);
      case ARRAY ->
          schema.getElementType().getType() == Schema.Type.RECORD
              ? List.of(of(schema.getElementType(), false))
              : List.of(value(field, schema.getElementType()), "“b”\n\t\\");
      default -> throw new IllegalStateException("No sample for " + field);
    };
  }

  private static Object symbol(Schema schema) {
    var symbols = SpecificData.get().getClass(schema).getEnumConstants();
    return symbols[symbols.length - 1];
  }
}
