package io.hallpulse.serving.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final List<Frame> taken = new ArrayList<>();
  private final AtomicInteger demand = new AtomicInteger();
  private final AtomicInteger replaced = new AtomicInteger();

  private Mailbox mailbox(@Nullable String hall) {
    return new Mailbox(
        id -> hall == null || hall.equals(id),
        () -> demand.get() > 0,
        frame -> {
          demand.decrementAndGet();
          taken.add(frame);
        },
        replaced::incrementAndGet);
  }

  private static Frame hall(String id, int version) {
    return new Frame("hall", id, id, id + ":" + version, "{}");
  }

  @Test
  void aClientThatTakesNothingCostsOneFrameForEachThing() {
    var mailbox = mailbox(null);
    for (int version = 0; version < 10_000; version++) {
      mailbox.put(hall("a", version));
      mailbox.put(hall("b", version));
      mailbox.deliver();
    }

    assertThat(mailbox.waiting()).isEqualTo(2);
    assertThat(replaced).hasValue(2 * 9_999);
    demand.set(10);
    mailbox.deliver();
    assertThat(taken).extracting(Frame::id).containsExactly("a:9999", "b:9999");
    assertThat(mailbox.waiting()).isZero();
  }

  @Test
  void noMoreIsDeliveredThanTheClientTakes() {
    var mailbox = mailbox(null);
    mailbox.put(hall("a", 1));
    mailbox.put(hall("b", 1));
    demand.set(1);

    mailbox.deliver();

    assertThat(taken).extracting(Frame::id).containsExactly("a:1");
    assertThat(mailbox.waiting()).isEqualTo(1);
  }

  @Test
  void whoListensToOneHallHearsOfItAndOfTheServer() {
    var mailbox = mailbox("a");
    demand.set(10);
    mailbox.put(hall("a", 1));
    mailbox.put(hall("b", 1));
    mailbox.put(Frame.ofServer("beat", "{}"));

    mailbox.deliver();

    assertThat(taken).extracting(Frame::event).containsExactly("hall", "beat");
  }
}
