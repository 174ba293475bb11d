package io.hallpulse.flinkio;

import io.hallpulse.schemas.lake.LakeTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Reads rows of the lake back, column by column: what {@link RowWriter} made. */
public final class RowReader {
  private RowReader() {}

  /** A row's values by column; dates as days since 1970, of lists their size. */
  public static Map<String, @Nullable Object> values(LakeTable<?> table, RowData row) {
    var values = new HashMap<String, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      var column = table.columns().get(i);
      values.put(
          column.name(),
          row.isNullAt(i)
              ? null
              : switch (column.type()) {
                case STRING -> row.getString(i).toString();
                case INT -> row.getInt(i);
                case LONG -> row.getLong(i);
                case DOUBLE -> row.getDouble(i);
                case BOOLEAN -> row.getBoolean(i);
                case INSTANT -> row.getTimestamp(i, 6).toInstant();
                case DATE -> row.getInt(i);
                case MONEY ->
                    row.getDecimal(i, RowWriter.MONEY_DIGITS, RowWriter.MONEY_PLACES)
                        .toBigDecimal();
                case FIGURE ->
                    row.getDecimal(i, RowWriter.FIGURE_DIGITS, RowWriter.FIGURE_PLACES)
                        .toBigDecimal();
                case STRINGS -> row.getArray(i).size();
              });
    }
    return values;
  }
}
