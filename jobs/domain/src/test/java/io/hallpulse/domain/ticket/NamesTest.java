package io.hallpulse.domain.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import java.util.List;
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

  @Test
  void whatIsReadBackFromStateSharesThemAgain() {
    var names = new Names();
    var one = history("t1").sharing(names);
    var other = history("t2").sharing(names);

    assertThat(other).isEqualTo(history("t2"));
    assertThat(other.moves().get(0).source()).isSameAs(one.moves().get(0).source());
    assertThat(other.moves().get(0).counterId()).isSameAs(one.moves().get(0).counterId());
    assertThat(other.counted().get(0).place()).isSameAs(one.counted().get(0).place());
  }

  private static TicketHistory history(String ticketId) {
    var event = new Source(copy("desk")).called(1, ticketId, copy("h1-c1"));
    return TicketHistory.of(ticketId, 0)
        .with(TicketMove.of(event, 0, new Names()))
        .counting(List.of(new Counted(copy("c/h1-c1"), 1, copy("wait"), 0)));
  }

  /** As a decoder makes it: equal, but another object. */
  private static String copy(String name) {
    return new StringBuilder(name).toString();
  }
}
