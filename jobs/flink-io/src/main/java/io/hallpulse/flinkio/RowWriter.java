package io.hallpulse.flinkio;

import io.hallpulse.schemas.lake.ColumnType;
import io.hallpulse.schemas.lake.LakeTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Turns facts into the rows that Iceberg's sink takes. */
public final class RowWriter<T> {
  static final int MONEY_DIGITS = 18;
  static final int MONEY_PLACES = 2;
  static final int FIGURE_DIGITS = 28;
  static final int FIGURE_PLACES = 3;

  private final LakeTable<T> table;
  private final ColumnType[] types;

  public RowWriter(LakeTable<T> table) {
    this.table = table;
    this.types =
        table.columns().stream().map(LakeTable.TableColumn::type).toArray(ColumnType[]::new);
  }

  public RowData row(T fact) {
    var values = table.values().apply(fact);
    var row = new GenericRowData(values.length);
    for (int i = 0; i < values.length; i++) {
      row.setField(i, field(types[i], values[i]));
    }
    return row;
  }

  private static @Nullable Object field(ColumnType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case STRING -> StringData.fromString((String) value);
      case INSTANT -> timestamp(value);
      case DATE -> (int) ((LocalDate) value).toEpochDay();
      case MONEY -> DecimalData.fromBigDecimal((BigDecimal) value, MONEY_DIGITS, MONEY_PLACES);
      case FIGURE -> DecimalData.fromBigDecimal((BigDecimal) value, FIGURE_DIGITS, FIGURE_PLACES);
      case STRINGS ->
          new GenericArrayData(
              ((List<?>) value)
                  .stream().map(text -> StringData.fromString((String) text)).toArray());
      case INT, LONG, DOUBLE, BOOLEAN -> value;
    };
  }

  private static TimestampData timestamp(Object value) {
    if (value instanceof Instant instant) {
      return TimestampData.fromInstant(instant);
    }
    long micros = (Long) value;
    return TimestampData.fromEpochMillis(
        Math.floorDiv(micros, 1000L), Math.floorMod(micros, 1000) * 1000);
  }
}
