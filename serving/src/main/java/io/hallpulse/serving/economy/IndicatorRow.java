package io.hallpulse.serving.economy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** A figure of a scope and period, as the lake has it. */
@Schema(name = "EconomyIndicator")
record IndicatorRow(
    String district, String scope, String scopeId, Figure figure, Instant asOf, long revision) {
  static final String[] COLUMNS = {
    "district",
    "indicator",
    "part",
    "scope",
    "scope_id",
    "period_kind",
    "period",
    "value",
    "unit",
    "available",
    "reason",
    "as_of",
    "revision"
  };

  static IndicatorRow of(ResultSet row) throws SQLException {
    return new IndicatorRow(
        row.getString("district"),
        row.getString("scope"),
        row.getString("scope_id"),
        Figure.of(row),
        instant(row.getObject("as_of")),
        row.getLong("revision"));
  }

  private static Instant instant(Object value) {
    return value instanceof ZonedDateTime time
        ? time.toInstant()
        : value instanceof OffsetDateTime time
            ? time.toInstant()
            : ((java.sql.Timestamp) value).toInstant();
  }

  Object[] cells() {
    return new Object[] {
      district,
      figure.indicator(),
      figure.part(),
      scope,
      scopeId,
      figure.periodKind(),
      figure.period(),
      figure.value() == null ? "" : figure.value(),
      figure.unit(),
      figure.available(),
      figure.reason() == null ? "" : figure.reason(),
      asOf,
      revision
    };
  }
}
