package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.NOTICE_ISSUED;
import static io.hallpulse.schemas.event.EventKind.NOTICE_SIGNED;
import static io.hallpulse.schemas.event.EventKind.RATING_APPEAL_UPHELD;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CLOSED;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CONTACTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.reference.CalendarDay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weeks of a hall in which bad ratings wait to be put right and notices are told. */
class RatingsAndNoticesTest {
  private static final String SERVING = "serving-" + Source.HALL;

  private final Reference reference = new Reference();
  private final HallMemory memory = HallMemory.inProcess();
  private final Heard heard = new Heard();
  private final Source desk = new Source("desk");
  private final Source managers = new Source(SERVING);
  private HallFold fold = fold(at("08:00"));

  private HallFold fold(long now) {
    return new HallFold(Source.HALL, HallRules.defaults(), reference, memory, now);
  }

  private void serve(long time, String ticket) {
    desk.issued(time, ticket, "q1");
    desk.called(time + MINUTE, ticket, "c1");
    desk.started(time + 2 * MINUTE, ticket, "c1");
    desk.ended(time + 5 * MINUTE, ticket, "COMPLETED");
  }

  /** All that was said so far is heard, and time is that of the desk. */
  private void hear(long now) {
    desk.heartbeat(now);
    fold.accept(desk.batch(), now, now, heard);
    if (!managers.said().isEmpty()) {
      fold.accept(managers.batch(), now, now, heard);
    }
    fold.tick(now, heard);
  }

  private HealthDailyFact latest(int day, String scope) {
    return heard.scores.stream()
        .filter(row -> row.localDate().equals(Times.MONDAY.plusDays(day)))
        .filter(row -> row.scope().equals(scope))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static String cards(HealthDailyFact row) {
    var parts = HealthParts.read(row.parts());
    return "%d %d %d".formatted(parts.warnings(), parts.yellowCards(), parts.redCards());
  }

  @Test
  void aCardComesWithTimeAloneAndALateClosingTakesItBack() {
    serve(at("09:00"), "t");
    desk.rated(at("09:10"), "t", "c1", 1);
    hear(at("10:00"));
    assertThat(heard.rating("t").state()).isEqualTo("open");
    assertThat(heard.rating("t").contactDue()).isEqualTo(EventJson.instant(at(2, "00:00")));
    assertThat(heard.rating("t").closeDue()).isEqualTo(EventJson.instant(at(8, "00:00")));

    managers.say(about(RECTIFICATION_CONTACTED, at(1, "09:00"), "t"));
    hear(at(1, "09:01"));
    assertThat(heard.rating("t").state()).isEqualTo("contacted");

    serve(at(7, "09:00"), "u"); // so that there is a row that day
    hear(at(7, "23:59"));
    fold = fold(at(7, "23:59"));
    assertThat(cards(latest(7, "hall"))).isEqualTo("0 0 0");
    hear(at(8, "00:00"));
    assertThat(heard.rating("t").state()).isEqualTo("overdue");
    assertThat(cards(latest(7, "hall"))).isEqualTo("1 0 0");
    assertThat(cards(latest(7, "counter"))).isEqualTo("1 0 0");
    assertThat(latest(7, "hall").reason()).isEqualTo("RECTIFICATION_OVERDUE");
    assertThat(latest(7, "hall").isFinal()).isFalse();
    hear(at(8, "06:00"));
    assertThat(latest(7, "hall").isFinal()).isTrue();

    managers.say(about(RECTIFICATION_CLOSED, at(7, "17:00"), "t"));
    hear(at(9, "09:00"));
    assertThat(heard.rating("t").state()).isEqualTo("closed");
    assertThat(cards(latest(7, "hall"))).isEqualTo("0 0 0");
    assertThat(latest(7, "hall").reason()).isEqualTo("RECTIFICATION_CLOSED");
    assertThat(latest(7, "hall").isFinal()).isTrue();
  }

  @Test
  void anOpenBadRatingIsKeptUntilItsLastCardAndAnAppealStillTakesThatBack() {
    serve(at("09:00"), "t");
    desk.rated(at("09:10"), "t", "c1", 2);
    for (int day = 1; day <= 22; day++) {
      serve(at(day, "09:00"), "u" + day);
      hear(at(day, "12:00"));
    }
    assertThat(cards(latest(21, "hall"))).isEqualTo("0 0 1");

    managers.say(about(RATING_APPEAL_UPHELD, at(22, "13:00"), "t"));
    hear(at(22, "13:01"));

    assertThat(heard.rating("t").state()).isEqualTo("retracted");
    assertThat(heard.rating("t").genuine()).isFalse();
    assertThat(cards(latest(21, "hall"))).isEqualTo("0 0 0");
    assertThat(latest(21, "hall").reason()).isEqualTo("RATING_APPEAL_UPHELD");
    assertThat(heard.row("t").ratingLevel()).isNull();

    hear(at(60, "12:00"));
    hear(at(60, "12:01"));
    assertThat(memory.tickets().entries()).isEmpty();
    assertThat(memory.closed().entries()).isEmpty();
    assertThat(memory.cards().entries()).isEmpty();
  }

  @Test
  void aHolidayThatBecomesKnownLateMovesTheDeadlineAndTheCard() {
    serve(at("09:00"), "t");
    desk.rated(at("09:10"), "t", "c1", 1);
    serve(at(7, "09:00"), "u");
    serve(at(8, "09:00"), "v");
    hear(at(8, "10:00"));
    assertThat(cards(latest(7, "hall"))).isEqualTo("1 0 0");

    reference.add(new CalendarDay(Times.MONDAY.plusDays(2).toString(), false), 0, 1);
    hear(at(8, "10:01"));
    assertThat(cards(latest(7, "hall"))).isEqualTo("0 0 0");
    assertThat(heard.rating("t").closeDue()).isEqualTo(EventJson.instant(at(9, "00:00")));
    hear(at(9, "00:01"));
    assertThat(cards(latest(8, "hall"))).isEqualTo("1 0 0");
  }

  @Test
  void aSecondNoticeOfAMatterIsAWarningAndACorrectionIsANoticeOfItsOwn() {
    serve(at("09:00"), "t");
    notice(at("09:04"), "n1", "m", "photo");
    notice(at("09:30"), "n2", "m", "photo", "form");
    var other = notice(at("09:31"), "n1", "m", "form");
    desk.say(about(NOTICE_SIGNED, at("09:32")).setNoticeId("n1").setContentHash("00ff"));
    desk.say(about(NOTICE_SIGNED, at("09:33")).setNoticeId("n1"));
    hear(at("10:00"));

    assertThat(heard.notices().get("n1"))
        .startsWith("1 of m, [photo], at c1 by")
        .contains("signed " + EventJson.instant(at("09:33")));
    assertThat(heard.notices().get("n2")).startsWith("2 of m, [photo, form]");
    assertThat(heard.notices().values()).allMatch(said -> said.contains("in time true"));
    assertThat(cards(latest(0, "counter"))).isEqualTo("1 0 0");
    assertThat(heard.refusals().values())
        .anyMatch(reason -> reason.contains("a correction needs a notice_id of its own"))
        .anyMatch(reason -> reason.startsWith("content_hash signed is 00ff"))
        .hasSize(2);
    assertThat(heard.refusals()).containsKey("desk/1/" + other.getSeq());
  }

  @Test
  void aSignatureIsLegalOnceItsNoticeArrives() {
    var kiosk = new Source("kiosk");
    kiosk.say(about(NOTICE_SIGNED, at("09:40")).setNoticeId("n1"));
    kiosk.heartbeat(at("09:41"));
    fold.accept(kiosk.batch(), at("09:41"), at("09:41"), heard);
    hear(at("09:41"));
    assertThat(heard.refusals().get("kiosk/1/1")).contains("was not issued");

    notice(at("09:39"), "n1", "m", "photo");
    hear(at("09:42"));
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.notices().get("n1")).contains("signed " + EventJson.instant(at("09:40")));
  }

  @Test
  void whatManagersDecideHoldsNobodysTimeBack() {
    desk.heartbeat(at("09:00"));
    hear(at("09:00"));
    managers.say(about(RECTIFICATION_CLOSED, at("09:00:10"), "nobody"));
    hear(at("09:00:11"));
    hear(at("09:00:40"));

    assertThat(fold.hallTime()).isEqualTo(at("09:00") + 40 * SECOND);
  }

  private Event notice(long time, String id, String matter, String... missing) {
    return desk.say(
        about(NOTICE_ISSUED, time, "t")
            .setNoticeId(id)
            .setMatterId(matter)
            .setCounterId("c1")
            .setMissing(List.of(missing)));
  }
}
