package io.hallpulse.agent.vision.presence;

import static io.hallpulse.agent.vision.presence.Emptiness.Verdict.ABSENT;
import static io.hallpulse.agent.vision.presence.Emptiness.Verdict.PRESENT;
import static io.hallpulse.agent.vision.presence.Emptiness.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EmptinessProperties {
  private static final int STEP = 250;

  /**
   * Nobody was there but for a while somebody passed: that costs twice his stay, whenever it was.
   */
  @Property
  void somebodyPassingDelaysAnAbsenceByTwiceHisStay(
      @ForAll @IntRange(min = 0, max = 19) int before,
      @ForAll @IntRange(min = 0, max = 8) int stay) {
    int alone = steps(looks(0, 0));
    int disturbed = steps(looks(before, stay));

    assertThat(disturbed - alone).isLessThanOrEqualTo(2 * stay);
  }

  /** With a timer that starts anew this was 3.5 s. */
  @Example
  void halfASecondOfSomebodyJustBeforeTheAlarmCostsOneSecond() {
    int alone = steps(looks(0, 0));

    assertThat(alone * STEP).isEqualTo(5_000);
    assertThat(steps(looks(12, 2)) - alone).isEqualTo(4).isEqualTo(1_000 / STEP);
    assertThat(steps(looks(19, 2)) - alone).isEqualTo(4);
  }

  /** A detector that misses every third look must not make a clerk vanish. */
  @Property(tries = 200)
  void whoIsSeenMoreOftenThanNotStays(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    var random = new Random(seed);
    var emptiness = occupied();
    for (int i = 0; i < 2_000; i++) {
      // Of three looks one is missed, in any order.
      int missed = random.nextInt(3);
      for (int look = 0; look < 3; look++) {
        emptiness = emptiness.after(Duration.ofMillis(STEP), look != missed);
        assertThat(emptiness.verdict()).isEqualTo(PRESENT);
      }
    }
  }

  @Property
  void confidenceIsHighWhenAVerdictChangesAndNeverOutOfRange(
      @ForAll @Size(max = 200) List<Boolean> looks) {
    var emptiness = Emptiness.UNKNOWN;
    for (boolean look : looks) {
      var next = emptiness.after(Duration.ofMillis(STEP), look);
      assertThat(next.millis()).isBetween(0L, Emptiness.FULL);
      assertThat(next.confidence()).isBetween(0.0, 1.0);
      if (next.verdict() != emptiness.verdict()) {
        assertThat(next.confidence()).isGreaterThanOrEqualTo(0.9);
      }
      emptiness = next;
    }
  }

  @Example
  void afterAGapNothingIsKnown() {
    var after = occupied().after(Emptiness.LONGEST_GAP.plusMillis(1), false);

    assertThat(after.verdict()).isEqualTo(UNKNOWN);
    assertThat(after.confidence()).isZero();
  }

  private static Emptiness occupied() {
    var emptiness = Emptiness.UNKNOWN;
    while (emptiness.millis() > 0) {
      emptiness = emptiness.after(Duration.ofMillis(STEP), true);
    }
    assertThat(emptiness.verdict()).isEqualTo(PRESENT);
    return emptiness;
  }

  private static boolean[] looks(int before, int stay) {
    var looks = new boolean[200];
    for (int i = before; i < before + stay; i++) {
      looks[i] = true;
    }
    return looks;
  }

  /** Until a seat that was surely occupied is called empty. */
  private static int steps(boolean[] looks) {
    var emptiness = occupied();
    for (int i = 0; i < looks.length; i++) {
      emptiness = emptiness.after(Duration.ofMillis(STEP), looks[i]);
      if (emptiness.verdict() == ABSENT) {
        return i + 1;
      }
    }
    throw new AssertionError("It never was called empty");
  }
}
