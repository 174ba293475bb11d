package io.hallpulse.refold;

import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a past day would have scored, had a rule set held all that day. */
public final class Preview {
  /** In force before any day. */
  private static final long ALWAYS = Long.MIN_VALUE;

  private final StoredFacts facts;
  private final StoredReference references;
  private final Rescoring rescoring;

  public Preview(LakeQuery lake) {
    this.facts = new StoredFacts(lake);
    this.references = new StoredReference(lake);
    this.rescoring = new Rescoring(lake);
  }

  /**
   * A score as it is and as it would have been.
   *
   * @param stored null if it would be new
   * @param candidate null if it would be gone
   */
  public record Beside(@Nullable HealthDailyFact stored, @Nullable HealthDailyFact candidate) {}

  /**
   * The scope that is asked for, and those within it: of a hall its units and counters, of a
   * district its subdistricts and halls.
   *
   * @throws IllegalArgumentException if it has no final score, or the rules are another district's
   */
  public List<Beside> of(RuleSet rules, String scope, String scopeId, LocalDate date)
      throws SQLException {
    var stored = facts.finalScore(scope, scopeId, date);
    if (!rules.district().equals(stored.district())) {
      throw new IllegalArgumentException(
          "The rules are of district %s, %s %s is in %s"
              .formatted(rules.district(), scope, scopeId, stored.district()));
    }
    var day = references.reach(stored.district(), date);
    var reference = references.of(stored.district(), day, type -> type != ReferenceType.RULESET);
    reference.add(rules, ALWAYS, 1);
    var known = new ArrayList<HealthDailyFact>();
    var again =
        rescoring.of(
            stored, day, reference, (hallId, told) -> known.addAll(facts.scores(hallId, date)));
    if (stored.hallId() == null) {
      known.addAll(facts.above(stored, date));
    }
    return beside(stored, known, again);
  }

  private static List<Beside> beside(
      HealthDailyFact asked, List<HealthDailyFact> known, List<HealthDailyFact> again) {
    var found = new ArrayList<Beside>();
    for (var fact : known) {
      if (isWithin(asked, fact)) {
        found.add(
            new Beside(
                fact,
                again.stream().filter(other -> isSame(fact, other)).findFirst().orElse(null)));
      }
    }
    again.stream()
        .filter(fact -> isWithin(asked, fact))
        .filter(fact -> known.stream().noneMatch(other -> isSame(fact, other)))
        .forEach(fact -> found.add(new Beside(null, fact)));
    return found;
  }

  private static boolean isSame(HealthDailyFact one, HealthDailyFact other) {
    return one.scope().equals(other.scope()) && one.scopeId().equals(other.scopeId());
  }

  private static boolean isWithin(HealthDailyFact asked, HealthDailyFact fact) {
    return switch (asked.scope()) {
      case "hall" -> true;
      case "district", "subdistrict" ->
          !fact.scope().equals("counter") && !fact.scope().equals("unit");
      default -> isSame(asked, fact);
    };
  }
}
