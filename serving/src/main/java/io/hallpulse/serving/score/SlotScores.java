package io.hallpulse.serving.score;

import io.hallpulse.domain.health.Heat;
import io.hallpulse.domain.health.Load;
import io.hallpulse.refold.HalfHours;
import io.hallpulse.schemas.fact.HealthDailyFact;
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
    var heats = new HashMap<Instant, Heat>();
    loads(day).forEach((slot, load) -> load.heat().ifPresent(heat -> heats.put(slot, heat)));
    return halfHours.of(day, slot -> Optional.ofNullable(heats.get(slot))).entrySet().stream()
        .map(of -> HeatScore.of(of.getKey(), count(of.getKey(), heats), of.getValue()))
        .toList();
  }

  private static int count(Heat heat, Map<Instant, Heat> slots) {
    return (int) slots.values().stream().filter(heat::equals).count();
  }

  /** Of a unit, or of all units of a hall together; of a counter none. */
  private Map<Instant, Load> loads(HealthDailyFact day) {
    var hallId = day.hallId();
    var loads = new HashMap<Instant, Load>();
    if (hallId == null || day.scope().equals("counter")) {
      return loads;
    }
    for (var row : heats.of(hallId, day.localDate(), day.localDate())) {
      var slot = row.slotStart();
      boolean isOf =
          day.scope().equals("hall") || day.scopeId().equals(hallId + "/" + row.unitId());
      if (slot != null && isOf) {
        row.work().ifPresent(work -> loads.merge(slot, work, Load::plus));
      }
    }
    return loads;
  }
}
