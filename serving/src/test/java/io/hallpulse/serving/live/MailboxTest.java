package io.hallpulse.serving.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final List<String> taken = new ArrayList<>();
  private final AtomicInteger demand = new AtomicInteger();
  private final AtomicInteger replaced = new AtomicInteger();

  private Mailbox mailbox(@Nullable String hall) {
    return new Mailbox(
        id -> hall == null || hall.equals(id),
        () -> demand.get() > 0,
        bytes -> {
          demand.decrementAndGet();
          taken.add(new String(bytes, UTF_8));
        },
        replaced::incrementAndGet);
  }

  private static Frame hall(String id, int version) {
    return new Frame("hall", id, id, id + ":" + version, "{}");
  }

  private static String sent(String id, int version) {
    return "id: %s:%d\nevent: hall\ndata: {}\n\n".formatted(id, version);
  }

  @Test
  void aClientThatTakesNothingCostsOneFrameForEachThing() {
    var mailbox = mailbox(null);
    for (int version = 0; version < 10_000; version++) {
      mailbox.put(hall("a", version));
      mailbox.put(hall("b", version));
      mailbox.deliver();
    }

    assertThat(replaced).hasValue(2 * 9_999);
    assertThat(mailbox.isWaiting()).isTrue();
    demand.set(10);
    mailbox.deliver();
    assertThat(taken).containsExactly(sent("a", 9_999) + sent("b", 9_999));
    assertThat(mailbox.isWaiting()).isFalse();
  }

  @Test
  void noMoreIsDeliveredThanTheClientTakes() {
    var mailbox = mailbox(null);
    for (int i = 0; i < 1_000; i++) {
      mailbox.put(hall("a" + i, 1));
    }
    demand.set(1);

    mailbox.deliver();

    assertThat(mailbox.isWaiting()).isTrue();
    assertThat(taken).singleElement().asString().hasSizeBetween(16_384, 16_500);
    assertThat(taken.get(0)).startsWith(sent("a0", 1)).endsWith("\n\n");
    demand.set(10);
    mailbox.deliver();
    assertThat(String.join("", taken)).endsWith(sent("a999", 1));
    assertThat(String.join("", taken).split("\n\n", 0)).hasSize(1_000);
  }

  @Test
  void whoListensToOneHallHearsOfItAndOfTheServer() {
    var mailbox = mailbox("a");
    demand.set(10);
    mailbox.put(hall("a", 1));
    mailbox.put(hall("b", 1));
    mailbox.put(Frame.ofServer("beat", "{}"));

    mailbox.deliver();

    assertThat(taken).containsExactly(sent("a", 1) + "event: beat\ndata: {}\n\n");
  }
}
