package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.date;
import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;
import static io.hallpulse.schemas.reference.Datum.time;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The numbers by which a district's service health is judged (domain.md, section 4), in force from
 * a time on. Minutes and seconds are whole, rates 0 to 1, losses millionths.
 *
 * @param version name that people give this set; stands beside every score made with it
 * @param counterWeights of a counter's factors
 * @param scopeWeights of the factors of a unit and above
 * @param rectification domain.md's in sets written before there was any
 * @param notice likewise
 * @param alarms likewise
 * @param market likewise, market.md's
 */
public record RuleSet(
    String district,
    String version,
    Weights counterWeights,
    Weights scopeWeights,
    Late late,
    Absent absent,
    Bad bad,
    Handle handle,
    @JsonProperty("wait") Wait waiting,
    Cards cards,
    Categories categories,
    Evidence evidence,
    Rectification rectification,
    Notice notice,
    AlarmRules alarms,
    Market market)
    implements Datum {

  public RuleSet {
    required(district, "district");
    required(version, "version");
    required(counterWeights, "counter_weights");
    required(scopeWeights, "scope_weights");
    required(late, "late");
    required(absent, "absent");
    required(bad, "bad");
    required(handle, "handle");
    required(waiting, "wait");
    required(cards, "cards");
    required(categories, "categories");
    required(evidence, "evidence");
    rectification = rectification == null ? Rectification.DEFAULT : rectification;
    notice = notice == null ? Notice.DEFAULT : notice;
    alarms = alarms == null ? AlarmRules.DEFAULT : alarms;
    market = market == null ? Market.DEFAULT : market;
  }

  /** As domain.md says. */
  /** The same with other rules for market entities. */
  public RuleSet with(Market other) {
    return new RuleSet(
        district,
        version,
        counterWeights,
        scopeWeights,
        late,
        absent,
        bad,
        handle,
        waiting,
        cards,
        categories,
        evidence,
        rectification,
        notice,
        alarms,
        other);
  }

  public static RuleSet defaults(String district) {
    return new RuleSet(
        district,
        "default",
        new Weights(15, 30, 30, 15, 10),
        new Weights(10, 25, 25, 15, 25),
        new Late(new Curve(0.0, 0.5), 60, 10, 15),
        new Absent(new Curve(0.0, 0.25), 5, 15, 5, 180, 0.6, 15),
        new Bad(0.05, 0.001, 0.04, 50, 800_000, 1_000_000, 5, 3, 10),
        new Handle(new Curve(0.05, 0.4), 0.04, 10),
        new Wait(new Curve(0.1, 0.6), 0.08, 10, 15, 30),
        new Cards(3, 3, 5, 10, 20, 5, 10, 15),
        new Categories(90, 80, 70, 60, 2, 5, 30, 3),
        new Evidence(50, 10, 200, 1.645),
        Rectification.DEFAULT,
        Notice.DEFAULT,
        AlarmRules.DEFAULT,
        Market.DEFAULT);
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.RULESET;
  }

  @Override
  public String id() {
    return district;
  }

  /** Importance of the factors; any total. */
  public record Weights(
      int late, int absent, int bad, int handle, @JsonProperty("wait") int waiting) {
    public Weights {
      for (int weight : new int[] {late, absent, bad, handle, waiting}) {
        if (weight < 0) {
          throw new IllegalArgumentException("a weight must be 0 or more, got " + weight);
        }
      }
      if (late + absent + bad + handle + waiting == 0) {
        throw new IllegalArgumentException("weights must not all be 0");
      }
    }
  }

  /** From which rate on a factor is penalised, and from which on fully. */
  public record Curve(Double target, Double full) {
    public Curve {
      required(target, "target");
      required(full, "full");
      rate(target, "target");
      rate(full, "full");
      if (full <= target) {
        throw new IllegalArgumentException(
            "full must be above target %s, got %s".formatted(target, full));
      }
    }
  }

  /**
   * @param earlyMinutes before the rostered start from which a sign-in counts
   * @param slightMinutes after the start up to which a third is lost
   * @param graveMinutes after the start up to which two thirds are lost, and all from then on
   */
  public record Late(Curve curve, int earlyMinutes, int slightMinutes, int graveMinutes) {
    public Late {
      required(curve, "curve");
      positive(earlyMinutes, "early_minutes");
      positive(slightMinutes, "slight_minutes");
      above(graveMinutes, "grave_minutes", slightMinutes, "slight_minutes");
    }
  }

  /**
   * @param freeMinutes of a spell that cost nothing
   * @param halfMinutes of a spell up to which a minute costs half, and all from then on
   * @param mostWaiting visitors beyond whom a minute costs no more
   * @param evidenceSeconds for which an observation or a clerk's action says something
   * @param leastConfidence below which an observation is discarded
   * @param graceMinutes after a session's start that belong to lateness until the clerk signs in
   */
  public record Absent(
      Curve curve,
      int freeMinutes,
      int halfMinutes,
      int mostWaiting,
      int evidenceSeconds,
      double leastConfidence,
      int graceMinutes) {
    public Absent {
      required(curve, "curve");
      positive(freeMinutes, "free_minutes");
      above(halfMinutes, "half_minutes", freeMinutes, "free_minutes");
      positive(mostWaiting, "most_waiting");
      positive(evidenceSeconds, "evidence_seconds");
      rate(leastConfidence, "least_confidence");
      positive(graceMinutes, "grace_minutes");
    }
  }

  /**
   * @param full rate of full penalty; it begins at the prior
   * @param prior rate expected while there is no baseline
   * @param mostPrior to which a baseline is capped, below full
   * @param kappa exposures that the prior counts as
   * @param dissatisfiedLoss of level 2
   * @param veryDissatisfiedLoss of level 1
   * @param workingDays after the service's day within which a rating is genuine
   * @param burstRatings equal ratings at one counter that are none
   * @param burstSeconds within which they came
   */
  public record Bad(
      double full,
      double prior,
      double mostPrior,
      int kappa,
      int dissatisfiedLoss,
      int veryDissatisfiedLoss,
      int workingDays,
      int burstRatings,
      int burstSeconds) {
    public Bad {
      rate(full, "full");
      rate(prior, "prior");
      rate(mostPrior, "most_prior");
      if (mostPrior >= full || prior > mostPrior) {
        throw new IllegalArgumentException(
            "prior %s, most_prior %s and full %s must rise".formatted(prior, mostPrior, full));
      }
      positive(kappa, "kappa");
      loss(dissatisfiedLoss, "dissatisfied_loss");
      loss(veryDissatisfiedLoss, "very_dissatisfied_loss");
      positive(workingDays, "working_days");
      above(burstRatings, "burst_ratings", 1, "1");
      positive(burstSeconds, "burst_seconds");
    }
  }

  /**
   * @param prior rate expected while there is no baseline
   * @param kappa exposures that the prior counts as
   */
  public record Handle(Curve curve, double prior, int kappa) {
    public Handle {
      required(curve, "curve");
      rate(prior, "prior");
      positive(kappa, "kappa");
    }
  }

  /**
   * @param prior rate expected while there is no baseline
   * @param kappa exposures that the prior counts as
   * @param freeMinutes of waiting that cost nothing
   * @param halfMinutes of waiting up to which half is lost, and all from then on
   */
  public record Wait(Curve curve, double prior, int kappa, int freeMinutes, int halfMinutes) {
    public Wait {
      required(curve, "curve");
      rate(prior, "prior");
      positive(kappa, "kappa");
      positive(freeMinutes, "free_minutes");
      above(halfMinutes, "half_minutes", freeMinutes, "free_minutes");
    }
  }

  /**
   * Points taken off, and after how many working days an open rectification brings which card.
   *
   * @param warnings that together cost {@code warningPoints}
   * @param mostPoints that cards may cost
   */
  public record Cards(
      int warnings,
      int warningPoints,
      int yellowPoints,
      int redPoints,
      int mostPoints,
      int warningDays,
      int yellowDays,
      int redDays) {
    public Cards {
      positive(warnings, "warnings");
      points(warningPoints, "warning_points");
      points(yellowPoints, "yellow_points");
      points(redPoints, "red_points");
      points(mostPoints, "most_points");
      positive(warningDays, "warning_days");
      above(yellowDays, "yellow_days", warningDays, "warning_days");
      above(redDays, "red_days", yellowDays, "yellow_days");
    }
  }

  /**
   * From which score on a category is given, red below the last.
   *
   * @param marginPoints beyond the line that a live change needs
   * @param steadyMinutes for which it must last
   * @param unattendedMinutes after which a counter with people waiting is at least orange
   * @param unattendedWaiting how many people those are
   */
  public record Categories(
      int green,
      int blue,
      int yellow,
      int orange,
      int marginPoints,
      int steadyMinutes,
      int unattendedMinutes,
      int unattendedWaiting) {
    public Categories {
      points(green, "green");
      if (!(green > blue && blue > yellow && yellow > orange && orange > 0)) {
        throw new IllegalArgumentException(
            "green %d, blue %d, yellow %d and orange %d must fall"
                .formatted(green, blue, yellow, orange));
      }
      points(marginPoints, "margin_points");
      positive(steadyMinutes, "steady_minutes");
      positive(unattendedMinutes, "unattended_minutes");
      positive(unattendedWaiting, "unattended_waiting");
    }
  }

  /**
   * How much must be known.
   *
   * @param leastCoverage in percent under which no score is given
   * @param leastExposures of bad, handle and wait together, under which evidence is low
   * @param leastBaseline exposures under which a baseline is not used
   * @param deviations half width of the interval in standard deviations
   */
  public record Evidence(
      int leastCoverage, int leastExposures, int leastBaseline, double deviations) {
    public Evidence {
      points(leastCoverage, "least_coverage");
      positive(leastExposures, "least_exposures");
      positive(leastBaseline, "least_baseline");
      if (!(deviations > 0)) {
        throw new IllegalArgumentException("deviations must be above 0, got " + deviations);
      }
    }
  }

  /**
   * By when a bad rating is to be put right, in working days after the rating's date.
   *
   * @param contactDays within which the visitor is to be contacted
   * @param closeDays within which the matter is to be closed
   */
  public record Rectification(int contactDays, int closeDays) {
    static final Rectification DEFAULT = new Rectification(1, 5);

    public Rectification {
      positive(contactDays, "contact_days");
      positive(closeDays, "close_days");
      if (contactDays > closeDays) {
        throw new IllegalArgumentException(
            "contact_days must be at most close_days %d, got %d".formatted(closeDays, contactDays));
      }
    }
  }

  /**
   * @param deadlineDays working days after the service within which a one-time notice is due
   */
  public record Notice(int deadlineDays) {
    static final Notice DEFAULT = new Notice(5);

    public Notice {
      positive(deadlineDays, "deadline_days");
    }
  }

  /**
   * How market entities are counted (market.md). Unlike the other parts this one is never a matter
   * of when: the set recorded last counts for all periods.
   *
   * @param marketStart first day from which the registry is complete
   * @param growthMinBase new entities that a base needs for a growth to be told
   * @param survivalMinAtRisk entities at risk that a survival needs
   * @param referenceArea area whose new registrations the district's are held against
   * @param startupItems items by which a business is started
   * @param officeHours of working days
   */
  public record Market(
      String marketStart,
      int growthMinBase,
      int survivalMinAtRisk,
      String referenceArea,
      List<String> startupItems,
      OfficeHours officeHours) {
    public static final Market DEFAULT =
        new Market("2011-01-01", 30, 30, "370200", List.of(), new OfficeHours("09:00", "17:00"));

    public Market {
      date(marketStart, "market_start");
      positive(growthMinBase, "growth_min_base");
      positive(survivalMinAtRisk, "survival_min_at_risk");
      required(referenceArea, "reference_area");
      startupItems = texts(required(startupItems, "startup_items"), "startup_items");
      required(officeHours, "office_hours");
    }

    public Market withStartupItems(List<String> items) {
      return new Market(
          marketStart, growthMinBase, survivalMinAtRisk, referenceArea, items, officeHours);
    }
  }

  /** Local times HH:MM, without a break in between. */
  public record OfficeHours(String from, String until) {
    public OfficeHours {
      if (!time(from, "from").isBefore(time(until, "until"))) {
        throw new IllegalArgumentException(
            "from %s must be before until %s".formatted(from, until));
      }
    }
  }

  private static void rate(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be 0 to 1, got %s".formatted(name, value));
    }
  }

  static void points(int value, String name) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException("%s must be 0 to 100, got %d".formatted(name, value));
    }
  }

  private static void loss(int value, String name) {
    if (value < 0 || value > 1_000_000) {
      throw new IllegalArgumentException(
          "%s must be 0 to 1000000 millionths, got %d".formatted(name, value));
    }
  }

  static void positive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be 1 or more, got %d".formatted(name, value));
    }
  }

  private static void above(int value, String name, int other, String otherName) {
    if (value <= other) {
      throw new IllegalArgumentException(
          "%s must be above %s %d, got %d".formatted(name, otherName, other, value));
    }
  }
}
