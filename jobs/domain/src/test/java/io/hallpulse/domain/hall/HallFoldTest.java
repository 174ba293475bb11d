package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Queue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HallFoldTest {
  private final HallMemory memory = HallMemory.inProcess();
  private final Reference reference = new Reference();
  private final Heard heard = new Heard();
  private final Source agent = new Source("agent");
  private final Source serving = new Source("serving");
  private HallFold fold = begin(at("08:00"));

  private HallFold begin(long startedAt) {
    return new HallFold(HALL, HallRules.defaults(), reference, memory, startedAt);
  }

  // facts

  @Test
  void aTicketIsWrittenOnceTheHallsTimeHasPassedItsEnd() {
    serve(agent, at("09:00"), "t");
    take(agent.batch(1, 4), at("09:20"));
    assertThat(heard.tickets).isEmpty();

    take(agent.batch(4, 5), at("09:20"));
    assertThat(heard.row("t").outcome()).isEqualTo("COMPLETED");
    assertThat(heard.row("t").revision()).isEqualTo(1);
  }

  @Test
  void theEndIsNotWrittenWhileASlowerSourceHoldsTheHall() {
    var kiosk = new Source("kiosk");
    kiosk.heartbeat(at("09:19:30"));
    take(kiosk.batch(), at("09:19:30"));
    serve(agent, at("09:00"), "t"); // ends 09:20
    take(agent.batch(), at("09:20"));
    assertThat(heard.tickets).isEmpty();

    kiosk.heartbeat(at("09:20"));
    take(kiosk.batch(2, 3), at("09:20"));
    assertThat(heard.tickets).hasSize(1);
  }

  @Test
  void anOpenTicketIsWrittenWhenItsDayIsOver() {
    agent.issued(at("09:00"), "t", "q1");
    agent.heartbeat(at("23:59:59"));
    agent.heartbeat(at(1, "00:00"));
    take(agent.batch(1, 3), at("23:59:59"));
    assertThat(heard.tickets).isEmpty();

    take(agent.batch(3, 4), at(1, "00:00"));
    assertThat(heard.row("t").outcome()).isNull();
    assertThat(heard.row("t").localDate()).isEqualTo(Times.MONDAY);
  }

  @Test
  void aNoShowIsFinalWhenItsDayIsOver() {
    agent.issued(at("09:00"), "t", "q1");
    agent.called(at("09:05"), "t", "c1");
    agent.noShow(at("09:06"), "t", "c1");
    agent.heartbeat(at("23:59:59"));
    agent.heartbeat(at(1, "00:00"));
    take(agent.batch(1, 5), at("23:59:59"));
    assertThat(heard.tickets).isEmpty();

    take(agent.batch(5, 6), at(1, "00:00"));
    assertThat(heard.row("t").outcome()).isEqualTo("NO_SHOW");
    assertThat(heard.row("t").endedAt()).isEqualTo(EventJson.instant(at("09:06")));
  }

  @Test
  void aNoShowAfterMidnightIsFinalADayLater() {
    agent.issued(at("23:00"), "t", "q1");
    agent.called(at(1, "00:05"), "t", "c1");
    agent.noShow(at(1, "00:06"), "t", "c1");
    agent.heartbeat(at(1, "12:00"));
    agent.heartbeat(at(2, "00:00"));
    take(agent.batch(1, 5), at(1, "12:00"));
    take(agent.batch(5, 6), at(2, "00:00"));

    assertThat(heard.row("t").outcome()).isEqualTo("NO_SHOW");
  }

  /** Somebody has spoken of the id before, weeks ago: that word goes, the new ones do not. */
  @Test
  void whatWasSaidBeforeALateIssueIsKept() {
    serving.rated(at("09:00"), "t", "c1", 1);
    take(serving.batch(1, 2), at("09:00"));
    serving.called(at(18, "09:05"), "t", "c1");
    serving.started(at(18, "09:06"), "t", "c1");
    serving.heartbeat(at(18, "10:00"));
    take(serving.batch(2, 5), at(18, "10:00"));

    agent.issued(at(18, "09:00"), "t", "q1");
    agent.ended(at(18, "09:20"), "t", "COMPLETED");
    agent.heartbeat(at(18, "10:01"));
    take(agent.batch(), at(18, "10:01"));
    pass(at(18, "10:02"));

    assertThat(heard.row("t").firstCalledAt()).isEqualTo(EventJson.instant(at(18, "09:05")));
    assertThat(heard.row("t").outcome()).isEqualTo("COMPLETED");
  }

  @Test
  void aLaterChangeIsARevisionAndNoChangeIsNone() {
    serve(agent, at("09:00"), "t");
    take(agent.batch(), at("09:30"));
    serving.rated(at("09:40"), "t", "c1", 4);
    serving.say(about(RECTIFICATION_CLOSED, at("09:41"), "t"));
    take(serving.batch(1, 2), at("09:40"));
    take(serving.batch(2, 3), at("09:41"));
    pass(at("09:50"));

    assertThat(heard.tickets).hasSize(2);
    assertThat(heard.row("t").ratingLevel()).isEqualTo(4);
    assertThat(heard.row("t").revision()).isEqualTo(2);
  }

  /** So who looks for the newest row of a day's ticket has to look at the days before, too. */
  @Test
  void aLateIssueMovesATicketToItsEarlierDayAndNeverToALaterOne() {
    serve(agent, at(3, "09:00"), "t");
    agent.heartbeat(at(4, "00:00"));
    take(agent.batch(), at(4, "00:00"));
    assertThat(heard.row("t").localDate()).isEqualTo(Times.MONDAY.plusDays(3));

    serving.issued(at(1, "10:00"), "t", "q1");
    take(serving.batch(1, 2), at(4, "08:00"));
    pass(at(4, "08:10"));
    assertThat(heard.row("t").localDate()).isEqualTo(Times.MONDAY.plusDays(1));
    assertThat(heard.row("t").revision()).isEqualTo(2);
    assertThat(heard.row("t").outcome()).isEqualTo("COMPLETED");

    serving.issued(at(4, "08:20"), "t", "q1");
    take(serving.batch(2, 3), at(4, "08:20"));
    pass(at(4, "08:30"));
    assertThat(heard.row("t").localDate()).isEqualTo(Times.MONDAY.plusDays(1));
  }

  @Test
  void anUpheldAppealDaysLaterIsARevision() {
    serve(agent, at("09:00"), "t");
    agent.rated(at("09:21"), "t", "c1", 1);
    take(agent.batch(), at("09:30"));
    assertThat(heard.row("t").ratingLevel()).isEqualTo(1);
    pass(at(4, "08:00"));

    serving.say(about(RATING_APPEAL_UPHELD, at(4, "09:00"), "t"));
    take(serving.batch(), at(4, "09:00"));
    pass(at(4, "09:01"));
    assertThat(heard.row("t").ratingLevel()).isNull();
  }

  @Test
  void anEarlierEventThatArrivesLateRefoldsTheTicket() {
    serve(agent, at("09:00"), "t"); // issue 09:00, call 09:10
    var kiosk = new Source("kiosk");
    kiosk.called(at("09:05"), "t", "c7");
    take(agent.batch(), at("09:30"));
    assertThat(heard.row("t").waitSeconds()).isEqualTo(600);

    take(kiosk.batch(), at("09:30"));
    assertThat(heard.row("t").waitSeconds()).isEqualTo(300);
    assertThat(heard.row("t").revision()).isEqualTo(2);
  }

  // refused

  @Test
  void anIllegalEventIsListedOnceTheHallsTimeHasPassedIt() {
    agent.issued(at("09:00"), "t", "q1");
    agent.noShow(at("09:05"), "t", "c1");
    var kiosk = new Source("kiosk");
    kiosk.heartbeat(at("09:04:30"));
    take(kiosk.batch(), at("09:04:30"));
    take(agent.batch(), at("09:05"));
    assertThat(heard.refused).isEmpty();

    kiosk.heartbeat(at("09:05"));
    take(kiosk.batch(2, 3), at("09:05"));
    assertThat(heard.refusals())
        .containsExactlyEntriesOf(Map.of("agent/1/2", "TICKET_NO_SHOW is illegal while WAITING"));
    assertThat(heard.hall().getRefused()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierEventMakesLegalIsResolvedAtOnce() {
    agent.issued(at("09:00"), "t", "q1");
    agent.called(at("09:05"), "t", "c1");
    take(agent.batch(2, 3), at("09:06"));
    assertThat(heard.refusals()).containsOnlyKeys("agent/1/2");
    assertThat(heard.hall().getMissing()).isEqualTo(1);

    take(agent.batch(1, 2), at("09:07"));
    pass(at("09:07:01"));
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.refused).hasSize(2);
    assertThat(heard.refused.get(1).resolved()).isTrue();
    assertThat(heard.hall().getRefused()).isZero();
    assertThat(heard.hall().getMissing()).isZero();
  }

  @Test
  void aKindOfANewerSchemaAndMissingFieldsAreRefused() {
    agent.say(UNKNOWN, at("09:00"));
    agent.say(about(TICKET_CALLED, at("09:01"), "t"));
    agent.say(about(COUNTER_OPENED, at("09:02")));
    take(agent.batch(), at("09:02"));

    assertThat(heard.refusals()).containsOnlyKeys("agent/1/1", "agent/1/2", "agent/1/3");
    assertThat(heard.refusals().get("agent/1/2")).contains("counter_id");
    assertThat(heard.fresh).hasSize(3);
    assertThat(heard.hall().getRefused()).isEqualTo(3);
  }

  @Test
  void anEventOfATicketNeverIssuedStaysRefusedAndGivesNoRow() {
    agent.called(at("09:00"), "ghost", "c1");
    take(agent.batch(), at("09:00"));
    fold.finish(heard);

    assertThat(heard.refusals()).containsOnlyKeys("agent/1/1");
    assertThat(heard.tickets).isEmpty();
    assertThat(heard.refused).hasSize(1);
  }

  // repeats and gaps

  @Test
  void aRepeatIsDroppedAndCounted() {
    serve(agent, at("09:00"), "t");
    take(agent.batch(1, 3), at("09:30"));
    take(agent.batch(2, 5), at("09:30"));
    take(agent.batch(), at("09:30"));

    assertThat(heard.fresh).extracting(event -> event.getSeq()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(heard.hall().getVersion()).isEqualTo(4);
    assertThat(heard.hall().getRepeats()).isEqualTo(5);
  }

  @Test
  void anotherEpochIsAnotherSequence() {
    agent.heartbeat(at("09:00"));
    var next = new Source("agent", 2);
    next.heartbeat(at("09:00:01"));
    next.heartbeat(at("09:00:02"));
    next.heartbeat(at("09:00:03"));
    take(agent.batch(), at("09:00"));
    take(next.batch(3, 4), at("09:00:03"));

    assertThat(heard.hall().getRepeats()).isZero();
    assertThat(heard.hall().getMissing()).isEqualTo(2);
    assertThat(heard.hall().getSources()).isEqualTo(1);
  }

  @Test
  void countsEntriesThatCannotBeDecoded() {
    agent.heartbeat(at("09:00"));
    take(agent.batch(), at("09:00"));
    fold.unreadable(3);
    pass(at("09:00:00.5"));

    assertThat(heard.hall().getUnreadable()).isEqualTo(3);
  }

  // time

  @Test
  void aSourceOfflineForHoursSettlesInItsOwnTime() {
    agent.heartbeat(at("17:00"));
    take(agent.batch(), at("17:00"));
    var spool = new Source("spool");
    serve(spool, at("09:00"), "t"); // ends 09:20
    spool.issued(at("09:30"), "u", "q1");
    spool.cancelled(at("09:40"), "u", "VISITOR");
    take(spool.batch(1, 4), at("17:00:01"));
    assertThat(heard.tickets).isEmpty();

    take(spool.batch(4, 6), at("17:00:01"));
    assertThat(heard.hasRow("t")).isTrue();
    assertThat(heard.hasRow("u")).isFalse();
    assertThat(heard.hall().getHallTime()).isEqualTo(at("17:00"));
  }

  @Test
  void whenAllAreSilentTimeStillPasses() {
    agent.issued(at("23:50"), "t", "q1");
    take(agent.batch(), at("23:50"));
    pass(at(1, "00:00:30"));
    assertThat(heard.tickets).isEmpty();

    pass(at(1, "00:01:00"));
    assertThat(heard.tickets).hasSize(1);
    assertThat(heard.hall().getSilentSources()).isEqualTo(1);
  }

  @Test
  void aClockAheadDoesNotPoisonTheHall() {
    agent.issued(at(3, "09:00"), "t", "q1");
    agent.cancelled(at(3, "09:01"), "t", "VISITOR");
    take(agent.batch(), at("09:00"));
    pass(at("09:00:30"));

    assertThat(heard.hall().getHallTime()).isLessThanOrEqualTo(at("09:00:30"));
    assertThat(heard.tickets).isEmpty();
  }

  // retention

  @Test
  void aTicketDroppedLongAgoIsNotBegunAnew() {
    serve(agent, at("09:00"), "t");
    agent.heartbeat(at(17, "09:00"));
    agent.rated(at("09:30"), "t", "c1", 5);
    take(agent.batch(1, 5), at("09:30"));
    take(agent.batch(5, 6), at(17, "09:00"));
    assertThat(kept()).isZero();

    take(agent.batch(6, 7), at(17, "09:00:01"));
    assertThat(heard.refusals().get("agent/1/6")).contains("BEYOND_RETENTION");
    assertThat(heard.tickets).hasSize(1);
    assertThat(kept()).isZero();
  }

  @Test
  void aTicketIsKeptUntilTheFifthWorkingDayOfAnyYear() {
    serve(agent, at("09:00"), "t");
    agent.heartbeat(at(15, "23:59"));
    take(agent.batch(), at(15, "23:59"));
    assertThat(kept()).isEqualTo(1);

    agent.heartbeat(at(16, "00:00"));
    take(agent.batch(6, 7), at(16, "00:00"));
    assertThat(kept()).isZero();
  }

  @Test
  void aLullInAReplayOfLastYearDropsNothing() {
    agent.heartbeat(at(400, "09:00"));
    take(agent.batch(), at(400, "09:00"));
    var replay = new Source("replay");
    serve(replay, at("09:00"), "t");
    replay.rated(at("09:30"), "t", "c1", 3);
    serve(replay, at("10:00"), "u");
    take(replay.batch(1, 5), at(400, "09:00"));
    agent.heartbeat(at(400, "09:05"));
    take(agent.batch(2, 3), at(400, "09:05")); // the replay is silent, its tickets settle
    assertThat(heard.hasRow("t")).isTrue();

    take(replay.batch(5, 10), at(400, "09:05"));
    fold.finish(heard);
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.row("t").ratingLevel()).isEqualTo(3);
    assertThat(heard.hasRow("u")).isTrue();
  }

  @Test
  void theTicketsOfASourceThatIsGoneForGoodAreDroppedInTheEnd() {
    serve(agent, at("09:00"), "t");
    take(agent.batch(), at("09:30"));
    pass(at(20, "00:00"));
    pass(at(20, "00:01"));

    assertThat(kept()).isZero();
    assertThat(heard.tickets).hasSize(1);
  }

  @Test
  void aClosedTicketIsPackedAndACorrectionOpensItAgain() {
    serve(agent, at("09:00"), "t");
    agent.heartbeat(at(2, "09:00"));
    agent.rated(at("09:30"), "t", "c1", 4);
    take(agent.batch(1, 6), at(2, "09:00"));
    pass(at(2, "09:00:30"));
    assertThat(memory.tickets().entries()).isEmpty();
    assertThat(memory.closed().entries()).hasSize(1);

    fold.accept(agent.batch(6, 7), at(2, "09:01"), at(2, "09:01"), heard);
    assertThat(memory.tickets().entries()).hasSize(1);
    assertThat(memory.closed().entries()).isEmpty();

    pass(at(2, "09:02"));
    assertThat(memory.closed().entries()).hasSize(1);
    assertThat(heard.row("t").ratingLevel()).isEqualTo(4);
  }

  private static int size(HallMemory.Table<?> table) {
    int size = 0;
    for (var entry : table.entries()) {
      size++;
    }
    return size;
  }

  private int kept() {
    return size(memory.tickets()) + size(memory.closed());
  }

  // cases

  @Test
  void aTicketThatTurnsOutToBeOfAnotherCaseLeavesTheFirst() {
    var kiosk = new Source("kiosk");
    agent.say(about(CASE_OPENED, at("08:00")).setCaseId("k1"));
    agent.say(about(CASE_OPENED, at("08:00")).setCaseId("k2"));
    agent.say(Source.issue(at("09:01"), "t", "q1").setCaseId("k1"));
    kiosk.say(Source.issue(at("09:00"), "t", "q1").setCaseId("k2"));
    take(agent.batch(), at("09:02"));
    take(kiosk.batch(), at("09:02"));

    assertThat(heard.caseFact("k1").firstTicketAt()).isNull();
    assertThat(heard.caseFact("k2").firstTicketAt()).isEqualTo(EventJson.instant(at("09:00")));
  }

  @Test
  void aServiceIsAVisitOfItsCase() {
    agent.say(about(CASE_OPENED, at("08:00")).setCaseId("k"));
    agent.say(Source.issue(at("09:00"), "t", "q1").setCaseId("k").setAppointmentTime(at("09:30")));
    agent.called(at("09:30"), "t", "c1");
    agent.started(at("09:31"), "t", "c1");
    take(agent.batch(), at("09:40"));

    var fact = heard.caseFact("k");
    assertThat(fact.visits()).isEqualTo(1);
    assertThat(fact.firstTicketAt()).isEqualTo(EventJson.instant(at("09:30")));
    assertThat(fact.steps()).isEqualTo(1);
  }

  // restart

  @Test
  void writesNothingAgainAfterARestart() {
    serve(agent, at("09:00"), "t");
    agent.noShow(at("09:21"), "t", "c1");
    agent.issued(at("09:22"), "u", "q1");
    take(agent.batch(), at("09:30"));
    assertThat(heard.tickets).hasSize(1);
    assertThat(heard.refused).hasSize(1);

    fold = begin(at("09:31"));
    take(agent.batch(), at("09:31"));
    pass(at("09:40"));

    assertThat(heard.tickets).hasSize(1);
    assertThat(heard.refused).hasSize(1);
    assertThat(heard.hall().getVersion()).isEqualTo(6);
    assertThat(heard.hall().getRepeats()).isEqualTo(6);
    assertThat(heard.hall().getWaiting()).isEqualTo(1);
    assertThat(heard.hall().getServedToday()).isEqualTo(1);
  }

  @Test
  void whatReferenceDataSayOtherwiseSinceARestartIsWrittenOnceTheHallHasCaughtUp() {
    serve(agent, at("09:00"), "t");
    take(agent.batch(), at("09:30"));
    var unit = heard.row("t").unitId();

    reference.add(new Queue("q1", HALL, "another", "A"), 0, 1);
    fold = begin(at("09:30"));
    pass(at("09:31"));
    assertThat(heard.tickets).as("the wall waits for nothing").hasSize(1);

    pass(at("09:34"));
    assertThat(heard.row("t").unitId()).isEqualTo("another").isNotEqualTo(unit);
    assertThat(heard.row("t").revision()).isEqualTo(2);
  }

  /** Four events: issued, called after 10 minutes, served from 11 to 20 minutes. */
  private static void serve(Source source, long begin, String ticket) {
    source.issued(begin, ticket, "q1");
    source.called(begin + 10 * MINUTE, ticket, "c1");
    source.started(begin + 11 * MINUTE, ticket, "c1");
    source.ended(begin + 20 * MINUTE, ticket, "COMPLETED");
  }

  private void take(EventBatch batch, long now) {
    assertThat(Batches.problem(batch, HALL)).isEmpty();
    fold.accept(batch, now, now, heard);
    pass(now);
  }

  private void pass(long now) {
    fold.tick(now, heard);
  }
}
