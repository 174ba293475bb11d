package io.hallpulse.agent.vision.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.Observations.QueueObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaWatchTest {
  private final List<QueueObserved> told = new ArrayList<>();
  private AreaWatch watch = AreaWatch.of("a1", "cam1");
  private Instant now = Instant.parse("2026-03-02T01:00:00Z");

  @Test
  void aHeadThatTurnsAwayForOneLookDoesNotCount() {
    look(3, 3, 3, 3, 3, 2, 3, 3, 0, 3, 3);

    assertThat(told).extracting(QueueObserved::people).containsExactly(3);
  }

  @Test
  void aChangeIsToldOnceItLasts() {
    look(3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4);

    assertThat(told).extracting(QueueObserved::people).containsExactly(3, 4);
  }

  @Test
  void everyMinuteTheSameIsToldAgain() {
    for (int i = 0; i < 130; i++) {
      look(2);
    }

    assertThat(told).extracting(QueueObserved::people).containsExactly(2, 2, 2);
  }

  @Test
  void afterAGapOldLooksDoNotCount() {
    look(5, 5, 5, 5, 5);
    now = now.plusSeconds(60);
    look(0, 0, 0, 0);
    assertThat(told).hasSize(1);

    look(0);
    assertThat(told).extracting(QueueObserved::people).containsExactly(5, 0);
  }

  private void look(int... people) {
    for (int each : people) {
      var step = watch.seeing(now, each);
      watch = step.next();
      step.told().ifPresent(told::add);
      now = now.plusSeconds(1);
    }
  }
}
