package io.hallpulse.schemas.event;

import io.hallpulse.schemas.lake.ColumnType;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTable.TableColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in {@code hall.events}: all its fields, and where in Kafka it came from.
 *
 * @param index its place in the batch at that offset
 * @param localDate date of its time in the district
 */
public record RawEvent(Event event, int partition, long offset, int index, LocalDate localDate) {

  /**
   * The table that Avro's schema of an event describes; a field's {@code zh} is its Chinese text.
   */
  public static LakeTable<RawEvent> table() {
    var columns = new ArrayList<TableColumn>();
    for (Schema.Field field : Event.getClassSchema().getFields()) {
      columns.add(column(field));
    }
    columns.add(own("kafka_partition", ColumnType.INT, "Kafka 分区 / Kafka partition"));
    columns.add(own("kafka_offset", ColumnType.LONG, "Kafka 偏移量 / Kafka offset"));
    columns.add(own("kafka_index", ColumnType.INT, "批内序号 / place in the batch"));
    columns.add(own("local_date", ColumnType.DATE, "事件当地日期 / local date of the event"));
    return new LakeTable<>(
        "hall",
        "events",
        "全部原始事件，每个一次 / every raw event, once each",
        columns,
        List.of("source", "epoch", "seq"),
        "local_date",
        RawEvent::values);
  }

  /** Names of the columns that are an event's own fields, as they are in its JSON. */
  public static Set<String> fields() {
    return Event.getClassSchema().getFields().stream()
        .map(EventFields::publicName)
        .collect(Collectors.toUnmodifiableSet());
  }

  private @Nullable Object[] values() {
    int fields = Event.getClassSchema().getFields().size();
    var values = new @Nullable Object[fields + 4];
    for (int i = 0; i < fields; i++) {
      var value = event.get(i);
      values[i] = value instanceof EventKind kind ? kind.name() : value;
    }
    values[fields] = partition;
    values[fields + 1] = offset;
    values[fields + 2] = index;
    values[fields + 3] = localDate;
    return values;
  }

  private static TableColumn column(Schema.Field field) {
    var type = EventFields.valueType(field);
    return new TableColumn(
        EventFields.publicName(field),
        lakeType(field, type),
        !field.schema().isNullable(),
        text(Objects.requireNonNull(field.getProp("zh"), field.name()), "（UTC 微秒）")
            + " / "
            + text(field.doc(), " (microseconds since 1970-01-01T00:00:00Z)"));
  }

  /** On the wire an instant is a number, in the lake it has a type that says so itself. */
  private static String text(String doc, String unit) {
    return doc.replace(unit, "");
  }

  private static TableColumn own(String name, ColumnType type, String comment) {
    return new TableColumn(name, type, true, comment);
  }

  private static ColumnType lakeType(Schema.Field field, Schema.Type type) {
    return switch (type) {
      case STRING, ENUM -> ColumnType.STRING;
      case INT -> ColumnType.INT;
      case LONG -> EventFields.isInstant(field) ? ColumnType.INSTANT : ColumnType.LONG;
      case DOUBLE -> ColumnType.DOUBLE;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case ARRAY -> ColumnType.STRINGS;
      default -> throw new IllegalStateException(field + " has a type unknown to the lake");
    };
  }
}
