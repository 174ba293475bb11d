package io.hallpulse.agent.vision.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.Observations.PostObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatWatchTest {
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
  private static final Duration STEP = Duration.ofMillis(250);

  private final List<PostObserved> told = new ArrayList<>();
  private SeatWatch watch = SeatWatch.of("c1", "cam1");
  private Instant now = NINE;

  @Test
  void itTellsChangesAndEveryMinute() {
    look(Duration.ofMinutes(3), 1);
    look(Duration.ofMinutes(2), 0);

    // Shortly after he went the old verdict still stands, with less confidence.
    assertThat(told)
        .extracting(PostObserved::present)
        .containsExactly(true, true, true, true, false, false);
    assertThat(told.get(0).at()).isEqualTo(NINE.plusMillis(1_500));
    assertThat(told.get(1).at()).isEqualTo(told.get(0).at().plusSeconds(60));
    assertThat(told.get(4).at()).isEqualTo(NINE.plusSeconds(180).plusMillis(4_750));
    assertThat(told).extracting(PostObserved::people).containsExactly(1, 1, 1, 1, 0, 0);
    assertThat(told).allMatch(each -> each.confidence() >= 0.8);
  }

  @Test
  void aBlindCameraSaysNothingAndNeverAbsent() {
    look(Duration.ofSeconds(10), 1);
    watch = watch.blind();
    now = now.plusSeconds(600);
    look(Duration.ofSeconds(1), 0);

    assertThat(told).extracting(PostObserved::present).containsExactly(true);
  }

  @Test
  void picturesThatStoppedAreAGapAndNotAnAbsence() {
    look(Duration.ofSeconds(10), 1);
    now = now.plusSeconds(60);
    look(Duration.ofSeconds(2), 0);
    assertThat(told).extracting(PostObserved::present).containsExactly(true);

    look(Duration.ofSeconds(2), 0);
    assertThat(told).extracting(PostObserved::present).containsExactly(true, false);
  }

  @Test
  void aClockThatWasSetBackBeginsAnew() {
    look(Duration.ofSeconds(10), 1);
    now = now.minusSeconds(3600);
    look(Duration.ofSeconds(10), 1);

    assertThat(told).hasSize(2);
    assertThat(told.get(1).at()).isBefore(NINE);
  }

  private void look(Duration length, int people) {
    for (var end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
      var step = watch.seeing(now, people);
      watch = step.next();
      step.told().ifPresent(told::add);
    }
  }
}
