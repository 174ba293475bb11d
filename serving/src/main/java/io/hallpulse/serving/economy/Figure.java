package io.hallpulse.serving.economy;

import io.hallpulse.schemas.live.LiveFigure;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A figure of one of the twenty indicators.
 *
 * @param value null if it is not available
 * @param unit count, percent, CNY, per_10000, ratio, rank, year or working_hours
 * @param reason why it is not available
 */
@Schema(name = "EconomyFigure")
record Figure(
    int indicator,
    String part,
    String periodKind,
    String period,
    @Nullable BigDecimal value,
    String unit,
    boolean available,
    @Nullable String reason) {
  static Figure of(LiveFigure live) {
    return new Figure(
        live.getIndicator(),
        live.getPart(),
        live.getPeriodKind(),
        live.getPeriod(),
        live.getValue() == null ? null : new BigDecimal(live.getValue()),
        live.getUnit(),
        live.getValue() != null,
        live.getReason());
  }

  static Figure of(ResultSet row) throws SQLException {
    var value = row.getBigDecimal("value");
    return new Figure(
        row.getInt("indicator"),
        row.getString("part"),
        row.getString("period_kind"),
        row.getString("period"),
        value == null ? null : plain(value),
        row.getString("unit"),
        row.getBoolean("available"),
        row.getString("reason"));
  }

  /** Without the zeros that the column's scale adds, and not as a power of ten. */
  private static BigDecimal plain(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
