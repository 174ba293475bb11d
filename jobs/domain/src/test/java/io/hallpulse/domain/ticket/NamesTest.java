package io.hallpulse.domain.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void anIdIsKeptOnceHoweverOftenItIsDecoded() {
    var names = new Names();
    var first = copy("h1-c1");

    assertThat(names.shared(first)).isSameAs(first);
    assertThat(names.shared(copy("h1-c1"))).isSameAs(first);
    assertThat(names.sharedIfAny(null)).isNull();
  }

  @Test
  void namesThatASourceMakesUpDoNotFillMemory() {
    var names = new Names();
    var first = names.shared(copy("h1-c1"));
    for (int i = 0; i < 10_000; i++) {
      names.shared("made-up-" + i);
    }

    assertThat(names.shared(copy("h1-c1"))).isEqualTo(first).isNotSameAs(first);
  }

  /** As a decoder makes it: equal, but another object. */
  private static String copy(String name) {
    return new StringBuilder(name).toString();
  }
}
