package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnChangeTest {
  @Test
  void ofOneTroubleOneWord() {
    var trouble = new OnChange();

    assertThat(trouble.isNew("video", "refused")).isTrue();
    assertThat(trouble.isNew("video", "refused")).isFalse();
    assertThat(trouble.isNew("posts", "refused")).as("of something else").isTrue();
    assertThat(trouble.isNew("video", "no route")).as("something else").isTrue();

    assertThat(trouble.isOver("video")).isTrue();
    assertThat(trouble.isOver("video")).isFalse();
    assertThat(trouble.isNew("video", "no route")).as("again").isTrue();
  }
}
