package io.hallpulse.agent.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.face.HeadTurn.Side;
import io.hallpulse.agent.vision.face.HeadTurn.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeadTurnTest {
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

  @Test
  void turningToTheSideAndBackPasses() {
    assertThat(after(Side.LEFT, 0, 0, 0.1, 0.3, 0.2, 0.05)).isEqualTo(State.PASSED);
    assertThat(after(Side.RIGHT, 0, -0.3, 0.1)).isEqualTo(State.PASSED);
    assertThat(after(Side.LEFT, -0.3, 0, -0.25)).as("a camera at the side").isEqualTo(State.PASSED);
  }

  @Test
  void withoutComingBackItIsNotOver() {
    assertThat(after(Side.LEFT, 0, 0.3, 0.4)).isEqualTo(State.TURNED);
  }

  @Test
  void theWrongSideFails() {
    assertThat(after(Side.LEFT, 0, -0.3, 0.3, 0)).isEqualTo(State.FAILED);
  }

  @Test
  void aPhotoThatIsTiltedOrShiftedPassesNothing() {
    var challenge = HeadTurn.ask(Side.LEFT, face(0.1, 0, 1), NINE);
    for (int i = 0; i < 50; i++) {
      challenge = challenge.seeing(face(0.1, i * 0.03, 1 - i * 0.015), NINE.plusMillis(100L * i));
      assertThat(challenge.state()).isEqualTo(State.ASKED);
    }
  }

  @Test
  void afterTenSecondsItIsOver() {
    var challenge = HeadTurn.ask(Side.LEFT, face(0, 0, 1), NINE);

    assertThat(challenge.seeing(face(0.3, 0, 1), NINE.plusSeconds(10)).state())
        .isEqualTo(State.FAILED);
  }

  private static State after(Side side, double start, double... turns) {
    var challenge = HeadTurn.ask(side, face(start, 0, 1), NINE);
    var at = NINE;
    for (double turn : turns) {
      at = at.plusMillis(300);
      challenge = challenge.seeing(face(turn, 0, 1), at);
    }
    return challenge.state();
  }

  /**
   * @param turn of the nose between the eyes
   * @param tilt of the picture, in radians
   * @param width of the picture, when it is held at an angle
   */
  private static Face face(double turn, double tilt, double width) {
    return new Face(
        new Box(0, 0, 100, 100),
        0.9,
        turned(-30, 0, tilt, width),
        turned(30, 0, tilt, width),
        turned(60 * turn, 0, tilt, width),
        turned(0, 60, tilt, width));
  }

  private static Spot turned(double x, double y, double tilt, double width) {
    return new Spot(
        Math.cos(tilt) * x * width - Math.sin(tilt) * y,
        Math.sin(tilt) * x * width + Math.cos(tilt) * y);
  }
}
