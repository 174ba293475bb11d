package io.hallpulse.schemas.event;

import static io.hallpulse.schemas.event.EventKind.*;

import io.hallpulse.schemas.sentence.RefusalSentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Which fields an event of a kind has, and which of them it must have. */
public final class EventFields {
  static final Set<String> ENVELOPE =
      Set.of("source", "epoch", "seq", "time", "recorded", "district", "hall_id", "kind");

  private static final Map<EventKind, Shape> SHAPES = new EnumMap<>(EventKind.class);

  static {
    shape(
        TICKET_ISSUED,
        "ticket_id! ticket_no queue_id! item_code unit_id channel! priority appointment_time preferred_staff_id visitor_token case_id");
    shape(TICKET_CALLED, "ticket_id! counter_id! staff_id attempt");
    shape(TICKET_NO_SHOW, "ticket_id! counter_id!");
    shape(TICKET_TRANSFERRED, "ticket_id! to_queue_id! reason");
    shape(TICKET_HELD, "ticket_id! counter_id");
    shape(TICKET_RESUMED, "ticket_id! counter_id");
    shape(TICKET_CANCELLED, "ticket_id! cancelled_by!");
    shape(SERVICE_STARTED, "ticket_id! counter_id! staff_id item_code");
    shape(SERVICE_ENDED, "ticket_id! counter_id staff_id item_code outcome!");
    shape(STAFF_SIGNED_IN, "staff_id! counter_id!");
    shape(STAFF_SIGNED_OUT, "staff_id! counter_id!");
    shape(PAUSE_APPROVED, "counter_id! staff_id from! until! cover_staff_id");
    shape(COUNTER_OPENED, "counter_id! reason");
    shape(COUNTER_PAUSED, "counter_id! reason");
    shape(COUNTER_CLOSED, "counter_id! reason");
    shape(POST_OBSERVED, "counter_id! present! confidence! people camera_id");
    shape(QUEUE_OBSERVED, "area_id! people! camera_id");
    shape(
        RATING_SUBMITTED,
        "ticket_id! counter_id staff_id level! reasons words channel active! device_staff_id");
    shape(RATING_APPEAL_UPHELD, "ticket_id!");
    shape(RECTIFICATION_CONTACTED, "ticket_id!");
    shape(RECTIFICATION_CLOSED, "ticket_id!");
    shape(RATING_TAMPERED, "ticket_id! decided_by!");
    shape(
        NOTICE_ISSUED,
        "notice_id! matter_id! ticket_id counter_id staff_id item_code missing content_hash");
    shape(
        NOTICE_SIGNED,
        "notice_id! matter_id ticket_id counter_id staff_id item_code missing content_hash");
    shape(NOTICE_VIEWED, "notice_id! matter_id ticket_id counter_id staff_id item_code missing");
    shape(
        CASE_OPENED,
        "case_id! item_code unit_id staff_id channel step planned_end result entity_id");
    shape(
        CASE_STEP, "case_id! item_code unit_id staff_id channel step planned_end result entity_id");
    shape(
        CASE_CLOSED,
        "case_id! item_code unit_id staff_id channel step planned_end result entity_id");
    shape(DEVICE_FAULT, "device_id! code! detail");
    shape(ALARM_ACKNOWLEDGED, "alarm_id! decided_by! comment");
    shape(HEARTBEAT, "spool_depth clock_offset_ms last_seq");
    SHAPES.put(UNKNOWN, new Shape(Set.of(), List.of()));
  }

  private record Shape(Set<String> allowed, List<Schema.Field> required) {}

  private EventFields() {}

  /** Why the event cannot be used: a required field is missing; empty if it is whole. */
  public static Optional<String> missing(Event event) {
    for (var field : shapeOf(event.getKind()).required()) {
      if (event.get(field.pos()) == null) {
        return Optional.of(RefusalSentence.LACKS_FIELD.of(event.getKind(), publicName(field)));
      }
    }
    return Optional.empty();
  }

  /** Names that a JSON line of the kind may carry besides the envelope's. */
  public static Set<String> allowed(EventKind kind) {
    return shapeOf(kind).allowed();
  }

  /** Those of them that it must carry. */
  public static Set<String> required(EventKind kind) {
    var names = new LinkedHashSet<String>();
    shapeOf(kind).required().forEach(field -> names.add(publicName(field)));
    return names;
  }

  private static Shape shapeOf(EventKind kind) {
    var shape = SHAPES.get(kind);
    if (shape == null) {
      throw new IllegalStateException("No shape for " + kind);
    }
    return shape;
  }

  /** The name in JSON lines and in the lake; Avro's generated code cannot bear every name. */
  static String publicName(Schema.Field field) {
    var as = field.getProp("as");
    return as == null ? field.name() : as;
  }

  static boolean isInstant(Schema.Field field) {
    return "instant".equals(field.getProp("format"));
  }

  static Schema.Type valueType(Schema.Field field) {
    return valueSchema(field).getType();
  }

  static Schema valueSchema(Schema.Field field) {
    var schema = field.schema();
    return schema.isUnion() ? schema.getTypes().get(1) : schema;
  }

  private static void shape(EventKind kind, String fields) {
    var allowed = new LinkedHashSet<String>();
    var required = new ArrayList<Schema.Field>();
    for (var word : fields.split(" ")) {
      var name = word.replace("!", "");
      allowed.add(name);
      if (word.endsWith("!")) {
        required.add(Event.getClassSchema().getField(name));
      }
    }
    SHAPES.put(kind, new Shape(Set.copyOf(allowed), List.copyOf(required)));
  }
}
