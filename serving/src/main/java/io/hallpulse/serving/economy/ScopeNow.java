package io.hallpulse.serving.economy;

import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.live.LiveEconomy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * The running periods of a scope: today, this month, quarter, year and the year to date.
 *
 * @param scope district, subdistrict, section or type
 * @param version changes counted so far
 */
@Schema(name = "EconomyScope")
record ScopeNow(
    String district,
    String scope,
    String scopeId,
    long version,
    Instant asOf,
    List<Figure> figures) {
  static ScopeNow of(LiveEconomy live) {
    return new ScopeNow(
        live.getDistrict(),
        live.getScope(),
        live.getScopeId(),
        live.getVersion(),
        EventJson.instant(live.getAsOf()),
        live.getFigures().stream().map(Figure::of).toList());
  }
}
