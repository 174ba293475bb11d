package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.fraction;
import static io.hallpulse.serving.history.Columns.instant;
import static io.hallpulse.serving.history.Columns.number;

import io.hallpulse.domain.health.Heat;
import io.hallpulse.domain.health.Load;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A half hour of a unit.
 *
 * @param arrivals tickets whose wait began; null if only losses are known of it
 * @param openCounters on average
 * @param handlingMinutes mean of the unit's services of that day
 * @param load null if it cannot be computed
 * @param heat COLD, WARM, BUSY, HOT or OVERLOADED, also if somebody came and no counter was open;
 *     null if it cannot be told
 * @param incidents that cost points of the index
 */
@Schema(name = "HeatOfHalfHour")
public record HeatRow(
    @Nullable String unitId,
    @Nullable String unitName,
    LocalDate localDate,
    @Nullable Instant slotStart,
    @Nullable Long arrivals,
    @Nullable Double openCounters,
    @Nullable Double handlingMinutes,
    @Nullable Double load,
    @Nullable Heat heat,
    long incidents) {

  static HeatRow of(ResultSet row, Names names) throws SQLException {
    var arrivals = number(row, "arrivals");
    var open = fraction(row, "open_counters");
    var minutes = fraction(row, "handling_minutes");
    var load = work(arrivals, minutes, open);
    var unit = row.getString("unit_id");
    return new HeatRow(
        unit,
        names.unit(unit).orElse(null),
        Columns.date(row, "local_date"),
        instant(row, "half_hour"),
        arrivals,
        open,
        minutes,
        load.isPresent() && load.get().value().isPresent()
            ? load.get().value().getAsDouble()
            : null,
        load.flatMap(Load::heat).orElse(null),
        row.getLong("incidents"));
  }

  /** Empty if only losses are known of it. */
  public Optional<Load> work() {
    return work(arrivals, handlingMinutes, openCounters);
  }

  private static Optional<Load> work(
      @Nullable Long arrivals, @Nullable Double minutes, @Nullable Double counters) {
    return arrivals == null || counters == null
        ? Optional.empty()
        : Optional.of(Load.of(arrivals, minutes == null ? Double.NaN : minutes, counters));
  }
}
