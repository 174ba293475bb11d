package io.hallpulse.hall;

import static io.hallpulse.schemas.grant.EpochState.CLOSED;
import static io.hallpulse.schemas.grant.EpochState.DRAINING;
import static io.hallpulse.schemas.grant.EpochState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.live.LiveHall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator with real signatures: what is let in, and what is said of the rest. */
class WhoMayWriteTest {
  private static final long TEN_O_CLOCK = Instant.parse("2026-03-02T02:00:00Z").toEpochMilli();
  private static final long STORE = 42;

  private FoldHarness harness;
  private long offset;

  @BeforeEach
  void start() throws Exception {
    harness = FoldHarness.open(null);
    harness.setProcessingTime(TEN_O_CLOCK);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  @Test
  void aDevicesBatchesAreLetInOnceItIsEnrolledAndUntilItsEpochIsClosed() throws Exception {
    give(Doors.byDevice("w-kiosk", 1, STORE, plain("h1", "w-kiosk")));
    assertThat(reasons())
        .containsExactly("NOT_ENROLLED: source w-kiosk epoch 1 of hall h1 is not enrolled");

    Doors.grant("w-kiosk", "h1", OPEN);
    give(Doors.byDevice("w-kiosk", 1, STORE, plain("h1", "w-kiosk")));
    assertThat(fresh()).isEqualTo(4);

    Doors.grant("w-kiosk", "h1", DRAINING, OPEN);
    give(Doors.byDevice("w-kiosk", 1, STORE, plain("h1", "w-kiosk")));
    assertThat(reasons()).hasSize(1);

    Doors.grant("w-kiosk", "h1", CLOSED, OPEN);
    harness.setProcessingTime(TEN_O_CLOCK + 3_000); // the operator looks on while time passes
    give(Doors.byDevice("w-kiosk", 1, STORE, plain("h1", "w-kiosk")));
    give(Doors.byDevice("w-kiosk", 3, STORE, plain("h1", "w-kiosk")));
    assertThat(reasons().subList(1, 3))
        .containsExactly(
            "EPOCH_CLOSED: source w-kiosk epoch 1 of hall h1 is closed",
            "EPOCH_NOT_GRANTED: source w-kiosk epoch 3 of hall h1 was not granted, the newest is 2");
    assertThat(fresh()).isEqualTo(4);
  }

  @Test
  void whatIsForgedIsTurnedAwayBeforeItIsRead() throws Exception {
    Doors.grant("f-kiosk", "h1", OPEN);
    Doors.grant("f-other", "h1", OPEN);
    var record = plain("h1", "f-kiosk");

    give(record);
    give(Doors.byDevice("f-kiosk", 1, STORE, record, value -> value[40] ^= 1));
    give(Doors.byDevice("f-kiosk", 1, STORE, plain("h2", "f-kiosk")));
    give(Doors.byDevice("f-other", 1, STORE, record));
    give(Doors.byLoader(record));

    assertThat(reasons())
        .containsExactly(
            "UNSIGNED: batch of hall h1: the record has no header signature",
            "FORGED: batch of hall h1 is not signed by source f-kiosk epoch 1, as it says",
            "OTHER_HALL: source f-kiosk epoch 1 of hall h2 is enrolled for hall h1",
            "OTHER_SOURCE: source f-kiosk epoch 1 of hall h1 is signed by source f-other epoch 1",
            "DEVICE_ONLY: source f-kiosk epoch 1 of hall h1 is a device, whose key alone counts; signed by the loader");
    assertThat(fresh()).isZero();
  }

  @Test
  void theLoadersKeyIsOfThisInstallation() throws Exception {
    var forged = Doors.byLoader(plain("h1", "csv"), "another installation's secret");

    give(forged);

    assertThat(reasons())
        .containsExactly("FORGED: batch of hall h1 is not signed by the loader, as it says");
  }

  @Test
  void theSecondOfTwoStoresUnderOneNameIsTurnedAwayAlsoAfterARestart() throws Exception {
    Doors.grant("t-kiosk", "h1", OPEN);
    give(Doors.byDevice("t-kiosk", 1, STORE, plain("h1", "t-kiosk")));
    give(Doors.byDevice("t-kiosk", 1, 43, plain("h1", "t-kiosk")));
    var snapshot = harness.snapshot(1, 1);
    assertThat(hall().getUnreadable()).isEqualTo(1);
    var first = reasons();
    harness.close();
    harness = FoldHarness.open(snapshot);
    harness.setProcessingTime(TEN_O_CLOCK + 10_000);
    give(Doors.byDevice("t-kiosk", 1, 43, plain("h1", "t-kiosk")));
    give(Doors.byDevice("t-kiosk", 1, STORE, plain("h1", "t-kiosk")));

    assertThat(first)
        .containsExactly(
            "TWO_WRITERS: source t-kiosk epoch 1 of hall h1: 000000000000002a wrote it before, this is 000000000000002b");
    assertThat(reasons()).isEqualTo(first);
    assertThat(hall().getRepeats()).isEqualTo(4); // of the first, which is no second
  }

  @Test
  void twoCopiesOfOneStoreThatWriteOtherThingsAreNoticed() throws Exception {
    Doors.grant("c-kiosk", "h1", OPEN);
    give(Doors.byDevice("c-kiosk", 1, STORE, plain("h1", "c-kiosk")));
    var copy = new Day("h1", "c-kiosk").visit("another", 7).plain(4, offset++).get(0);
    give(Doors.byDevice("c-kiosk", 1, STORE, copy));

    assertThat(reasons())
        .containsExactly(
            "TWO_WRITERS: source c-kiosk epoch 1 of hall h1: seq 1 came before as another event");
    assertThat(fresh()).isEqualTo(4);
  }

  @Test
  void aLogReplayedTwiceIsNoSecondWriterButAnotherLogIs() throws Exception {
    give(Doors.byLoader(plain("h1", "log")));
    give(Doors.byLoader(plain("h1", "log")));
    assertThat(reasons()).isEmpty();

    give(new Day("h1", "log").at(3, EventKind.HEARTBEAT, e -> {}).records(1, offset++).get(0));

    assertThat(reasons()).singleElement().asString().startsWith("TWO_WRITERS");
  }

  /** The four events of a visit, unsigned. */
  private KafkaRecord plain(String hall, String source) {
    return new Day(hall, source).visit("t1", 0).plain(4, offset++).get(0);
  }

  private void give(KafkaRecord record) throws Exception {
    harness.processElement(record, 0);
    harness.setProcessingTime(harness.getProcessingTime() + 200);
  }

  private List<String> reasons() {
    var reasons = new ArrayList<String>();
    for (var message : harness.extractOutputValues()) {
      if (message.topic().equals(Topics.DEAD_LETTERS.name())) {
        var letter = (Accepted<DeadLetter>) AvroCodec.deadLetters().decode(message.value());
        reasons.add(letter.value().getReason());
      }
    }
    return reasons;
  }

  private int fresh() {
    var rows = harness.getSideOutput(FoldHalls.EVENTS);
    return rows == null ? 0 : rows.size();
  }

  private LiveHall hall() {
    LiveHall newest = null;
    for (var message : harness.extractOutputValues()) {
      if (message.topic().equals(Topics.LIVE_HALLS.name())) {
        newest = ((Accepted<LiveHall>) AvroCodec.liveHalls().decode(message.value())).value();
      }
    }
    return java.util.Objects.requireNonNull(newest);
  }
}
