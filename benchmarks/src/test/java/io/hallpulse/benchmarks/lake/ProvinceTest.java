package io.hallpulse.benchmarks.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;

class ProvinceTest {
  private static final int DISTRICTS = 2;

  private static Object value(LakeTable<?> table, GenericRowData row, String column) {
    var names = table.columns().stream().map(LakeTable.TableColumn::name).toList();
    return row.getField(names.indexOf(column));
  }

  private static List<Object> values(LakeTable<?> table, GenericRowData row, String... columns) {
    return List.of(columns).stream().map(column -> value(table, row, column)).toList();
  }

  @Test
  void noTwoEventsAreOneAndEachDistrictHasADay() {
    var day = new ProvinceDay(DISTRICTS);
    var table = LakeTables.EVENTS;
    var ids = new HashSet<List<Object>>();
    var halls = new HashSet<List<Object>>();

    for (long number = 0; number < 2 * day.size(); number++) {
      var row = (GenericRowData) day.row(number);
      ids.add(values(table, row, table.identity().toArray(String[]::new)));
      halls.add(values(table, row, "local_date", "hall_id"));
    }

    assertThat(ids).hasSize((int) (2 * day.size()));
    assertThat(halls).hasSize(2 * DISTRICTS * 12);
    int first = (int) ProvinceDay.FIRST.toEpochDay();
    assertThat(halls).extracting(hall -> hall.get(0)).containsOnly(first, first + 1);
  }

  @Test
  void aYearHasEachScopeOfEachDayOnce() {
    var year = new ProvinceYear(DISTRICTS);
    var table = LakeTables.HEALTH_DAILY;

    var ids =
        LongStream.range(0, year.size())
            .mapToObj(number -> (GenericRowData) year.row(number))
            .map(row -> values(table, row, table.identity().toArray(String[]::new)))
            .distinct()
            .count();

    assertThat(ids).isEqualTo(year.size());
    assertThat(year.size() % (ProvinceYear.DAYS * DISTRICTS)).isZero();
  }
}
