package io.hallpulse.domain.ticket;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.reference.Queue;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TicketTest {
  /** Short words for what can be said of a ticket, in the order of the life-cycle table. */
  private static final Map<String, TicketStatus> WAYS =
      Map.of(
          "", TicketStatus.NONE,
          "issue", TicketStatus.WAITING,
          "issue call", TicketStatus.CALLED,
          "issue call miss", TicketStatus.NO_SHOW,
          "issue call start", TicketStatus.SERVING,
          "issue call start hold", TicketStatus.HELD,
          "issue call start hand-over", TicketStatus.TRANSFERRED,
          "issue call start complete", TicketStatus.ENDED,
          "issue cancel", TicketStatus.CANCELLED);

  private final Source source = new Source("agent");

  // one row for each state; a column names the state after the event, - refuses it
  @ParameterizedTest(name = "[{0}] call {1}")
  @CsvSource({
    // way                     issue    call    miss     start    hold  resume   complete hand-over
    //  transfer cancel
    "'',                       WAITING, -,      -,       -,       -,    -,       -,       -,          -,       -",
    "issue,                    -,       CALLED, -,       -,       -,    -,       -,       -,          WAITING, CANCELLED",
    "issue call,               -,       CALLED, NO_SHOW, SERVING, -,    -,       -,       -,          WAITING, -",
    "issue call miss,          -,       CALLED, -,       -,       -,    -,       -,       -,          -,       -",
    "issue call start,         -,       -,      -,       -,       HELD, -,       ENDED,   TRANSFERRED, WAITING, -",
    "issue call start hold,    -,       -,      -,       -,       -,    SERVING, -,       -,          -,       -",
    "issue call start hand-over, -,     -,      -,       -,       -,    -,       -,       -,          WAITING, -",
    "issue call start complete, -,      -,      -,       -,       -,    -,       -,       -,          -,       -",
    "issue cancel,             -,       -,      -,       -,       -,    -,       -,       -,          -,       -",
  })
  void followsTheLifeCycle(
      String way,
      String issue,
      String call,
      String miss,
      String start,
      String hold,
      String resume,
      String complete,
      String handOver,
      String transfer,
      String cancel) {
    expect(way, "issue", issue);
    expect(way, "call", call);
    expect(way, "miss", miss);
    expect(way, "start", start);
    expect(way, "hold", hold);
    expect(way, "resume", resume);
    expect(way, "complete", complete);
    expect(way, "hand-over", handOver);
    expect(way, "transfer", transfer);
    expect(way, "cancel", cancel);
  }

  private static void expect(String way, String word, String after) {
    var words = (way + " " + word).trim().split(" ");
    var said = new Source("agent");
    for (int i = 0; i < words.length; i++) {
      say(said, words[i], at("09:00") + i * Times.MINUTE);
    }
    var ticket = fold(said);

    int last = words.length - 1;
    for (int i = 0; i < last; i++) {
      assertThat(ticket.refusal(i)).as(way).isNull();
    }
    if (after.equals("-")) {
      assertThat(ticket.refusal(last)).as("%s, then %s", way, word).isNotNull();
      assertThat(ticket.status()).as("%s, then %s", way, word).isEqualTo(WAYS.get(way));
    } else {
      assertThat(ticket.refusal(last)).as("%s, then %s", way, word).isNull();
      assertThat(ticket.status()).as("%s, then %s", way, word).hasToString(after);
    }
  }

  private static void say(Source source, String word, long time) {
    switch (word) {
      case "issue" -> source.issued(time, "t", "q1");
      case "call" -> source.called(time, "t", "c1");
      case "miss" -> source.noShow(time, "t", "c1");
      case "start" -> source.started(time, "t", "c1");
      case "hold" -> source.held(time, "t");
      case "resume" -> source.resumed(time, "t");
      case "complete" -> source.ended(time, "t", "COMPLETED");
      case "hand-over" -> source.ended(time, "t", "TRANSFERRED");
      case "transfer" -> source.transferred(time, "t", "q2");
      case "cancel" -> source.cancelled(time, "t", "VISITOR");
      default -> throw new IllegalArgumentException(word);
    }
  }

  @Test
  void namesTheStateThatForbidsAnEvent() {
    source.issued(at("09:00"), "t", "q1");
    source.started(at("09:01"), "t", "c1");

    assertThat(fold(source).refusal(1)).isEqualTo("SERVICE_STARTED is illegal while WAITING");
  }

  @Test
  void refusesEverythingBeforeTheIssue() {
    source.called(at("08:59"), "t", "c1");
    source.rated(at("08:59"), "t", "c1", 5);
    source.issued(at("09:00"), "t", "q1");
    var ticket = fold(source);

    assertThat(ticket.refusal(0)).startsWith("the ticket was not issued");
    assertThat(ticket.refusal(1)).startsWith("the ticket was not issued");
    assertThat(ticket.refusal(2)).isNull();
    assertThat(ticket.status()).isEqualTo(TicketStatus.WAITING);
  }

  @Test
  void callsThreeTimesInALegAndThreeTimesInTheNext() {
    source.issued(at("09:00"), "t", "q1");
    for (int i = 1; i <= 4; i++) {
      source.called(at("09:0" + i), "t", "c1");
    }
    source.transferred(at("09:10"), "t", "q2");
    for (int i = 1; i <= 4; i++) {
      source.called(at("09:1" + i), "t", "c2");
    }
    var ticket = fold(source);

    assertThat(ticket.refusal(3)).isNull();
    assertThat(ticket.refusal(4)).isEqualTo("called more than 3 times");
    assertThat(ticket.refusal(8)).isNull();
    assertThat(ticket.refusal(9)).isEqualTo("called more than 3 times");
  }

  @Test
  void aTransferWhileWaitingGivesNoFurtherCalls() {
    source.issued(at("09:00"), "t", "q1");
    source.transferred(at("09:01"), "t", "q2");
    for (int i = 2; i <= 5; i++) {
      source.called(at("09:0" + i), "t", "c1");
    }

    assertThat(fold(source).refusal(4)).isNull();
    assertThat(fold(source).refusal(5)).isNotNull();
  }

  @Test
  void anIllegalEventChangesNothing() {
    source.issued(at("09:00"), "t", "q1");
    source.noShow(at("09:01"), "t", "c9");
    source.transferred(at("09:02"), "t", "q2");
    source.ended(at("09:03"), "t", "COMPLETED");
    source.called(at("09:05"), "t", "c1");

    var row = row(at(1, "00:00"));
    assertThat(row.counterId()).isEqualTo("c1");
    assertThat(row.queueId()).isEqualTo("q2");
    assertThat(row.waitSeconds()).isEqualTo(300);
    assertThat(row.endedAt()).isNull();
  }

  static Stream<Event.Builder> unknownWords() {
    return Stream.of(
        about(TICKET_CANCELLED, at("09:05"), "t").setCancelledBy("NOBODY"),
        about(SERVICE_ENDED, at("09:05"), "t").setOutcome("NOBODY"));
  }

  @ParameterizedTest
  @MethodSource("unknownWords")
  void refusesUnknownWordsWithTheirValue(Event.Builder event) {
    source.issued(at("09:00"), "t", "q1");
    if (event.getKind() == SERVICE_ENDED) {
      source.called(at("09:01"), "t", "c1");
      source.started(at("09:02"), "t", "c1");
    }
    source.say(event);
    var ticket = fold(source);

    assertThat(ticket.refusal(source.said().size() - 1)).contains("NOBODY");
    assertThat(ticket.isOver()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0", "6", "-1"})
  void refusesARatingOutsideTheFiveLevels(int level) {
    source.issued(at("09:00"), "t", "q1");
    source.rated(at("09:01"), "t", "c1", level);

    assertThat(fold(source).refusal(1)).contains(String.valueOf(level));
  }

  @Test
  void noShowIsFinalOnceItsDayHasEnded() {
    source.issued(at("23:00"), "t", "q1");
    source.called(at("23:50"), "t", "c1");
    source.noShow(at("23:55"), "t", "c1");
    source.called(at(1, "00:00"), "t", "c1");

    assertThat(fold(source).refusal(3)).isNotNull();
    assertThat(row(at("23:59")).outcome()).isNull();
    assertThat(row(at("23:59")).endedAt()).isNull();
    assertThat(row(at(1, "00:00")).outcome()).isEqualTo("NO_SHOW");
    assertThat(row(at(1, "00:00")).endedAt()).isEqualTo(EventJson.instant(at("23:55")));
  }

  @Test
  void aNoShowMayBeCalledAgainOnItsDay() {
    source.issued(at("23:00"), "t", "q1");
    source.called(at("23:50"), "t", "c1");
    source.noShow(at("23:55"), "t", "c1");
    source.called(at("23:59:59.999999"), "t", "c1");

    assertThat(fold(source).status()).isEqualTo(TicketStatus.CALLED);
    assertThat(row(at(2, "00:00")).outcome()).isNull();
  }

  @Test
  void aServiceFromIssueToEnd() {
    source.say(Source.issue(at("09:00:00.4"), "t", "q1").setCaseId("case"));
    source.called(at("09:10:01"), "t", "c1");
    source.started(at("09:10:30"), "t", "c1");
    source.say(
        about(SERVICE_ENDED, at("09:25:30.9"), "t")
            .setOutcome("NOTICE_ISSUED")
            .setStaffId("s2")
            .setItemCode("i2"));

    assertThat(row(at("09:30")))
        .isEqualTo(
            new TicketFact(
                "t",
                "A001",
                Source.DISTRICT,
                Source.HALL,
                "q1",
                "u1",
                "i2",
                "c1",
                "s2",
                "FACE",
                "case",
                EventJson.instant(at("09:00:00.4")),
                EventJson.instant(at("09:10:01")),
                EventJson.instant(at("09:10:30")),
                EventJson.instant(at("09:25:30.9")),
                600L,
                900L,
                "NOTICE_ISSUED",
                null,
                Times.MONDAY,
                7));
  }

  @Test
  void theFirstLegStartsAtTheAppointmentIfThatIsLater() {
    source.say(Source.issue(at("09:00"), "t", "q1").setAppointmentTime(at("10:00")));
    source.called(at("10:05"), "t", "c1");

    assertThat(row(at("10:10")).waitSeconds()).isEqualTo(300);
  }

  @Test
  void theIssueCountsIfTheAppointmentWasMissed() {
    source.say(Source.issue(at("09:00"), "t", "q1").setAppointmentTime(at("08:00")));
    source.called(at("09:05"), "t", "c1");

    assertThat(row(at("10:10")).waitSeconds()).isEqualTo(300);
  }

  @Test
  void whoIsCalledBeforeTheAppointmentHasWaitedZero() {
    source.say(Source.issue(at("09:00"), "t", "q1").setAppointmentTime(at("10:00")));
    source.called(at("09:30"), "t", "c1");
    source.transferred(at("09:40"), "t", "q2");
    source.called(at("09:41"), "t", "c1");

    assertThat(row(at("10:10")).waitSeconds()).isEqualTo(60);
  }

  @Test
  void aTransferAfterACallStartsALegAndOneWhileWaitingMovesIt() {
    source.issued(at("09:00:00.000001"), "t", "q1");
    source.called(at("09:10:00.7"), "t", "c1"); // 599.999999 and 0.7 s
    source.transferred(at("09:20"), "t", "q2"); // a new leg
    source.transferred(at("09:30"), "t", "q3"); // the same leg
    source.called(at("09:45:00.4"), "t", "c3"); // 1500.4 s
    source.called(at("09:50"), "t", "c4"); // no first call
    var ticket = fold(source);

    assertThat(ticket.legs()).extracting(Leg::queueId).containsExactly("q1", "q3");
    assertThat(ticket.legs())
        .extracting(Leg::start)
        .containsExactly(at("09:00:00.000001"), at("09:20"));
    assertThat(row(at("10:00")).waitSeconds()).isEqualTo(2101);
    assertThat(row(at("10:00")).counterId()).isEqualTo("c4");
    assertThat(row(at("10:00")).firstCalledAt()).isEqualTo(EventJson.instant(at("09:10:00.7")));
  }

  @Test
  void aCancelledTicketWaitedUntilItsCancelling() {
    source.issued(at("09:00"), "t", "q1");
    source.cancelled(at("09:20"), "t", "DAY_END");

    var row = row(at("09:20"));
    assertThat(row.waitSeconds()).isEqualTo(1200);
    assertThat(row.outcome()).isEqualTo("CANCELLED_DAY_END");
    assertThat(row.endedAt()).isEqualTo(EventJson.instant(at("09:20")));
    assertThat(row.firstCalledAt()).isNull();
    assertThat(row.handlingSeconds()).isNull();
  }

  @Test
  void whoStillWaitsHasNoWaitYet() {
    source.issued(at("09:00"), "t", "q1");

    assertThat(row(at("10:00")).waitSeconds()).isNull();
  }

  @Test
  void handlingLeavesHeldTimeOutAndSumsOverServices() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:00"), "t", "c1");
    source.started(at("09:00"), "t", "c1");
    source.held(at("09:05"), "t");
    source.resumed(at("09:07:00.5"), "t");
    source.held(at("09:08"), "t");
    source.resumed(at("09:09"), "t");
    source.transferred(at("09:10"), "t", "q2"); // 10 min − 3 min 0.5 s
    source.called(at("09:11"), "t", "c2");
    source.started(at("09:12"), "t", "c2");
    source.ended(at("09:13:00.5"), "t", "COMPLETED");

    assertThat(row(at("10:00")).handlingSeconds()).isEqualTo(480);
    assertThat(row(at("10:00")).startedAt()).isEqualTo(EventJson.instant(at("09:00")));
  }

  @Test
  void anEndWithOutcomeTransferredAwaitsTheTransfer() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:01"), "t", "c1");
    source.started(at("09:02"), "t", "c1");
    source.ended(at("09:04"), "t", "TRANSFERRED");
    source.transferred(at("09:05"), "t", "q2");
    source.called(at("09:06"), "t", "c2");

    var row = row(at("10:00"));
    assertThat(row.handlingSeconds()).isEqualTo(120);
    assertThat(row.waitSeconds()).isEqualTo(120);
    assertThat(row.outcome()).isNull();
  }

  @Test
  void theUnitIsTheLastQueues() {
    source.issued(at("09:00"), "t", "q1");
    source.transferred(at("09:01"), "t", "q2");
    var reference = new Reference();

    assertThat(row(at("10:00"), reference).unitId()).isNull();
    reference.add(new Queue("q2", Source.HALL, "u2", "B"), 0, 1);
    assertThat(row(at("10:00"), reference).unitId()).isEqualTo("u2");
  }

  @Test
  void foldsByTimeThenSourceThenEpochThenSeqWhateverCameFirst() {
    var a = new Source("a");
    var newer = new Source("a", 2);
    var b = new Source("b");
    var history = TicketHistory.of("t", 0);
    long nine = at("09:00");
    for (var event :
        new Event[] {
          b.called(nine, "t", "c9"),
          newer.transferred(nine, "t", "q4"),
          a.issued(nine, "t", "q1"),
          a.transferred(nine, "t", "q2"),
        }) {
      history = history.with(TicketMove.of(event, 0, new Names()));
    }
    var ticket = Ticket.fold(history, Times.days(), 3);

    assertThat(ticket.moves())
        .extracting(TicketMove::kind)
        .containsExactly(TICKET_ISSUED, TICKET_TRANSFERRED, TICKET_TRANSFERRED, TICKET_CALLED);
    assertThat(ticket.queueId()).isEqualTo("q4");
    assertThat(ticket.counterId()).isEqualTo("c9");
  }

  @Test
  void everyKindAboutATicketHasItsPlace() {
    for (var kind :
        new EventKind[] {
          RATING_APPEAL_UPHELD, RECTIFICATION_CONTACTED, RECTIFICATION_CLOSED, RATING_TAMPERED
        }) {
      var said = new Source("agent");
      said.issued(at("09:00"), "t", "q1");
      said.say(about(kind, at("09:01"), "t"));

      assertThat(fold(said).refusal(1)).as("%s", kind).isNull();
      assertThat(fold(said).status()).as("%s", kind).isEqualTo(TicketStatus.WAITING);
    }
  }

  private TicketFact row(long asOf) {
    return row(asOf, new Reference());
  }

  private TicketFact row(long asOf, Reference reference) {
    return TicketRow.of(
        "t", fold(source), Source.DISTRICT, Source.HALL, reference, rating -> false, asOf, 7);
  }

  private static Ticket fold(Source source) {
    var history = TicketHistory.of("t", 0);
    for (var event : source.said()) {
      history = history.with(TicketMove.of(event, 0, new Names()));
    }
    return Ticket.fold(history, Times.days(), 3);
  }
}
