package io.hallpulse.market;

import io.hallpulse.schemas.lake.LakeTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** Reads rows of the lake back, column by column. */
final class Rows {
  private Rows() {}

  static Map<String, Object> values(LakeTable<?> table, RowData row) {
    var values = new HashMap<String, Object>();
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
                case MONEY -> row.getDecimal(i, 18, 2).toBigDecimal();
                case FIGURE -> row.getDecimal(i, 28, 3).toBigDecimal();
                case STRINGS -> row.getArray(i).size();
              });
    }
    return values;
  }
}
