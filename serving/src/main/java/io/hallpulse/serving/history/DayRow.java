package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.fraction;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A day of a hall, from the tickets that are settled.
 *
 * @param tickets issued
 * @param served ended with a service
 * @param noShows called and did not come
 * @param cancelled given up or cancelled
 * @param meanWaitSeconds of those called or cancelled
 * @param p90WaitSeconds of the same, approximate
 * @param meanHandlingSeconds of those served
 */
@Schema(name = "Day")
record DayRow(
    LocalDate localDate,
    long tickets,
    long served,
    long noShows,
    long cancelled,
    @Nullable Double meanWaitSeconds,
    @Nullable Double p90WaitSeconds,
    @Nullable Double meanHandlingSeconds) {
  static DayRow of(ResultSet row) throws SQLException {
    return new DayRow(
        Columns.date(row, "local_date"),
        row.getLong("tickets"),
        row.getLong("served"),
        row.getLong("no_shows"),
        row.getLong("cancelled"),
        fraction(row, "mean_wait_seconds"),
        fraction(row, "p90_wait_seconds"),
        fraction(row, "mean_handling_seconds"));
  }
}
