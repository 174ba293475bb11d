package io.hallpulse.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.reference.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden vectors of domain.md, section 4, and the edges of the formula. */
class HealthScoreTest {
  private static final RuleSet RULES = RuleSet.defaults("370213");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "A, 0, 2, 0, 420, 0, 48, 2, 60, 4, 60, 100.00, 0.00, 100",
    "B, 0.333333, 2, 10, 420, 1, 48, 5, 60, 9, 60, 84.23, 10.80, 100",
    "C, 0.666667, 2, 112, 420, 3, 48, 21, 60, 27, 60, 24.66, 18.19, 100",
    "D, 0, 2, 0, 420, 1, 1, 0, 2, 0, 2, 88.01, 20.03, 100",
    "F, 0, 2, 0, 0, 0, 48, 2, 60, 4, 60, 100.00, 0.00, 70"
  })
  void aCounterScoresAsTheGoldenVectorsSay(
      String name,
      double late,
      long lateOf,
      double absent,
      long absentOf,
      double bad,
      long badOf,
      double handle,
      long handleOf,
      double wait,
      long waitOf,
      String index,
      String deviation,
      double coverage) {
    var readings =
        new Readings(
            loss(late, lateOf),
            loss(absent, absentOf),
            loss(bad, badOf),
            loss(handle, handleOf),
            loss(wait, waitOf));

    var score = score(readings, RULES.counterWeights());

    assertGolden(score, index, deviation, coverage);
    assertThat(score.isLowEvidence()).isEqualTo(name.equals("D"));
  }

  @Test
  void aUnitScoresAsTheGoldenVectorSays() {
    var readings =
        new Readings(
            loss(1, 120), loss(252, 25_200), loss(2, 1_200), loss(90, 1_500), loss(600, 1_500));

    assertGolden(score(readings, RULES.scopeWeights()), "83.19", "1.48", 100);
  }

  private static void assertGolden(
      HealthScore score, String index, String deviation, double coverage) {
    assertThat(score.index()).isNotNull();
    assertThat(Category.rounded(score.index())).hasToString(index);
    // The interval is clipped: its wider half is the whole.
    double width = Math.max(score.high() - score.index(), score.index() - score.low());
    assertThat(Category.rounded(width)).hasToString(deviation);
    assertThat(score.coverage()).isEqualTo(coverage);
  }

  @Test
  void tooLittleKnownGivesNoScoreButItsCoverage() {
    var readings = Readings.NONE.plus(Factor.BAD, loss(0, 10));

    var score = score(readings, RULES.counterWeights());

    assertThat(score.index()).isNull();
    assertThat(score.low()).isNull();
    assertThat(score.category()).isNull();
    assertThat(score.coverage()).isEqualTo(30);
  }

  @Test
  void nothingKnownGivesNoScoreWhateverTheShrinkage() {
    var score = score(Readings.NONE, RULES.counterWeights());

    assertThat(score.index()).isNull();
    assertThat(score.coverage()).isZero();
    assertThat(score.parts()).noneMatch(HealthScore.Part::isObserved);
  }

  @Test
  void unknownMinutesTakeCoverageOnly() {
    var known = readings(new Loss(0, 210, 0, 0));
    var half = readings(new Loss(0, 210, 210, 0));

    assertThat(score(half, RULES.counterWeights()).coverage()).isEqualTo(85);
    assertThat(score(half, RULES.counterWeights()).index())
        .isEqualTo(score(known, RULES.counterWeights()).index());
  }

  @Test
  void thePartsAddUpToWhatIsMissingFromAHundred() {
    var readings =
        new Readings(loss(0.333333, 2), loss(10, 420), loss(1, 48), loss(5, 60), loss(9, 60));

    var score =
        HealthScore.of(
            readings, new Cards(4, 1, 0), RULES.counterWeights(), RULES, Priors.defaults(RULES));

    double points = score.parts().stream().mapToDouble(HealthScore.Part::points).sum();
    assertThat(score.cardPoints()).isEqualTo(8);
    assertThat(score.index()).isEqualTo(100 - points - 8);
  }

  @ParameterizedTest
  @CsvSource({"2,0,0,0", "3,0,0,3", "5,1,0,8", "0,1,1,15", "9,2,2,20"})
  void cardsCostPointsUpToTheMost(int warnings, int yellow, int red, int points) {
    assertThat(new Cards(warnings, yellow, red).points(RULES.cards())).isEqualTo(points);
  }

  @Test
  void theIndexAndItsIntervalStayBetweenZeroAndAHundred() {
    var worst = new Readings(loss(2, 2), loss(420, 420), loss(48, 48), loss(60, 60), loss(60, 60));
    var score =
        HealthScore.of(
            worst, new Cards(0, 0, 2), RULES.counterWeights(), RULES, Priors.defaults(RULES));

    assertThat(score.index()).isZero();
    assertThat(score.low()).isZero();
    assertThat(score.category()).isEqualTo(Category.RED);
  }

  @ParameterizedTest
  @CsvSource({
    "100, GREEN",
    "89.995, GREEN",
    "89.994, BLUE",
    "80, BLUE",
    "79.99, YELLOW",
    "60, ORANGE",
    "59.994, RED",
    "0, RED"
  })
  void theCategoryIsTakenFromTheRoundedIndex(double index, Category category) {
    assertThat(Category.of(index, RULES.categories())).isEqualTo(category);
  }

  private static Readings readings(Loss absent) {
    return new Readings(loss(0, 2), absent, loss(0, 48), loss(2, 60), loss(4, 60));
  }

  private static HealthScore score(Readings readings, RuleSet.Weights weights) {
    return HealthScore.of(readings, Cards.NONE, weights, RULES, Priors.defaults(RULES));
  }

  private static Loss loss(double lost, long exposure) {
    return new Loss(Math.round(lost * 1_000_000), exposure, 0, 0);
  }
}
