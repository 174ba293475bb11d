package io.hallpulse.serving.score;

import io.hallpulse.domain.health.Heat;
import io.hallpulse.refold.HalfHours;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.serving.history.HeatRow;
import io.hallpulse.serving.history.Heats;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The index of a scope's half hours, each by itself and by how hot they were. */
@Singleton
final class SlotScores {
  private static final int HALF_HOUR_MINUTES = 30;

  private final HalfHours halfHours;
  private final Heats heats;

  SlotScores(ScoreHistory history, Heats heats) {
    this.halfHours = new HalfHours(history.query());
    this.heats = heats;
  }

  List<SlotScore> slots(HealthDailyFact day) throws SQLException {
    var loads = loads(day);
    return halfHours.of(day, Optional::of).entrySet().stream()
        .map(slot -> SlotScore.of(slot.getKey(), slot.getValue(), loads.get(slot.getKey())))
        .toList();
  }

  /** Half hours of which nobody knows how hot they were are left out. */
  List<HeatScore> byHeat(HealthDailyFact day) throws SQLException {
    var heat = new HashMap<Instant, Heat>();
    loads(day).forEach((slot, load) -> heat.put(slot, Heat.of(load)));
    return halfHours.of(day, slot -> Optional.ofNullable(heat.get(slot))).entrySet().stream()
        .map(of -> HeatScore.of(of.getKey(), count(of.getKey(), heat), of.getValue()))
        .toList();
  }

  private static int count(Heat heat, Map<Instant, Heat> slots) {
    return (int) slots.values().stream().filter(heat::equals).count();
  }

  /**
   * Of a unit as it is; of a hall all its units' services over all their open counters. Infinite
   * where somebody came and no counter was open.
   */
  private Map<Instant, Double> loads(HealthDailyFact day) {
    var hallId = day.hallId();
    if (hallId == null || day.scope().equals("counter")) {
      return Map.of();
    }
    var offered = new HashMap<Instant, Double>();
    var open = new HashMap<Instant, Double>();
    for (var row : heats.of(hallId, day.localDate(), day.localDate())) {
      boolean isOf =
          day.scope().equals("hall") || day.scopeId().equals(hallId + "/" + row.unitId());
      var counters = row.openCounters();
      if (isOf && counters != null && row.slotStart() != null) {
        offered.merge(row.slotStart(), offered(row), Double::sum);
        open.merge(row.slotStart(), counters, Double::sum);
      }
    }
    var loads = new HashMap<Instant, Double>();
    offered.forEach(
        (slot, services) -> {
          if (!Double.isNaN(services)) {
            loads.put(slot, services == 0 ? 0 : services / open.getOrDefault(slot, 0.0));
          }
        });
    return loads;
  }

  /** Counters that the arrivals keep busy, NaN if nobody knows for how long. */
  private static double offered(HeatRow row) {
    var arrivals = row.arrivals();
    var minutes = row.handlingMinutes();
    return Heat.load(
            arrivals == null ? 0 : arrivals,
            HALF_HOUR_MINUTES,
            minutes == null ? Double.NaN : minutes,
            1)
        .orElse(Double.NaN);
  }
}
