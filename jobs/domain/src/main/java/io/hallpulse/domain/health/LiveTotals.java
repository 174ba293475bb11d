package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hall's trailing hour, for the scopes above it.
 *
 * @param version events of the hall folded so far
 * @param hallTime of the hall, microseconds
 * @param counters those with an index
 * @param incidents the worst of those that go on
 */
public record LiveTotals(
    String district,
    @Nullable String subdistrict,
    String hallId,
    long version,
    long hallTime,
    Readings readings,
    Expected expected,
    List<Scored> counters,
    List<OpenIncident> incidents) {}
