package io.hallpulse.refold;

import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.fact.SlotLossFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fact that the lake and the fold tell otherwise.
 *
 * @param stored null if the lake does not have it
 * @param recomputed null if the fold does not give it
 */
public record Difference(String fact, @Nullable String stored, @Nullable String recomputed) {

  /** Where losses differ; a row that says that nothing happened is as good as none. */
  static List<Difference> ofLosses(
      Collection<SlotLossFact> stored, Collection<SlotLossFact> again) {
    return between(stored, again, Difference::name, Difference::text);
  }

  /** Where scores differ; revisions and reasons tell how a row came about and are left out. */
  static List<Difference> ofScores(
      Collection<HealthDailyFact> stored, Collection<HealthDailyFact> again) {
    return between(stored, again, Difference::name, Difference::text);
  }

  private static <T> List<Difference> between(
      Collection<T> stored,
      Collection<T> again,
      Function<T, String> name,
      Function<T, @Nullable String> text) {
    var was = new TreeMap<String, @Nullable String>();
    stored.forEach(fact -> was.put(name.apply(fact), text.apply(fact)));
    var is = new TreeMap<String, @Nullable String>();
    again.forEach(fact -> is.put(name.apply(fact), text.apply(fact)));
    var all = new TreeMap<>(was);
    all.putAll(is);
    var differences = new ArrayList<Difference>();
    for (var fact : all.keySet()) {
      if (!Objects.equals(was.get(fact), is.get(fact))) {
        differences.add(new Difference(fact, was.get(fact), is.get(fact)));
      }
    }
    return differences;
  }

  static String name(SlotLossFact fact) {
    return "%s %s from %s"
        .formatted(
            fact.counterId() == null ? "queue " + fact.queueId() : "counter " + fact.counterId(),
            fact.factor(),
            fact.slotStart());
  }

  static String name(HealthDailyFact fact) {
    return fact.scope() + " " + fact.scopeId();
  }

  private static @Nullable String text(SlotLossFact fact) {
    return fact.exposure() + fact.unknown() == 0
        ? null
        : "%d millionths of %d, %d unknown, %d incidents; unit %s, subdistrict %s"
            .formatted(
                fact.lossMillionths(),
                fact.exposure(),
                fact.unknown(),
                fact.incidents(),
                fact.unitId(),
                fact.subdistrict());
  }

  private static @Nullable String text(HealthDailyFact fact) {
    var parts = HealthParts.read(fact.parts());
    boolean isEmpty =
        parts.factors().stream().allMatch(part -> part.exposure() + part.unknown() == 0);
    return isEmpty
        ? null
        : "%s in %s to %s, coverage %s, %s, low evidence %s, rules %s, final %s, parts %s"
            .formatted(
                fact.shi(),
                fact.intervalLow(),
                fact.intervalHigh(),
                fact.coverage(),
                fact.category(),
                fact.lowEvidence(),
                fact.ruleset(),
                fact.isFinal(),
                fact.parts());
  }

  @Override
  public String toString() {
    return "%s%n  stored     %s%n  recomputed %s".formatted(fact, stored, recomputed);
  }
}
