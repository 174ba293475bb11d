package io.hallpulse.hall.backfill;

import io.hallpulse.flinkio.Lake;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Lets a table's rows of some local days through, in a form that all tables share. */
final class RowsOfDays extends RichFlatMapFunction<RowData, FactRow> {
  private final String table;
  private final int first;
  private final int last;
  private final int date;
  private transient RowDataSerializer rows;
  private transient DataOutputSerializer bytes;

  RowsOfDays(LakeTable<?> table, LocalDate first, LocalDate last) {
    this.table = table.fullName();
    this.first = (int) first.toEpochDay();
    this.last = (int) last.toEpochDay();
    this.date = names(table).indexOf("local_date");
  }

  private static List<String> names(LakeTable<?> table) {
    return table.columns().stream().map(LakeTable.TableColumn::name).toList();
  }

  @Override
  public void open(OpenContext context) {
    rows = serializer(table(table));
    bytes = new DataOutputSerializer(512);
  }

  @Override
  public void flatMap(RowData row, Collector<FactRow> out) throws IOException {
    int day = row.getInt(date);
    if (day < first || day > last) {
      return;
    }
    bytes.clear();
    rows.serialize(row, bytes);
    out.collect(new FactRow(table, bytes.getCopyOfBuffer()));
  }

  /** Reads what this wrote. */
  static Fact fact(FactRow written) {
    var table = table(written.table());
    try {
      var row = serializer(table).deserialize(new DataInputDeserializer(written.row()));
      var values = new ArrayList<@Nullable Object>();
      IntStream.range(0, table.columns().size())
          .forEach(place -> values.add(value(table, place, row)));
      return new Fact(table, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(LakeTable<?> table, int place, RowData row) {
    if (row.isNullAt(place)) {
      return null;
    }
    return switch (table.columns().get(place).type()) {
      case STRING -> row.getString(place).toString();
      case INT -> row.getInt(place);
      case LONG -> row.getLong(place);
      case DOUBLE -> row.getDouble(place);
      case BOOLEAN -> row.getBoolean(place);
      case INSTANT -> row.getTimestamp(place, 6).toInstant();
      case DATE -> LocalDate.ofEpochDay(row.getInt(place));
      case MONEY, FIGURE ->
          throw new IllegalArgumentException("No table of halls has decimals: " + table.name());
      case STRINGS -> {
        var texts = row.getArray(place);
        yield IntStream.range(0, texts.size())
            .mapToObj(i -> texts.getString(i).toString())
            .toList();
      }
    };
  }

  private static LakeTable<?> table(String name) {
    return LakeTables.all().stream()
        .filter(table -> table.fullName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no table " + name));
  }

  private static RowDataSerializer serializer(LakeTable<?> table) {
    return ((InternalTypeInfo<RowData>) Lake.rows(table)).toRowSerializer();
  }
}
