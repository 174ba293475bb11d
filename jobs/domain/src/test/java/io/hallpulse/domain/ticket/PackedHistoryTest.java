package io.hallpulse.domain.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedHistoryTest {
  private static final String[] TEXTS = {null, "", "h1-c1", "h1-c2", "窗口", "x".repeat(300)};

  @Test
  void anyHistoryComesBackAsItWas() {
    for (int seed = 0; seed < 2_000; seed++) {
      var history = history(new Random(seed));

      var back =
          PackedHistory.unpack(history.ticketId(), PackedHistory.pack(history), history.dropAt());

      assertThat(back).as("seed " + seed).isEqualTo(history);
    }
  }

  /** What stands in checkpoints must be read by every later version; the form is never changed. */
  @Test
  void theFormOfCheckpointsIsKept() {
    var issued =
        new TicketMove(
            1_700_000_000_000_000L,
            "a1",
            1,
            7,
            EventKind.TICKET_ISSUED,
            "QR",
            "A001",
            "q1",
            null,
            null,
            null,
            null,
            null,
            0,
            0,
            false,
            null,
            0,
            null,
            null,
            0);
    var ended =
        new TicketMove(
            1_700_000_060_000_000L,
            "a1",
            1,
            9,
            EventKind.SERVICE_ENDED,
            "COMPLETED",
            null,
            null,
            null,
            "i1",
            "c1",
            "s1",
            null,
            0,
            0,
            false,
            null,
            2,
            null,
            null,
            0);
    var history =
        new TicketHistory(
            "t", List.of(issued, ended), 4, -5, TicketHistory.NEVER, 99, List.of(), 0, 0);
    var first =
        "010809048080f2818389850601026131020e02010251520104413030310102713100000000000000000000"
            + "809c9c39020212120109434f4d504c45544544000000010269310102633101027331000000000004";
    var counting =
        history.counting(List.of(new Counted("c/c1", 1_700_000_000_000_000L, "handle", 500_000)));
    var second =
        "020809048080f2818389850601026131020e0201025152010441303031010271310000000000000000000000"
            + "809c9c39020212120109434f4d504c4554454400000001026931010263310102733100000000000400"
            + "020104632f6331ff9b9c39010668616e646c65c0843d";

    var rated = counting.rating(-7);
    var bytes =
        "030809048080f2818389850601026131020e0201025152010441303031010271310000000000000000000000"
            + "00809c9c39020212120109434f4d504c45544544000000010269310102633101027331000000000004000002"
            + "0104632f6331ff9b9c39010668616e646c65c0843d020d";

    assertThat(PackedHistory.unpack("t", HexFormat.of().parseHex(first), 99)).isEqualTo(history);
    assertThat(PackedHistory.unpack("t", HexFormat.of().parseHex(second), 99)).isEqualTo(counting);
    var packed = HexFormat.of().formatHex(PackedHistory.pack(rated));
    assertThat(packed).isEqualTo(bytes);
    assertThat(PackedHistory.unpack("t", HexFormat.of().parseHex(bytes), 99)).isEqualTo(rated);
  }

  @Test
  void aTicketOfAnotherFormIsToldByName() {
    assertThatThrownBy(() -> PackedHistory.unpack("t1", new byte[] {9, 0}, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Ticket t1 is packed in form 9, this reads 3");
  }

  @Test
  void anEventOfANewerVersionIsTold() {
    var packed = HexFormat.of().parseHex("01" + "0000" + "02" + "00" + "010161" + "0000" + "fe01");

    assertThatThrownBy(() -> PackedHistory.unpack("t1", packed, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A packed move is of kind 127, which this version does not know");
  }

  @Test
  void itTakesAFractionOfItsText() {
    var random = new Random(1);
    var moves = new ArrayList<TicketMove>();
    for (int i = 0; i < 4; i++) {
      moves.add(move(random, "h370213-00-counter-17", 1_700_000_000_000_000L + i));
    }
    var history = new TicketHistory("t", moves, 0, 0, TicketHistory.NEVER, 0, List.of(), 0, 0);

    assertThat(PackedHistory.pack(history).length).isLessThan(250);
  }

  private static TicketHistory history(Random random) {
    var moves = new ArrayList<TicketMove>();
    long time = random.nextLong() >> 8;
    for (int i = random.nextInt(6); i >= 0; i--) {
      moves.add(move(random, TEXTS[random.nextInt(TEXTS.length)], time));
      time += random.nextInt(1_000_000_000);
    }
    return new TicketHistory(
        "t" + random.nextInt(),
        moves,
        random.nextLong(),
        random.nextLong(),
        TicketHistory.NEVER,
        random.nextLong(),
        counted(random),
        random.nextLong(),
        random.nextLong());
  }

  private static List<Counted> counted(Random random) {
    var counted = new ArrayList<Counted>();
    for (int i = random.nextInt(4); i > 0; i--) {
      counted.add(
          new Counted(
              "c/" + random.nextInt(3), random.nextLong() >> 8, "wait", random.nextInt(1_000_001)));
    }
    return counted;
  }

  private static TicketMove move(Random random, @Nullable String text, long time) {
    var kinds = EventKind.values();
    return new TicketMove(
        time,
        "a" + random.nextInt(3),
        random.nextInt(4),
        random.nextLong(),
        kinds[random.nextInt(kinds.length)],
        text,
        TEXTS[random.nextInt(4)],
        text,
        null,
        TEXTS[random.nextInt(4)],
        text,
        text,
        TEXTS[random.nextInt(4)],
        random.nextInt(3) * time,
        random.nextInt(6),
        random.nextBoolean(),
        TEXTS[random.nextInt(4)],
        random.nextInt(5),
        TEXTS[random.nextInt(4)],
        TEXTS[random.nextInt(4)],
        0);
  }
}
