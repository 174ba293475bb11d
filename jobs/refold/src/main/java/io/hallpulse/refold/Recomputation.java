package io.hallpulse.refold;

import io.hallpulse.schemas.fact.HealthDailyFact;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes scores of past days anew and compares them with those in the lake. */
public final class Recomputation {
  private final StoredFacts facts;
  private final StoredReference references;
  private final Rescoring rescoring;

  public Recomputation(LakeQuery lake) {
    this.facts = new StoredFacts(lake);
    this.references = new StoredReference(lake);
    this.rescoring = new Rescoring(lake);
  }

  /**
   * What came of it.
   *
   * @param stored the score that was asked for, as the lake has it
   * @param losses rows of {@code hall.slot_losses} that were compared
   * @param scores rows of {@code hall.health_daily} that were computed anew
   */
  public record Result(
      HealthDailyFact stored,
      int losses,
      List<HealthDailyFact> scores,
      List<Difference> differences) {
    public Result {
      scores = List.copyOf(scores);
      differences = List.copyOf(differences);
    }

    /** The score that was asked for, computed anew. */
    public Optional<HealthDailyFact> again() {
      return scores.stream()
          .filter(score -> Difference.name(score).equals(Difference.name(stored)))
          .findFirst();
    }
  }

  /**
   * A scope's day with all that it is made of: a counter's or unit's with its whole hall, a
   * district's or subdistrict's with all its halls.
   *
   * @throws IllegalArgumentException if it has no final score to compare with
   */
  public Result of(String scope, String scopeId, LocalDate date) throws SQLException {
    var stored = facts.finalScore(scope, scopeId, date);
    var day = references.reach(stored.district(), date);
    var differences = new ArrayList<Difference>();
    var losses = new int[1];
    var scores =
        rescoring.of(
            stored,
            day,
            references.of(stored.district(), day),
            (hallId, again) -> {
              var known = facts.losses(hallId, date);
              losses[0] += known.size();
              differences.addAll(Difference.ofLosses(known, again.losses()));
              differences.addAll(Difference.ofScores(facts.scores(hallId, date), again.scores()));
            });
    if (stored.hallId() == null) {
      var rolledUp = scores.stream().filter(score -> score.hallId() == null).toList();
      differences.addAll(Difference.ofScores(facts.above(stored, date), rolledUp));
    }
    return new Result(stored, losses[0], scores, differences);
  }
}
