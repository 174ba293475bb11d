package io.hallpulse.domain.health;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MONDAY;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.RATING_APPEAL_UPHELD;
import static io.hallpulse.schemas.event.EventKind.RATING_TAMPERED;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CLOSED;
import static io.hallpulse.schemas.event.EventKind.RECTIFICATION_CONTACTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.reference.CalendarDay;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One service on Monday at c1, rated at 10:00. */
class TicketCardsTest {
  private final Source source = new Source("agent");
  private final Reference reference = new Reference();

  @BeforeEach
  void serve() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:01"), "t", "c1");
    source.started(at("09:02"), "t", "c1");
    source.ended(at("09:10"), "t", "COMPLETED");
  }

  @Test
  void aBadRatingThatNobodyPutsRightBringsAWarningThenYellowThenRed() {
    source.rated(at("10:00"), "t", "c1", 2);

    assertThat(cards(7, "23:59:59")).isEmpty();
    assertThat(cards(8, "00:00")).containsExactly(card(7, new Cards(1, 0, 0)));
    assertThat(cards(15, "00:00"))
        .containsExactly(card(7, new Cards(1, 0, 0)), card(14, new Cards(0, 1, 0)));
    assertThat(cards(60, "00:00"))
        .containsExactly(
            card(7, new Cards(1, 0, 0)),
            card(14, new Cards(0, 1, 0)),
            card(21, new Cards(0, 0, 1)));
  }

  @Test
  void holidaysAreNoWorkingDays() {
    source.rated(at("10:00"), "t", "c1", 1);
    reference.add(new CalendarDay(MONDAY.plusDays(3).toString(), false), 0, 1);

    assertThat(cards(9, "00:00")).containsExactly(card(8, new Cards(1, 0, 0)));
  }

  @Test
  void closingInTimeStopsThemAndContactAloneDoesNot() {
    source.rated(at("10:00"), "t", "c1", 1);
    source.say(about(RECTIFICATION_CONTACTED, at(1, "10:00"), "t"));
    assertThat(cards(8, "00:00")).hasSize(1);

    source.say(about(RECTIFICATION_CLOSED, at(7, "23:59:59"), "t"));
    assertThat(cards(60, "00:00")).isEmpty();
  }

  @Test
  void closingLateStopsOnlyTheLaterOnes() {
    source.rated(at("10:00"), "t", "c1", 1);
    source.say(about(RECTIFICATION_CLOSED, at(8, "00:00"), "t"));

    assertThat(cards(60, "00:00")).containsExactly(card(7, new Cards(1, 0, 0)));
  }

  @Test
  void aRatingThatIsNotBadBringsNone() {
    source.rated(at("10:00"), "t", "c1", 3);
    assertThat(cards(60, "00:00")).isEmpty();
  }

  @Test
  void anUpheldAppealTakesTheCardsAway() {
    source.rated(at("10:00"), "t", "c1", 1);
    assertThat(cards(60, "00:00")).hasSize(3);

    source.say(about(RATING_APPEAL_UPHELD, at(1, "10:00"), "t"));
    assertThat(cards(60, "00:00")).isEmpty();
  }

  @Test
  void provenTamperingIsRedOnItsDay() {
    source.say(about(RATING_TAMPERED, at(3, "15:00"), "t"));

    assertThat(cards(3, "15:00")).containsExactly(card(3, new Cards(0, 0, 1)));
    assertThat(cards(3, "14:59")).isEmpty();
  }

  private static TicketCards.Dated card(int days, Cards cards) {
    return new TicketCards.Dated("c1", MONDAY.plusDays(days), cards);
  }

  private List<TicketCards.Dated> cards(int day, String time) {
    return new TicketCards(Source.DISTRICT, reference, rating -> false)
        .of(source.ticket(), at(day, time));
  }
}
