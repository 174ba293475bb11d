package io.hallpulse.domain.health;

import static io.hallpulse.domain.Times.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.reference.RuleSet;
import org.junit.jupiter.api.Test;

class LiveCategoryTest {
  private static final RuleSet.Categories RULES = RuleSet.defaults("d").categories();

  @Test
  void theFirstIndexIsShownAtOnce() {
    assertThat(LiveCategory.unknown().with(85.0, 0, RULES).shown()).isEqualTo(Category.BLUE);
  }

  @Test
  void aChangeNeedsTwoPointsForFiveMinutes() {
    var green = LiveCategory.unknown().with(95.0, 0, RULES);

    assertThat(green.with(88.1, 0, RULES).with(88.1, 60 * MINUTE, RULES).shown())
        .isEqualTo(Category.GREEN);
    var falling = green.with(88.0, 0, RULES);
    assertThat(falling.with(88.0, 5 * MINUTE - 1, RULES).shown()).isEqualTo(Category.GREEN);
    assertThat(falling.with(88.0, 5 * MINUTE, RULES).shown()).isEqualTo(Category.BLUE);
    assertThat(falling.with(89.0, 2 * MINUTE, RULES).with(88.0, 5 * MINUTE, RULES).shown())
        .as("the five minutes begin anew")
        .isEqualTo(Category.GREEN);
  }

  @Test
  void itRisesByTheSameMargin() {
    var orange = LiveCategory.unknown().with(65.0, 0, RULES);

    assertThat(orange.with(71.9, 0, RULES).with(71.9, 9 * MINUTE, RULES).shown())
        .isEqualTo(Category.ORANGE);
    assertThat(orange.with(93.0, 0, RULES).with(93.0, 5 * MINUTE, RULES).shown())
        .isEqualTo(Category.GREEN);
    assertThat(orange.with(91.0, 0, RULES).with(91.0, 5 * MINUTE, RULES).shown())
        .as("not two points beyond the line of green")
        .isEqualTo(Category.BLUE);
  }

  @Test
  void aWithheldIndexHasNoCategory() {
    var green = LiveCategory.unknown().with(95.0, 0, RULES);

    assertThat(green.with(null, MINUTE, RULES).shown()).isNull();
    assertThat(green.with(null, MINUTE, RULES).with(50.0, 2 * MINUTE, RULES).shown())
        .isEqualTo(Category.RED);
  }

  @Test
  void aDesertedCounterIsAtLeastOrange() {
    assertThat(LiveCategory.ofCounter(Category.GREEN, 31, 3, RULES)).isEqualTo(Category.ORANGE);
    assertThat(LiveCategory.ofCounter(Category.RED, 31, 3, RULES)).isEqualTo(Category.RED);
    assertThat(LiveCategory.ofCounter(null, 31, 3, RULES)).isEqualTo(Category.ORANGE);
    assertThat(LiveCategory.ofCounter(Category.GREEN, 30, 3, RULES)).isEqualTo(Category.GREEN);
    assertThat(LiveCategory.ofCounter(Category.GREEN, 31, 2, RULES)).isEqualTo(Category.GREEN);
  }
}
