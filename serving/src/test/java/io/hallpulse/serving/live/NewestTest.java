package io.hallpulse.serving.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewestTest {
  private final Newest<String> newest = new Newest<>();

  @Test
  void aHigherVersionReplacesALowerOne() {
    assertThat(newest.offer("h", 1, 10, "first")).isTrue();
    assertThat(newest.offer("h", 2, 9, "second")).isTrue();

    assertThat(newest.of("h")).hasValue("second");
  }

  @Test
  void ofEqualVersionsTheLaterHallTimeHolds() {
    newest.offer("h", 1, 10, "first");

    assertThat(newest.offer("h", 1, 11, "later")).isTrue();
    assertThat(newest.offer("h", 1, 11, "repeat")).isFalse();
    assertThat(newest.of("h")).hasValue("later");
  }

  @Test
  void itNeverGoesBackWhateverTheOrder() {
    var versions = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(versions, new Random(seed));
      var store = new Newest<Integer>();
      int highest = -1;
      for (int version : versions) {
        highest = Math.max(highest, version);
        store.offer("h", version, 0, version);
        assertThat(store.of("h")).as("seed %d", seed).hasValue(highest);
      }
    }
  }

  @Test
  void whatIsWithdrawnComesBackOnlyAsSomethingNewer() {
    newest.offer("t", 3, 10, "called");
    newest.withdraw("t");
    assertThat(newest.of("t")).isEmpty();
    assertThat(newest.all()).isEmpty();

    assertThat(newest.offer("t", 3, 10, "said again")).isFalse();
    assertThat(newest.of("t")).isEmpty();
    assertThat(newest.offer("t", 4, 10, "called again")).isTrue();
    assertThat(newest.of("t")).hasValue("called again");
  }

  @Test
  void keysAreApart() {
    newest.offer("a", 5, 0, "a5");
    newest.offer("b", 1, 0, "b1");

    assertThat(newest.all()).containsExactlyInAnyOrderElementsOf(List.of("a5", "b1"));
    assertThat(newest.of("c")).isEmpty();
  }
}
