package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.fraction;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A day of a hall, unit, counter or service item, from the tickets that are known.
 *
 * @param id of the hall, unit, counter or item
 * @param name null of items and of what the reference data does not know
 * @param tickets issued
 * @param served ended with a service
 * @param p50WaitSeconds of those called or cancelled, approximate
 * @param rated with a genuine rating
 * @param goodRate share of these at level 3 or better, 0 to 1; null if none is rated
 */
@Schema(name = "FiguresOfDay")
record FiguresRow(
    String id,
    @Nullable String name,
    long tickets,
    long served,
    @Nullable Double meanHandlingSeconds,
    @Nullable Double p50WaitSeconds,
    @Nullable Double p90WaitSeconds,
    long rated,
    @Nullable Double goodRate) {
  static FiguresRow of(String by, ResultSet row, Names names) throws SQLException {
    var id = row.getString("id");
    long rated = row.getLong("rated");
    return new FiguresRow(
        id,
        name(by, id, names),
        row.getLong("tickets"),
        row.getLong("served"),
        fraction(row, "mean_handling_seconds"),
        fraction(row, "p50_wait_seconds"),
        fraction(row, "p90_wait_seconds"),
        rated,
        rated == 0 ? null : (double) row.getLong("good") / rated);
  }

  private static @Nullable String name(String by, String id, Names names) {
    return switch (by) {
      case "hall" -> names.hall(id).map(Hall::name).orElse(null);
      case "unit" -> names.unit(id).orElse(null);
      case "counter" -> names.counter(id).map(ServiceCounter::number).orElse(null);
      default -> null;
    };
  }
}
