package io.hallpulse.schemas.registry;

import io.hallpulse.schemas.lake.ColumnType;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTable.TableColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of the registry as it stands in {@code economy.entity_events}, with its place in Kafka.
 */
public record StoredRegistryEvent(RegistryEvent event, int partition, long offset) {

  /** The table that Avro's schema describes; a field's {@code zh} is its Chinese text. */
  public static LakeTable<StoredRegistryEvent> table() {
    var columns = new ArrayList<TableColumn>();
    for (Schema.Field field : RegistryEvent.getClassSchema().getFields()) {
      columns.add(column(field));
    }
    columns.add(
        new TableColumn("kafka_partition", ColumnType.INT, true, "Kafka 分区 / Kafka partition"));
    columns.add(new TableColumn("kafka_offset", ColumnType.LONG, true, "Kafka 偏移量 / Kafka offset"));
    columns.add(
        new TableColumn(
            "local_date", ColumnType.DATE, true, "生效日期，即台账日期 / the legal day, the ledger's date"));
    return new LakeTable<>(
        "economy",
        "entity_events",
        "登记机关的全部变更事件，每个一次 / every change told by the registry, once each",
        columns,
        List.of("source", "epoch", "seq"),
        "year(local_date)",
        StoredRegistryEvent::values);
  }

  private @Nullable Object[] values() {
    var fields = RegistryEvent.getClassSchema().getFields();
    var values = new @Nullable Object[fields.size() + 3];
    for (var field : fields) {
      values[field.pos()] = value(field, event.get(field.pos()));
    }
    values[fields.size()] = partition;
    values[fields.size() + 1] = offset;
    values[fields.size() + 2] = LocalDate.ofEpochDay(event.getEffectiveDate());
    return values;
  }

  private static @Nullable Object value(Schema.Field field, @Nullable Object value) {
    if (value instanceof RegistryKind kind) {
      return kind.name();
    }
    if (value instanceof Integer day && isDate(field)) {
      return LocalDate.ofEpochDay(day);
    }
    return value instanceof Long cents && isMoney(field) ? BigDecimal.valueOf(cents, 2) : value;
  }

  private static TableColumn column(Schema.Field field) {
    boolean nullable = field.schema().isNullable();
    var schema = nullable ? field.schema().getTypes().get(1) : field.schema();
    var zh = Objects.requireNonNull(field.getProp("zh"), field.name());
    return new TableColumn(
        isMoney(field) ? "capital_cny" : field.name(),
        type(field, schema.getType()),
        !nullable,
        zh.replace("（UTC 微秒）", "").replace("（自 1970-01-01 起的天数）", "").replace("人民币分", "人民币元")
            + " / "
            + field
                .doc()
                .replace(" (microseconds since 1970-01-01T00:00:00Z)", "")
                .replace(", in days since 1970-01-01", "")
                .replace("hundredths of CNY", "CNY"));
  }

  private static ColumnType type(Schema.Field field, Schema.Type type) {
    return switch (type) {
      case STRING, ENUM -> ColumnType.STRING;
      case INT -> isDate(field) ? ColumnType.DATE : ColumnType.INT;
      case LONG ->
          isMoney(field)
              ? ColumnType.MONEY
              : "instant".equals(field.getProp("format")) ? ColumnType.INSTANT : ColumnType.LONG;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case ARRAY -> ColumnType.STRINGS;
      default -> throw new IllegalStateException(field + " has a type unknown to the lake");
    };
  }

  private static boolean isDate(Schema.Field field) {
    return "date".equals(field.getProp("format"));
  }

  private static boolean isMoney(Schema.Field field) {
    return field.name().equals("capital_cents");
  }
}
