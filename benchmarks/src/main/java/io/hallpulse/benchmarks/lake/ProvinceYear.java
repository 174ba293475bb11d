package io.hallpulse.benchmarks.lake;

import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** A province's year of daily indexes, as rows of {@code hall.health_daily} by their number. */
final class ProvinceYear {
  static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  static final int DAYS = 365;

  private static final String PARTS =
      "{\"factors\":[{\"factor\":\"wait\",\"loss\":1250000,\"exposure\":96,\"weight\":25,\"deduction\":3.1}],\"card_points\":0}";

  private record Scope(String level, String id, String hall) {}

  private final int districts;
  private final List<Scope> scopes = scopes();
  private final RowWriter<HealthDailyFact> rows = new RowWriter<>(LakeTables.HEALTH_DAILY);

  ProvinceYear(int districts) {
    this.districts = districts;
  }

  long size() {
    return (long) scopes.size() * districts * DAYS;
  }

  RowData row(long number) {
    var scope = scopes.get((int) (number % scopes.size()));
    int district = (int) (number / scopes.size() % districts);
    var date = FIRST.plusDays(number / scopes.size() / districts);
    // Any figures will do, but none that all are alike.
    double shi = 60 + (number * 7919 % 4000) / 100.0;
    var hall = scope.hall().isEmpty() ? null : ProvinceDay.name(scope.hall(), district);
    return rows.row(
        new HealthDailyFact(
            scope.level(),
            ProvinceDay.name(scope.id(), district),
            ProvinceDay.name("370213", district),
            hall,
            date,
            shi,
            shi - 2,
            shi + 2,
            80,
            shi >= 90 ? "GREEN" : shi >= 80 ? "BLUE" : "YELLOW",
            false,
            PARTS,
            "2026-01",
            1L,
            true,
            "DAY_ENDED",
            null));
  }

  /** As many as the simulated district has. */
  private static List<Scope> scopes() {
    var scopes = new ArrayList<Scope>();
    scopes.add(new Scope("district", "370213", ""));
    for (int hall = 0; hall < 12; hall++) {
      var id = "h370213-%02d".formatted(hall);
      scopes.add(new Scope("hall", id, id));
      scopes.add(new Scope("subdistrict", "s-%02d".formatted(hall), ""));
      int counters = hall == 0 ? 60 : 4;
      for (int i = 0; i < counters; i++) {
        scopes.add(new Scope("counter", id + "-c" + i, id));
      }
      for (int i = 0; i < Math.max(2, counters / 8); i++) {
        scopes.add(new Scope("unit", id + "/u" + i, id));
      }
    }
    return List.copyOf(scopes);
  }
}
