package io.hallpulse.refold;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.DayReadings;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.HealthScore;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Scope;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The index of a counter, unit or hall by half hour, or of all half hours of a kind together:
 * losses as the lake has them, added up and scored when they are read. Cards are of a day and are
 * left out.
 */
public final class HalfHours {
  private final StoredFacts facts;
  private final StoredReference references;

  public HalfHours(LakeQuery lake) {
    this.facts = new StoredFacts(lake);
    this.references = new StoredReference(lake);
  }

  /**
   * Scores a day's half hours by their kind.
   *
   * @param day the scope's score of the day
   * @param kind of the half hour that begins then; empty leaves it out
   * @throws IllegalArgumentException if the scope is not of one hall
   */
  public <K extends Comparable<K>> Map<K, HealthScore> of(
      HealthDailyFact day, Function<Instant, Optional<K>> kind) throws SQLException {
    if (day.hallId() == null) {
      throw new IllegalArgumentException(
          "Half hours are of a counter, unit or hall, got %s %s"
              .formatted(day.scope(), day.scopeId()));
    }
    var reach = references.reach(day.district(), day.localDate());
    var reference = references.of(day.district(), reach);
    return scores(day, facts.losses(day.hallId(), day.localDate()), reach, reference, kind);
  }

  static <K extends Comparable<K>> Map<K, HealthScore> scores(
      HealthDailyFact day,
      List<SlotLossFact> losses,
      DayReach reach,
      Reference reference,
      Function<Instant, Optional<K>> kind) {
    var readings = new TreeMap<K, DayReadings>();
    for (var loss : losses) {
      var of = kind.apply(loss.slotStart());
      if (of.isPresent() && isOf(day, loss)) {
        readings
            .computeIfAbsent(of.get(), first -> new DayReadings())
            .add(EventJson.micros(loss.slotStart()), readings(loss));
      }
    }
    var rules = reference.rules(day.district(), reach.start());
    var weights =
        day.scope().equals(Scope.Level.COUNTER.key())
            ? rules.counterWeights()
            : rules.scopeWeights();
    var hallId = Objects.requireNonNull(day.hallId());
    var scores = new TreeMap<K, HealthScore>();
    readings.forEach(
        (of, slots) -> {
          var total = slots.total();
          var usual = slots.expected(hallId, day.localDate(), reach.start(), rules, reference);
          var priors = usual.priors(total, rules);
          scores.put(of, HealthScore.of(total, Cards.NONE, weights, rules, priors));
        });
    return scores;
  }

  private static boolean isOf(HealthDailyFact day, SlotLossFact loss) {
    return switch (day.scope()) {
      case "counter" -> day.scopeId().equals(loss.counterId());
      case "unit" -> day.scopeId().equals(day.hallId() + "/" + loss.unitId());
      default -> true;
    };
  }

  private static Readings readings(SlotLossFact fact) {
    return Readings.NONE.plus(
        Factor.of(fact.factor()),
        new Loss(fact.lossMillionths(), fact.exposure(), fact.unknown(), fact.incidents()));
  }
}
