package io.hallpulse.trino.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Guesses guesses = new Guesses(nanos::get);

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void guess(String key, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guesses.take(key)).as("guess %d", i + 1).isEmpty();
    }
  }

  @Test
  void afterFiveTheNameWaitsTwiceAsLongEachTimeButNotForEver() {
    guess("li.na", 5);
    assertThat(guesses.take("li.na")).hasValue(Duration.ofSeconds(10));
    for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
      assertThat(guesses.left("li.na")).hasValue(Duration.ofSeconds(seconds));
      passes(Duration.ofSeconds(seconds));
      guess("li.na", 1);
    }
    assertThat(guesses.take("wang.wei")).isEmpty();
  }

  @Test
  void whatIsNotLookedAtMakesNobodyWaitLonger() {
    guess("li.na", 5);
    for (int i = 0; i < 100; i++) {
      assertThat(guesses.take("li.na")).hasValue(Duration.ofSeconds(10));
    }
  }

  @Test
  void aGoodOneAndAQuarterOfAnHourAreForgotten() {
    guess("li.na", 4);
    guesses.forget("li.na");
    guess("li.na", 5);
    passes(Duration.ofSeconds(10).plus(Duration.ofMinutes(15)));

    guess("li.na", 5);
    assertThat(guesses.left("li.na")).hasValue(Duration.ofSeconds(10));
  }

  @Test
  void tenThousandNamesAreKept() {
    guess("first", 5);
    for (int i = 0; i < 9_999; i++) {
      guess("name-" + i, 1);
    }
    assertThat(guesses.left("first")).isPresent(); // looked at last, so the next to go is name-0
    guess("one more", 1);
    assertThat(guesses.left("first")).isPresent();

    for (int i = 0; i < 10_000; i++) {
      guess("other-" + i, 1);
    }
    assertThat(guesses.left("first")).isEmpty();
  }
}
