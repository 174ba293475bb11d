package io.hallpulse.domain.health;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.health.Attendance.Minute;
import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One session of s1 at c1, 09:00 to 12:00. */
class AttendanceTest {
  private static final Session SESSION = new Session("c1", "s1", at("09:00"), at("12:00"));
  private static final RuleSet RULES = RuleSet.defaults("370213");

  private final List<Mark> marks = new ArrayList<>();
  private int waiting;

  @ParameterizedTest
  @CsvSource({
    "08:00, 0",
    "09:00, 0",
    "09:00:01, 333333",
    "09:10, 333333",
    "09:10:01, 666667",
    "09:15, 666667",
    "09:15:01, 1000000",
    "12:00, 1000000",
    "12:00:01, 1000000",
    "07:59, 0"
  })
  void latenessIsOfTheFirstSignIn(String time, long lost) {
    signIn(time);

    assertThat(attendance().lateness(at("13:00"))).isEqualTo(Loss.of(lost));
  }

  @Test
  void aClerkWhoLeftBeforeTheHourIsNotStillThere() {
    signIn("07:30");
    mark("07:50", Mark.Kind.SIGN_OUT, "s1");

    assertThat(attendance().lateness(at("13:00"))).isEqualTo(Loss.of(Loss.WHOLE));
  }

  @Test
  void anotherClerksSignInIsNotHis() {
    mark("08:55", Mark.Kind.SIGN_IN, "s2");

    assertThat(attendance().lateness(at("13:00"))).isEqualTo(Loss.of(Loss.WHOLE));
  }

  @Test
  void aSignInOfTheDayBeforeHasEnded() {
    marks.add(new Mark(at(-1, "23:59"), "a", 1, 0, Mark.Kind.SIGN_IN, "s1"));

    assertThat(attendance().lateness(at("13:00"))).isEqualTo(Loss.of(Loss.WHOLE));
  }

  @Test
  void latenessIsOpenUntilItIsCertain() {
    assertThat(attendance().lateness(at("08:59:59"))).isNull();
    assertThat(attendance().lateness(at("09:15"))).isNull();
    assertThat(attendance().lateness(at("09:15:01"))).isEqualTo(Loss.of(Loss.WHOLE));
    signIn("09:07");
    assertThat(attendance().lateness(at("09:06"))).isNull();
    assertThat(attendance().lateness(at("09:07"))).isEqualTo(Loss.of(Loss.ONE_THIRD));
  }

  @Test
  void aSpellCostsNothingThenHalfThenAll() {
    signIn("09:00");
    nobodySeen("09:10", "09:35");
    seen("09:35");

    var minutes = incidents("12:00");

    // Attended by the sign-in to 09:03, unknown to 09:10, nobody from 09:10:30 to 09:34:30.
    assertThat(minutes).hasSize(20);
    assertThat(minutes.get(0).ofSpell()).isEqualTo(6);
    assertThat(minutes.get(0).start()).isEqualTo(at("09:15"));
    assertThat(minutes.subList(0, 10)).allMatch(minute -> minute.loss().millionths() == 500_000);
    assertThat(minutes.subList(10, 20)).allMatch(minute -> minute.loss().millionths() == 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({"0, 500000", "1, 600000", "5, 1000000", "40, 1000000"})
  void whoeverWaitsMakesItDearer(int people, long lost) {
    signIn("09:00");
    nobodySeen("09:10", "09:17");
    waiting = people;

    var minutes = incidents("12:00");

    assertThat(minutes.get(0).loss().millionths()).isEqualTo(lost);
    assertThat(minutes.get(0).waiting()).isEqualTo(people);
  }

  @Test
  void aMinuteIsWhatItsMidpointIs() {
    signIn("09:00");
    mark("09:30:31", Mark.Kind.NOT_SEEN, null);

    var known = minutes("12:00");

    assertThat(count(known, Presence.UNATTENDED))
        .isEqualTo(3); // 09:31:30 to 09:33:30, 179 s after at most
    assertThat(count(known, Presence.ATTENDED)).isEqualTo(3); // 09:00:30 to 09:02:30 by the sign-in
    assertThat(count(known, Presence.UNKNOWN)).isEqualTo(180 - 6);
  }

  @Test
  void evidenceCountsToItsLastSecond() {
    signIn("09:00");
    mark("09:30:30", Mark.Kind.SEEN, null);

    // 09:30:30 itself, and 180 s later 09:33:30: four minutes.
    assertThat(count(minutes("12:00"), Presence.ATTENDED)).isEqualTo(3 + 4);
  }

  @Test
  void aTicketBeingServedAttendsWhateverTheCameraSees() {
    signIn("09:00");
    nobodySeen("09:10", "09:30");
    mark("09:12", Mark.Kind.SERVES, null);
    mark("09:20", Mark.Kind.RESTS, null);

    assertThat(count(minutes("09:30"), Presence.UNATTENDED)).isEqualTo(20 - 8);
    assertThat(incidents("09:30"))
        .as("it ends the spell")
        .extracting(Minute::start)
        .containsExactly(at("09:25"), at("09:26"), at("09:27"), at("09:28"), at("09:29"));
  }

  @Test
  void whoSignedOutProvesNothingAnyMore() {
    signIn("09:00");
    nobodySeen("09:10", "09:30");
    mark("09:20:10", Mark.Kind.ACTION, null);
    mark("09:20:20", Mark.Kind.SIGN_OUT, "s1");

    assertThat(count(minutes("09:30"), Presence.UNATTENDED)).isEqualTo(20);
  }

  @Test
  void anApprovedPauseIsLeftOutAndEndsTheSpell() {
    signIn("09:00");
    nobodySeen("09:10", "09:30");
    mark("09:16", Mark.Kind.PAUSES, null);
    mark("09:20", Mark.Kind.GOES_ON, null);

    assertThat(count(minutes("09:30"), Presence.UNATTENDED)).isEqualTo(16);
    assertThat(incidents("09:30").get(0).ofSpell()).isEqualTo(6);
    assertThat(incidents("09:30").get(1).start()).isEqualTo(at("09:25"));
  }

  @Test
  void theFirstQuarterOfAnHourBelongsToLatenessUntilHeComes() {
    nobodySeen("08:55", "10:00");
    assertThat(count(minutes("10:00"), Presence.UNATTENDED)).isEqualTo(45);

    signIn("09:08");
    // From 09:08:30 on; three minutes are attended by the sign-in.
    assertThat(count(minutes("10:00"), Presence.UNATTENDED)).isEqualTo(60 - 8 - 3);
  }

  @Test
  void minutesThatHaveNotComeAreNotCounted() {
    signIn("09:00");
    nobodySeen("09:00", "12:00");

    assertThat(minutes("09:30:29")).hasSize(30);
    assertThat(minutes("09:30:30")).hasSize(31);
    assertThat(minutes("13:00")).hasSize(180);
  }

  private Attendance attendance() {
    marks.sort(Mark.ORDER);
    return new Attendance(SESSION, PostEvidence.of(marks), RULES, at("00:00"));
  }

  private List<Minute> minutes(String asOf) {
    var minutes = attendance().minutes(at(asOf), time -> waiting);
    assertThat(minutes).allMatch(minute -> minute.start() % MINUTE == 0);
    return minutes;
  }

  private List<Minute> incidents(String asOf) {
    return minutes(asOf).stream().filter(minute -> minute.loss().incidents() > 0).toList();
  }

  private static long count(List<Minute> minutes, Presence presence) {
    return minutes.stream().filter(minute -> minute.presence() == presence).count();
  }

  private void signIn(String time) {
    mark(time, Mark.Kind.SIGN_IN, "s1");
  }

  private void seen(String time) {
    mark(time, Mark.Kind.SEEN, null);
  }

  /** A camera sees nobody every 30 s, 15 s past each half, from a time until before another. */
  private void nobodySeen(String from, String until) {
    for (long time = at(from); time < at(until); time += 30 * SECOND) {
      marks.add(new Mark(time, "camera", 1, marks.size(), Mark.Kind.NOT_SEEN, null));
    }
  }

  private void mark(String time, Mark.Kind kind, @Nullable String staff) {
    marks.add(new Mark(at(time), "a", 1, marks.size(), kind, staff));
  }
}
