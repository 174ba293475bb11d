package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.POST_OBSERVED;
import static io.hallpulse.schemas.event.EventKind.STAFF_SIGNED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Rules;
import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hall with one counter, c1, of unit u1, that serves queue q1. */
class HealthDeskTest {
  private final Reference reference = new Reference();
  private final HallMemory memory = HallMemory.inProcess();
  private final Heard heard = new Heard();
  private final Source desk = new Source("desk");
  private final Source camera = new Source("camera");
  private HallFold fold;

  HealthDeskTest() {
    reference.add(new Hall(Source.HALL, "Main hall", Source.DISTRICT, "sd1"), 0, 1);
    reference.add(new ServiceCounter("c1", Source.HALL, "u1", "1", List.of("q1")), 0, 1);
    reference.add(new Queue("q1", Source.HALL, "u1", "A"), 0, 1);
    reference.add(new ServiceItem("i1", "u1", "item", 10, List.of()), 0, 1);
    fold = fold();
  }

  private HallFold fold() {
    return new HallFold(Source.HALL, HallRules.defaults(), reference, memory, at("00:00"));
  }

  private void roster(int day, String start, String end) {
    var date = Times.MONDAY.plusDays(day).toString();
    reference.add(new Roster("c1", "s1", date, start, end), at(day, "00:00"), 1);
  }

  private void nobodySeen(long from, long until) {
    for (long time = from; time < until; time += MINUTE) {
      camera.say(
          about(POST_OBSERVED, time).setCounterId("c1").setPresent(false).setConfidence(1.0));
    }
  }

  private void signIn(long time) {
    desk.say(about(STAFF_SIGNED_IN, time).setCounterId("c1").setStaffId("s1"));
  }

  /** Says all that the sources have not said yet, as of a time. */
  private void hear(long now, Source... sources) {
    for (var source : sources) {
      fold.accept(source.batch(), now, now, heard);
    }
    fold.tick(now, heard);
  }

  /** One that comes back after a while settles in its own time, until it is silent again. */
  private void hearLate(long now, Source source) {
    hear(now, source);
    fold.tick(now + 2 * MINUTE, heard);
  }

  private List<SlotLossFact> rows(String factor) {
    return heard.slotLosses.stream().filter(row -> row.factor().equals(factor)).toList();
  }

  private String loss(String slot, String factor) {
    return heard.losses().get("c/c1 %s %s".formatted(slot, factor));
  }

  @Test
  void aHalfHourIsWrittenWhenItIsOver() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:29"));
    hear(at("09:29"), desk, camera);
    assertThat(heard.slotLosses).isEmpty();

    camera.heartbeat(at("09:30"));
    desk.heartbeat(at("09:30"));
    hear(at("09:30"), desk, camera);

    var row = rows("absent").get(0);
    assertThat(row.counterId()).isEqualTo("c1");
    assertThat(row.queueId()).isNull();
    assertThat(row.unitId()).isEqualTo("u1");
    assertThat(row.subdistrict()).isEqualTo("sd1");
    assertThat(row.localDate()).isEqualTo(Times.MONDAY);
    assertThat(row.slotStart().atZone(Times.ZONE).toLocalTime()).isEqualTo(LocalTime.of(9, 0));
    assertThat(row.exposure()).isEqualTo(30);
    // 30 minutes with nobody: 5 free, 10 by half, 15 whole.
    assertThat(row.lossMillionths()).isEqualTo(10 * 500_000 + 15 * 1_000_000);
    assertThat(row.incidents()).isEqualTo(25);
    assertThat(row.revision()).isEqualTo(1);
    assertThat(rows("late")).extracting(SlotLossFact::lossMillionths).containsExactly(0L);
  }

  @Test
  void whoeverJoinedTheQueueAsIsLearntLateMakesThePastDearer() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:30"));
    camera.heartbeat(at("10:30"));
    desk.heartbeat(at("10:30"));
    hear(at("10:30"), desk, camera);
    long before = rows("absent").get(0).lossMillionths();

    var kiosk = new Source("kiosk");
    kiosk.issued(at("08:55"), "t1", "q1");
    hearLate(at("10:31"), kiosk);

    var first = rows("absent").get(0).slotStart();
    var revised =
        rows("absent").stream()
            .filter(row -> row.slotStart().equals(first) && row.revision() == 2)
            .findFirst()
            .orElseThrow();
    assertThat(revised.reason()).isEqualTo("TICKET_ISSUED");
    assertThat(revised.lossMillionths()).isEqualTo(before * 6 / 5);
  }

  @Test
  void whatWasSeenJustBeforeMidnightCountsAfterIt() {
    roster(1, "00:00", "01:00");
    desk.heartbeat(at("23:00"));
    camera.say(
        about(POST_OBSERVED, at("23:59")).setCounterId("c1").setPresent(false).setConfidence(1.0));
    desk.heartbeat(at(1, "00:30"));
    camera.heartbeat(at(1, "00:30"));
    hear(at(1, "00:30"), desk, camera);

    // The clerk never came: to 00:15 it is his lateness, then nobody knows.
    assertThat(loss("2026-03-02T16:00:00Z", "absent")).isEqualTo("0 of 0, 15 unknown, 0 incidents");

    var late = new Source("late-desk");
    late.say(about(STAFF_SIGNED_IN, at(1, "00:00")).setCounterId("c1").setStaffId("s1"));
    hearLate(at(1, "00:31"), late);
    assertThat(loss("2026-03-02T16:00:00Z", "absent")).isEqualTo("0 of 3, 27 unknown, 0 incidents");

    assertThat(loss("2026-03-02T16:00:00Z", "late")).isEqualTo("0 of 1, 0 unknown, 0 incidents");
  }

  @Test
  void anObservationLearntLateFromBeforeMidnightIsOfTheNextDayToo() {
    roster(1, "00:00", "01:00");
    desk.say(about(STAFF_SIGNED_IN, at(1, "00:00")).setCounterId("c1").setStaffId("s1"));
    desk.say(
        about(EventKind.STAFF_SIGNED_OUT, at(1, "00:00:10")).setCounterId("c1").setStaffId("s1"));
    desk.heartbeat(at(1, "00:40"));
    hear(at(1, "00:40"), desk);
    assertThat(loss("2026-03-02T16:00:00Z", "absent")).isEqualTo("0 of 0, 30 unknown, 0 incidents");

    camera.say(
        about(POST_OBSERVED, at("23:59")).setCounterId("c1").setPresent(true).setConfidence(1.0));
    hearLate(at(1, "00:41"), camera);

    assertThat(loss("2026-03-02T16:00:00Z", "absent")).isEqualTo("0 of 2, 28 unknown, 0 incidents");
  }

  @Test
  void whoWaitsSinceYesterdayIsNotCountedThoughMovedToAnotherQueue() {
    roster(1, "09:00", "09:30");
    desk.issued(at("16:00"), "t1", "q9");
    desk.say(about(STAFF_SIGNED_IN, at(1, "08:50")).setCounterId("c1").setStaffId("s1"));
    desk.transferred(at(1, "09:00"), "t1", "q1");
    nobodySeen(at(1, "09:00"), at(1, "09:30"));
    camera.heartbeat(at(1, "09:31"));
    desk.heartbeat(at(1, "09:31"));
    hear(at(1, "09:31"), desk, camera);

    assertThat(loss("2026-03-03T01:00:00Z", "absent"))
        .isEqualTo("20000000 of 30, 0 unknown, 25 incidents");
  }

  @Test
  void aRatingOfYesterdaysServiceRevisesYesterday() {
    desk.issued(at("09:00"), "t1", "q1");
    desk.called(at("09:05"), "t1", "c1");
    desk.started(at("09:06"), "t1", "c1");
    desk.ended(at("09:20"), "t1", "COMPLETED");
    desk.heartbeat(at("10:00"));
    hear(at("10:00"), desk);
    assertThat(rows("bad")).isEmpty();
    assertThat(rows("handle")).extracting(SlotLossFact::lossMillionths).containsExactly(500_000L);

    desk.rated(at(1, "09:00"), "t1", "c1", 1);
    desk.heartbeat(at(1, "09:01"));
    hear(at(1, "09:01"), desk);
    desk.say(about(EventKind.RATING_APPEAL_UPHELD, at(2, "09:00"), "t1"));
    desk.heartbeat(at(2, "09:01"));
    hear(at(2, "09:01"), desk);

    assertThat(rows("bad"))
        .extracting(row -> row.localDate() + " " + row.lossMillionths() + " " + row.reason())
        .containsExactly(
            Times.MONDAY + " 1000000 RATING_SUBMITTED", Times.MONDAY + " 0 RATING_APPEAL_UPHELD");
  }

  @Test
  void threeEqualRatingsWithinSecondsCountForNothing() {
    for (int i = 0; i < 3; i++) {
      var id = "t" + i;
      desk.issued(at("09:00"), id, "q1");
      desk.called(at("09:05"), id, "c1");
      desk.started(at("09:06"), id, "c1");
      desk.ended(at("09:20"), id, "COMPLETED");
    }
    desk.rated(at("09:21"), "t0", "c1", 1);
    desk.rated(at("09:21:04"), "t1", "c1", 1);
    desk.heartbeat(at("09:40"));
    hear(at("09:40"), desk);
    assertThat(loss("2026-03-02T01:00:00Z", "bad"))
        .isEqualTo("2000000 of 2, 0 unknown, 2 incidents");
    assertThat(heard.row("t0").ratingLevel()).isEqualTo(1);

    var tablet = new Source("tablet");
    tablet.rated(at("09:21:10"), "t2", "c1", 1);
    hearLate(at("09:41"), tablet);

    assertThat(rows("bad").get(1).exposure()).isZero();
    assertThat(heard.row("t0").ratingLevel()).isNull();
  }

  @Test
  void aRosterThatIsToldLateIsJudgedAllTheSame() {
    desk.heartbeat(at("09:00"));
    desk.heartbeat(at("10:30"));
    hear(at("10:30"), desk);
    assertThat(heard.slotLosses).isEmpty();

    roster(0, "09:00", "10:00");
    fold.tick(at("10:31"), heard);

    assertThat(loss("2026-03-02T01:00:00Z", "late"))
        .isEqualTo("1000000 of 1, 0 unknown, 1 incidents");
    assertThat(loss("2026-03-02T01:30:00Z", "absent")).isEqualTo("0 of 0, 30 unknown, 0 incidents");
    assertThat(rows("late").get(0).reason()).isEqualTo("REFERENCE");
  }

  @Test
  void rulesThatChangeRevisePastHoursFromTheirTimeOn() {
    roster(0, "09:00", "10:00");
    signIn(at("09:08"));
    desk.issued(at("09:00"), "t1", "q1");
    desk.called(at("09:20"), "t1", "c1");
    desk.issued(at("10:00"), "t2", "q1");
    desk.called(at("10:20"), "t2", "c1");
    desk.heartbeat(at("11:00"));
    hear(at("11:00"), desk);

    reference.add(Rules.with("\"half_minutes\":30", "\"half_minutes\":18"), at("09:30"), 1);
    fold.tick(at("11:01"), heard);

    assertThat(rows("wait"))
        .extracting(
            row -> "%s %s %d".formatted(row.slotStart(), row.reason(), row.lossMillionths()))
        .containsExactly(
            "2026-03-02T01:00:00Z ROSTER 500000",
            "2026-03-02T02:00:00Z ROSTER 500000",
            "2026-03-02T02:00:00Z REFERENCE 1000000");
  }

  @Test
  void whatIsNotWrittenIsWrittenAfterARestart() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:20"));
    hear(at("09:20"), desk, camera);
    assertThat(heard.slotLosses).isEmpty();

    fold = fold();
    fold.tick(at("12:00"), heard);

    assertThat(loss("2026-03-02T01:00:00Z", "absent"))
        .isEqualTo("12000000 of 22, 8 unknown, 17 incidents");
    assertThat(loss("2026-03-02T01:30:00Z", "absent")).isEqualTo("0 of 0, 30 unknown, 0 incidents");
  }

  @Test
  void booksAreDroppedSomeTimeAfterTheirDay() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:20"));
    hear(at("09:20"), desk, camera);
    fold.tick(at(17, "00:00"), heard);
    assertThat(memory.heard().entries()).isNotEmpty();

    fold.tick(at(19, "00:00"), heard);

    assertThat(memory.heard().entries()).isEmpty();
    assertThat(memory.books().entries()).isEmpty();
    assertThat(memory.placeDays().entries()).isEmpty();
  }

  @Test
  void aClockThatGoesBackByWeeksJudgesNobody() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    camera.heartbeat(at("09:00"));
    hear(at("10:30"), desk, camera);
    fold.tick(at(30, "00:00"), heard);
    int written = heard.slotLosses.size();

    camera.heartbeat(at(30, "00:00"));
    nobodySeen(at("09:00"), at("09:10"));
    hear(at(30, "00:00"), camera);
    fold.tick(at(30, "00:10"), heard);

    assertThat(written).isPositive();
    assertThat(heard.slotLosses).hasSize(written);
    assertThat(heard.refusals().values())
        .hasSize(10)
        .containsOnly("BEYOND_RETENTION: corrected by a back-fill only");
  }

  @Test
  void weightsThatChangeReviseScoresThoughNothingElseWasLost() {
    roster(0, "09:00", "10:00");
    signIn(at("09:08"));
    nobodySeen(at("09:10"), at("09:40"));
    camera.heartbeat(at("11:00"));
    desk.heartbeat(at("11:00"));
    hear(at("11:00"), desk, camera);
    int losses = heard.slotLosses.size();

    var lateWeighs = "\"counter_weights\":{\"late\":15";
    reference.add(Rules.with(lateWeighs, lateWeighs.replace("15", "90")), at("00:00"), 1);
    fold.tick(at("11:01"), heard);

    var after =
        heard.scores.stream().filter(score -> score.scopeId().equals("c1")).reduce((a, b) -> b);
    assertThat(heard.slotLosses).hasSize(losses);
    assertThat(after.orElseThrow().reason()).isEqualTo("REFERENCE");
    assertThat(after.orElseThrow().ruleset()).isEqualTo("default");
    assertThat(HealthParts.read(after.orElseThrow().parts()).factors().get(0).weight())
        .isEqualTo(90);
  }

  @Test
  void aDayIsProvisionalUntilSixOfTheNextMorning() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:20"));
    hear(at("09:20"), desk, camera);
    fold.tick(at("12:00"), heard);
    assertThat(heard.scores).isNotEmpty().noneMatch(HealthDailyFact::isFinal);

    fold.tick(at(1, "05:59"), heard);
    assertThat(heard.scores).noneMatch(HealthDailyFact::isFinal);
    fold.tick(at(1, "06:02"), heard);

    assertThat(heard.scores.stream().filter(HealthDailyFact::isFinal).map(HealthDailyFact::scope))
        .containsExactly("counter", "unit", "hall");
    assertThat(heard.hallTotals.get(heard.hallTotals.size() - 1).isFinal()).isTrue();
  }

  @Test
  void whatComesLateRevisesADayThatIsBound() {
    roster(0, "09:00", "10:00");
    signIn(at("08:50"));
    nobodySeen(at("09:00"), at("09:20"));
    hear(at("09:20"), desk, camera);
    fold.tick(at(1, "06:02"), heard);
    assertThat(memory.heard().entries()).hasSize(1);

    var late = new Source("late-camera");
    late.say(
        about(POST_OBSERVED, at("09:10")).setCounterId("c1").setPresent(true).setConfidence(1.0));
    hearLate(at(1, "07:00"), late);

    assertThat(loss("2026-03-02T01:00:00Z", "absent"))
        .isEqualTo("5500000 of 22, 8 unknown, 11 incidents");
    assertThat(heard.scores.get(heard.scores.size() - 1).isFinal()).isTrue();
    assertThat(memory.heard().entries()).hasSize(1);
  }

  @Test
  void aPauseThatEndsBeforeItBeginsOrNeverEndsIsRefused() {
    desk.say(
        about(EventKind.PAUSE_APPROVED, at("09:00"))
            .setCounterId("c1")
            .setFrom(at("10:00"))
            .setUntil(at("09:00")));
    desk.say(
        about(EventKind.PAUSE_APPROVED, at("09:00"))
            .setCounterId("c1")
            .setFrom(at("10:00"))
            .setUntil(at(400, "10:00")));
    desk.heartbeat(at("11:00"));
    hear(at("11:00"), desk);

    assertThat(heard.refusals().values())
        .containsExactly(
            "until 2026-03-02T01:00:00Z is not after from 2026-03-02T02:00:00Z",
            "a pause of more than 92 days, from 2026-03-02T02:00:00Z until 2027-04-06T02:00:00Z");
  }
}
