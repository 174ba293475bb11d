package io.hallpulse.serving.economy;

import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.ReferenceVersion;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The reference data that counting market entities rests on, as the master has it now. */
@Singleton
final class MarketRules {
  private static final String VERSIONS =
      """
      SELECT type, id, effective_from, recorded, version, source, value
      FROM reference_version
      WHERE type IN ('district', 'ruleset', 'calendar', 'gazetteer', 'fx_rate')
      ORDER BY version
      """;

  private final DataSource database;
  private final Clock clock;

  MarketRules(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  MarketReference reference() throws SQLException {
    var reference = new MarketReference();
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(VERSIONS);
        var rows = query.executeQuery()) {
      while (rows.next()) {
        reference.add(
            new ReferenceVersion(
                rows.getString("type"),
                rows.getString("id"),
                micros(rows.getObject("effective_from", OffsetDateTime.class)),
                micros(rows.getObject("recorded", OffsetDateTime.class)),
                rows.getLong("version"),
                rows.getString("source"),
                rows.getString("value")));
      }
    }
    return reference;
  }

  private static long micros(OffsetDateTime time) {
    return EventJson.micros(time.toInstant());
  }

  /** What a period is held against: the day it is, and since when the registry is complete. */
  record Days(LocalDate today, LocalDate marketStart) {}

  Days days(String district) throws SQLException {
    var reference = reference();
    long now = EventJson.micros(clock.instant());
    return new Days(
        reference.days(district).date(now),
        LocalDate.parse(reference.rules(district, now).marketStart()));
  }
}
