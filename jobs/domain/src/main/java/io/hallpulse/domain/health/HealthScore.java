package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.RuleSet.Curve;
import io.hallpulse.schemas.reference.RuleSet.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service health index of a scope, with what it is made of (domain.md, section 4). It is
 * computed when it is read and never averaged.
 *
 * @param index 0 to 100; null while too little is known
 * @param low lower end of the interval; null with the index
 * @param high upper end of the interval; null with the index
 * @param coverage percent of the weights that was observed
 * @param category null with the index
 * @param isLowEvidence whether it rests on few exposures
 * @param cardPoints taken off for cards
 * @param parts one for each factor, in their order
 */
public record HealthScore(
    @Nullable Double index,
    @Nullable Double low,
    @Nullable Double high,
    double coverage,
    @Nullable Category category,
    boolean isLowEvidence,
    int cardPoints,
    List<Part> parts) {
  private static final double PERCENT = 100;

  /**
   * What one factor does to the index.
   *
   * @param rate of loss, shrunk towards what is expected
   * @param penalty 0 to 1
   * @param points that it takes off
   * @param variance of the points, 0 where the interval leaves it out
   */
  public record Part(
      Factor factor,
      Loss loss,
      int weight,
      double rate,
      double penalty,
      double points,
      double variance) {

    public boolean isObserved() {
      return loss.exposure() > 0;
    }
  }

  /**
   * Scores a scope.
   *
   * @param weights of the scope's level
   * @param priors of its hall and slot, or the mean over what was added up
   */
  public static HealthScore of(
      Readings readings, Cards cards, Weights weights, RuleSet rules, Priors priors) {
    double observed = 0;
    double total = 0;
    double known = 0;
    for (var factor : Factor.values()) {
      var loss = readings.of(factor);
      int weight = weight(factor, weights);
      total += weight;
      if (loss.exposure() > 0) {
        observed += weight;
        known += weight * (loss.exposure() / (double) (loss.exposure() + loss.unknown()));
      }
    }
    var parts = new ArrayList<Part>();
    double points = 0;
    double variance = 0;
    for (var factor : Factor.values()) {
      int weight = weight(factor, weights);
      var part = part(factor, readings.of(factor), weight, observed, rules, priors);
      parts.add(part);
      points += part.points();
      variance += part.variance();
    }
    double coverage = PERCENT * known / total;
    int cardPoints = cards.points(rules.cards());
    boolean isLowEvidence =
        readings.bad().exposure() + readings.handle().exposure() + readings.waiting().exposure()
            < rules.evidence().leastExposures();
    if (coverage < rules.evidence().leastCoverage() || observed == 0) {
      return new HealthScore(
          null, null, null, coverage, null, isLowEvidence, cardPoints, List.copyOf(parts));
    }
    double index = Math.max(0, PERCENT - points - cardPoints);
    double width = rules.evidence().deviations() * Math.sqrt(variance);
    return new HealthScore(
        index,
        Math.max(0, index - width),
        Math.min(PERCENT, index + width),
        coverage,
        Category.of(index, rules.categories()),
        isLowEvidence,
        cardPoints,
        List.copyOf(parts));
  }

  private static Part part(
      Factor factor, Loss loss, int weight, double observed, RuleSet rules, Priors priors) {
    if (loss.exposure() == 0 || observed == 0) {
      return new Part(factor, loss, weight, 0, 0, 0, 0);
    }
    double prior = priors.of(factor);
    int kappa = kappa(factor, rules);
    double exposures = loss.exposure() + kappa;
    double rate = (loss.millionths() / (double) Loss.WHOLE + kappa * prior) / exposures;
    var curve = curve(factor, rules, prior);
    double penalty =
        Math.min(1, Math.max(0, (rate - curve.target()) / (curve.full() - curve.target())));
    double scale = PERCENT / observed;
    double variance = 0;
    if (kappa > 0 && penalty > 0) {
      double slope = scale * weight / (curve.full() - curve.target());
      variance = slope * slope * rate * (1 - rate) / exposures;
    }
    return new Part(factor, loss, weight, rate, penalty, scale * weight * penalty, variance);
  }

  private static int weight(Factor factor, Weights weights) {
    return switch (factor) {
      case LATE -> weights.late();
      case ABSENT -> weights.absent();
      case BAD -> weights.bad();
      case HANDLE -> weights.handle();
      case WAIT -> weights.waiting();
    };
  }

  private static int kappa(Factor factor, RuleSet rules) {
    return switch (factor) {
      case LATE, ABSENT -> 0;
      case BAD -> rules.bad().kappa();
      case HANDLE -> rules.handle().kappa();
      case WAIT -> rules.waiting().kappa();
    };
  }

  private static Curve curve(Factor factor, RuleSet rules, double prior) {
    return switch (factor) {
      case LATE -> rules.late().curve();
      case ABSENT -> rules.absent().curve();
      case BAD -> new Curve(prior, rules.bad().full());
      case HANDLE -> rules.handle().curve();
      case WAIT -> rules.waiting().curve();
    };
  }
}
