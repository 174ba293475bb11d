package io.hallpulse.domain.time;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.sequence.SeenSequence;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HallClockTest {
  private static final long NINE = at("09:00");
  private static final long IDLE = 60 * SECOND;

  private final HallClock clock = new HallClock(IDLE, NINE - 10 * MINUTE);

  @Test
  void isTheLeastProgressOfTheSourcesThatAreHeard() {
    assertThat(
            clock.advance(
                NINE - MINUTE, List.of(source(NINE - 5, NINE), source(NINE - 3, NINE)), NINE))
        .isEqualTo(NINE - 5);
  }

  @Test
  void aSilentSourceIsLeftOutAfterAWhile() {
    var silent = source(NINE - MINUTE, NINE - IDLE);
    var alive = source(NINE, NINE);

    assertThat(clock.advance(NINE - MINUTE, List.of(silent, alive), NINE)).isEqualTo(NINE - MINUTE);
    assertThat(clock.advance(NINE - MINUTE, List.of(silent, alive), NINE + 1)).isEqualTo(NINE);
  }

  @Test
  void aSourceFarBehindDoesNotHoldTheHall() {
    var lagging = source(NINE - 8 * 60 * MINUTE, NINE);

    assertThat(clock.advance(NINE - SECOND, List.of(lagging, source(NINE, NINE)), NINE))
        .isEqualTo(NINE);
    assertThat(clock.timeOf(lagging, NINE, NINE)).isEqualTo(lagging.progress());
  }

  @Test
  void aSourceLittleBehindHoldsTheHall() {
    var slow = source(NINE - MINUTE, NINE);

    assertThat(clock.advance(NINE - MINUTE, List.of(slow, source(NINE, NINE)), NINE))
        .isEqualTo(NINE - MINUTE);
    assertThat(clock.timeOf(slow, NINE - MINUTE, NINE)).isEqualTo(NINE - MINUTE);
  }

  @Test
  void aSilentSourceFarBehindSettlesInTheHallsTime() {
    var gone = source(NINE - 8 * 60 * MINUTE, NINE - IDLE - 1);

    assertThat(clock.timeOf(gone, NINE, NINE)).isEqualTo(NINE);
  }

  @Test
  void aClockAheadIsBoundedByTheServers() {
    assertThat(clock.advance(NINE - SECOND, List.of(source(at("10:00"), NINE)), NINE))
        .isEqualTo(NINE);
    assertThat(clock.advance(HallClock.UNSET, List.of(source(at("10:00"), NINE)), NINE))
        .isEqualTo(NINE);
  }

  @Test
  void neverGoesBack() {
    assertThat(clock.advance(NINE, List.of(source(NINE - 5, NINE)), NINE)).isEqualTo(NINE);
  }

  @Test
  void whenAllAreSilentTimeStillPasses() {
    var silent = source(NINE - 5 * MINUTE, NINE - 4 * MINUTE);

    assertThat(clock.advance(NINE - 5 * MINUTE, List.of(silent), NINE)).isEqualTo(NINE - IDLE);
  }

  @Test
  void silenceBeforeTheStartIsNotTheSources() {
    var started = new HallClock(IDLE, NINE);
    var before = source(NINE - 30 * MINUTE, NINE - 30 * MINUTE);

    assertThat(started.isHeard(before, NINE + IDLE)).isTrue();
    assertThat(started.advance(NINE - 30 * MINUTE, List.of(before), NINE + IDLE))
        .isEqualTo(NINE - 30 * MINUTE);
    assertThat(started.advance(NINE - 30 * MINUTE, List.of(before), NINE + IDLE + 1))
        .isEqualTo(NINE + 1);
  }

  @Test
  void aHallOfWhichNothingWasHeardHasNoTime() {
    assertThat(clock.advance(HallClock.UNSET, List.of(), NINE)).isEqualTo(HallClock.UNSET);
  }

  @Property
  void neverGoesBackAndNeverPassesTheServersClock(
      @ForAll @Size(max = 5) List<@LongRange(min = -1000, max = 1000) Long> progress,
      @ForAll @LongRange(min = -1000, max = 0) long hallTime,
      @ForAll @LongRange(min = 0, max = 300) long now) {
    long server = NINE + now * SECOND;
    long before = NINE + hallTime * SECOND;
    var sources =
        progress.stream()
            .map(seconds -> source(NINE + seconds * SECOND, NINE + Math.min(seconds, 0) * SECOND))
            .toList();

    assertThat(clock.advance(before, sources, server)).isBetween(before, server);
  }

  private static SourceState source(long progress, long heard) {
    return new SourceState(SeenSequence.nothing(), progress, heard, 0);
  }
}
