package io.hallpulse.serving.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.serving.problem.ServingException;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void aRefusedEventIsOfItsHallAndOfNoneWhoseNameBeginsLikeIt() {
    var origin = new Origin("h-10/agent-h-10/1/7");
    assertThat(origin.isOf("h-10")).isTrue();
    assertThat(origin.isOf("h-1")).isFalse();
    assertThat(origin.isOf("")).isFalse();
    assertThat(origin.isDeadLetter()).isFalse();
  }

  @Test
  void aDeadLetterIsOfNoHallWhateverAHallIsCalled() {
    var origin = new Origin("hall.events/3/77/-1");
    assertThat(origin.isDeadLetter()).isTrue();
    assertThat(origin.isOf("hall.events")).isFalse();
  }

  @Test
  void nothingAndTooMuchAreNoOrigin() {
    for (var text : new String[] {" ", "x".repeat(301)}) {
      assertThatThrownBy(() -> new Origin(text))
          .isInstanceOf(ServingException.class)
          .hasMessage("origin has 1 to 300 characters");
    }
  }
}
