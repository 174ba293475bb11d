package io.hallpulse.upkeep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.upkeep.ledger.Verdict.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BooksTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private final Books books = new Books(ZoneId.of("Asia/Shanghai"));
  private final TestTopic topic = new TestTopic(books);

  @Test
  void whatArrivedAndIsStoredOnceIsInOrder() {
    store(1, 6, 0);
    arrive(1, 6, 0);

    var verdict = verdict();

    assertThat(verdict.state()).isEqualTo(State.OK);
    assertThat(verdict.text()).isEqualTo("5 events stored, each once");
    assertThat(verdict.days()).containsExactly(new Verdict.Day(DAY, 5, 5));
  }

  @Test
  void aDistrictsDaysAreThoseOfItsOwnZone() {
    store(1, 6, 0); // 10:00 in Shanghai on the 5th
    books.district("370213", ZoneId.of("America/New_York")); // 21:00 on the 4th
    arrive(1, 6, 0);

    assertThat(verdict().state()).isEqualTo(State.MISDATED);
  }

  @Test
  void whatTheLakeHasNotPassedIsUnderWay() {
    store(1, 6, 0);
    arrive(1, 6, 0);
    arrive(6, 9, 1);

    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(verdictAt(NOW.plusSeconds(200)).state()).isEqualTo(State.BEHIND);
    assertThat(verdictAt(NOW.plusSeconds(200)).behindSeconds()).isEqualTo(200);
  }

  @Test
  void whatTheLakeHasPassedOverIsLost() {
    arrive(1, 6, 0);
    arrive(6, 9, 1);
    arrive(9, 12, 2);
    store(1, 6, 0);
    store(9, 12, 2);

    var verdict = verdict();

    assertThat(verdict.state()).isEqualTo(State.LOST);
    assertThat(verdict.lost()).isEqualTo(3);
    assertThat(verdict.text()).isEqualTo("LOST 3: a epoch 1 seq 6, 7, 8");
    assertThat(verdict.findings().get(0).neverArrived()).isZero();
    assertThat(verdict.findings().get(0).days()).containsExactly(DAY);
  }

  @Test
  void anEventOfAnotherPartitionSaysNothingAboutThisOne() {
    arrive(1, 6, 0);
    topic.add(Sent.batch("b", 1, 2, NOW), new Place(1, 7, NOW.toEpochMilli()));
    books.stored(Sent.HALL, "b", 1, 1, DAY, 1, 7);

    assertThat(verdict().state()).isEqualTo(State.OK);
  }

  @Test
  void twoRowsOfOneEventAreDoubled() {
    arrive(1, 6, 0);
    store(1, 6, 0);
    store(3, 4, 0);

    var verdict = verdict();

    assertThat(verdict.state()).isEqualTo(State.DOUBLED);
    assertThat(verdict.text()).isEqualTo("DOUBLED 1: a epoch 1 seq 3");
  }

  @Test
  void aRepeatInTheTopicIsStoredOnce() {
    arrive(1, 6, 0);
    arrive(1, 6, 1);
    arrive(6, 9, 2);
    store(1, 6, 0);
    store(6, 9, 2);

    assertThat(verdict().state()).isEqualTo(State.OK);
  }

  @Test
  void aRepeatThatIsStoredAlreadyIsNotWaitedFor() {
    store(1, 6, 0);
    arrive(1, 6, 0);
    arrive(1, 6, 1);

    assertThat(verdictAt(NOW.plusSeconds(900)).state()).isEqualTo(State.OK);
  }

  @Test
  void aGapBelowAHeartbeatIsLostOnTheWayToTheTopic() {
    arrive(1, 3, 0);
    topic.add(Sent.heartbeat("a", 6, 5, NOW), new Place(0, 1, NOW.toEpochMilli()));
    store(1, 3, 0);
    assertThat(verdict().state()).isEqualTo(State.OK);

    books.stored(Sent.HALL, "a", 1, 6, DAY, 0, 1);

    assertThat(verdict().text()).isEqualTo("LOST 3: a epoch 1 seq 3, 4, 5");
    assertThat(verdict().findings().get(0).neverArrived()).isEqualTo(3);
  }

  @Test
  void aDeadLetterIsNotLost() {
    arrive(1, 6, 0);
    topic.addUnreadable(new Place(0, 1, NOW.toEpochMilli()));
    arrive(9, 12, 2);
    topic.add(Sent.heartbeat("a", 12, 11, NOW), new Place(0, 3, NOW.toEpochMilli()));
    store(1, 6, 0);
    store(9, 13, 3);
    assertThat(verdict().lost()).isEqualTo(3 + 1); // its events, and the record without a letter

    books.deadLetter(0, 1, "not a batch", NOW.toEpochMilli());
    books.unreadable("a", 1, 6);
    books.unreadable("a", 1, 7);
    books.unreadable("a", 1, 8);

    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(verdict().unreadable()).isEqualTo(1);
  }

  @Test
  void aForgedBatchIsNeitherArrivedNorAcceptedNorLostNorDoubled() {
    arrive(1, 6, 0);
    arrive(3, 9, 1); // 3 to 5 are true elsewhere, 6 to 8 nowhere
    topic.add(Sent.heartbeat("a", 9, 1_000_000, NOW), new Place(0, 2, NOW.toEpochMilli()));
    arrive(1, 4, 3);
    books.deadLetter(0, 1, "FORGED: batch of hall h1", NOW.toEpochMilli());
    books.deadLetter(0, 2, "FORGED: batch of hall h1", NOW.toEpochMilli());
    books.deadLetter(0, 3, "TWO_WRITERS: source a epoch 1 of hall h1", NOW.toEpochMilli());
    store(1, 6, 0);
    var verdict = verdict();

    assertThat(verdict.state()).isEqualTo(State.OK);
    assertThat(verdict.arrived()).isEqualTo(5);
    assertThat(verdict.denied()).isEqualTo(3);
    assertThat(verdict.text())
        .isEqualTo(
            "5 events stored, each once; batches turned away: 3,"
                + " the last: TWO_WRITERS: source a epoch 1 of hall h1");
    assertThat(verdictAt(NOW.plusSeconds(3_700)).text()).isEqualTo("5 events stored, each once");
  }

  @Test
  void aForgedBatchDoesNotExcuseWhatIsReallyLost() {
    arrive(1, 6, 0);
    arrive(1, 6, 1);
    books.deadLetter(0, 1, "FORGED: batch of hall h1", NOW.toEpochMilli());
    for (long seq = 1; seq < 6; seq++) {
      books.unreadable("a", 1, seq);
    }
    store(1, 3, 0);
    store(4, 6, 0);

    assertThat(verdict().text()).startsWith("LOST 1: a epoch 1 seq 3; batches turned away: 1");
  }

  @Test
  void aForgedBatchThatTheJobHasNotSeenYetIsWaitedFor() {
    store(1, 6, 0);
    arrive(1, 6, 0);
    topic.add(Sent.heartbeat("a", 9, 1_000_000, NOW), new Place(0, 1, NOW.toEpochMilli()));
    assertThat(verdictAt(NOW.plusSeconds(200)).state()).isEqualTo(State.BEHIND);

    books.deadLetter(0, 1, "FORGED: batch of hall h1", NOW.toEpochMilli());

    assertThat(verdictAt(NOW.plusSeconds(200)).state()).isEqualTo(State.OK);
  }

  @Test
  void aHallIsJudgedByItsOwnOriginsAndNotByWhatDeadLettersSay() {
    books.unreadable("of-h2", 1, 9);
    arrive(1, 6, 0);
    arrive(6, 9, 1);
    store(1, 6, 0);
    books.stored("h2", "of-h2", 1, 1, DAY, 0, 2);
    topic.readOn();

    var verdict = verdict();

    assertThat(verdict.state()).isEqualTo(State.LOST);
    assertThat(verdict.of(Set.of(Sent.HALL)).text()).isEqualTo("LOST 3: a epoch 1 seq 6, 7, 8");
    var other = verdict.of(Set.of("h2"));
    assertThat(other.state()).isEqualTo(State.OK);
    assertThat(other.stored()).isEqualTo(1);
    assertThat(other.days()).containsExactly(new Verdict.Day(DAY, 0, 1));
    assertThat(other.findings()).isEmpty();
    assertThat(other.denied()).isNull();
    var both = verdict.of(Set.of(Sent.HALL, "h2"));
    assertThat(both.stored()).isEqualTo(verdict.stored()).isEqualTo(6);
    assertThat(both.days()).isEqualTo(verdict.days());
  }

  @Test
  void anOriginThatNamesAnotherHallLaterStaysTheFirstOnes() {
    store(1, 6, 0);
    arrive(1, 6, 0);
    books.stored("h2", "a", 1, 6, DAY, 0, 1);

    var verdict = verdict();

    assertThat(verdict.of(Set.of(Sent.HALL)).stored()).isEqualTo(6);
    assertThat(verdict.of(Set.of("h2")).stored()).isZero();
  }

  @Test
  void theGravestOfManyOriginsFindingsComeFirstWhateverTheirOrder() {
    for (int origin = 0; origin < 2_000; origin++) {
      var source = "of-" + origin;
      books.stored(Sent.HALL, source, 1, 1, DAY, 0, 0);
      books.stored(Sent.HALL, source, 1, 1, DAY, 0, 0);
      if (origin == 999) {
        topic.add(Sent.batch(source, 2, 3, NOW), new Place(0, 0, NOW.toEpochMilli()));
      }
    }

    var verdict = verdict();

    assertThat(verdict.text()).isEqualTo("LOST 1: of-999 epoch 1 seq 2");
    assertThat(verdict.doubled()).isEqualTo(2_000);
    assertThat(verdict.findings()).hasSize(20);
    assertThat(verdict.of(Set.of(Sent.HALL)).findings()).isEqualTo(verdict.findings());
  }

  @Test
  void aRowUnderAnotherDayIsNoticed() {
    arrive(1, 3, 0);
    store(1, 2, 0);
    books.stored(Sent.HALL, "a", 1, 2, DAY.plusDays(1), 0, 0);

    assertThat(verdict().state()).isEqualTo(State.MISDATED);
    assertThat(verdict().findings().get(0).days()).containsExactly(DAY, DAY.plusDays(1));
  }

  @Test
  void aLongStandstillIsBehindUntilTheLakeHasPassedIt() {
    for (int i = 0; i < 5_000; i++) {
      topic.add(
          Sent.batch("a", 1 + i, 2 + i, NOW), new Place(0, i, NOW.toEpochMilli() + i * 30_000L));
    }
    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(verdictAt(NOW.plusSeconds(160_000)).behindSeconds()).isEqualTo(160_000);

    store(1, 5_000, 4_998);
    assertThat(verdictAt(NOW.plusSeconds(160_000)).state()).isEqualTo(State.BEHIND);
    store(5_000, 5_001, 4_999);
    assertThat(verdictAt(NOW.plusSeconds(160_000)).state()).isEqualTo(State.OK);
  }

  private void arrive(long from, long to, long offset) {
    topic.add(Sent.batch("a", from, to, NOW), new Place(0, offset, NOW.toEpochMilli()));
  }

  private void store(long from, long to, long offset) {
    for (long seq = from; seq < to; seq++) {
      books.stored(Sent.HALL, "a", 1, seq, DAY, 0, offset);
    }
  }

  private Verdict verdict() {
    return verdictAt(NOW);
  }

  private Verdict verdictAt(Instant now) {
    topic.readOn();
    return new Judge(Duration.ofSeconds(100)).verdict(books, now);
  }
}
