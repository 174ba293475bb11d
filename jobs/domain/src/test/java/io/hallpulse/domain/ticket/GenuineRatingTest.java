package io.hallpulse.domain.ticket;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Source.rating;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Rules;
import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.reference.CalendarDay;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One service on Monday from 09:01 to 09:10 at c1, begun by s-c1 and ended by s2. */
class GenuineRatingTest {
  private final Source source = new Source("agent");
  private final Reference reference = new Reference();
  private final Set<TicketMove> flagged = new HashSet<>();

  @BeforeEach
  void serve() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:01"), "t", "c1");
    source.started(at("09:01"), "t", "c1");
    source.say(about(SERVICE_ENDED, at("09:10"), "t").setOutcome("COMPLETED").setStaffId("s2"));
  }

  @Test
  void anActiveRatingOnTheSpotCounts() {
    source.rated(at("09:10"), "t", "c1", 2);

    assertThat(level()).isEqualTo(2);
  }

  @Test
  void theFirstGenuineOneCounts() {
    source.rated(at("09:09"), "t", "c1", 1); // before the end
    source.say(rating(at("09:11"), "t", 2).setActive(false));
    source.rated(at("09:12"), "t", "c1", 3);
    source.rated(at("09:13"), "t", "c1", 4);

    assertThat(level()).isEqualTo(3);
  }

  @Test
  void theRulesOfTheServicesEndSayHowLongOneCounts() {
    source.rated(at(2, "10:00"), "t", "c1", 2);
    reference.add(Rules.with("\"working_days\":5", "\"working_days\":1"), at("09:11"), 1);
    assertThat(level()).isEqualTo(2);

    reference.add(Rules.with("\"working_days\":5", "\"working_days\":1"), at("09:10"), 2);
    assertThat(level()).isNull();
  }

  @Test
  void aFlaggedOneDoesNotCount() {
    var first = source.rated(at("09:12"), "t", "c1", 1);
    source.rated(at("09:13"), "t", "c1", 4);
    flagged.add(TicketMove.of(first, 0, new Names()));

    assertThat(level()).isEqualTo(4);
  }

  @Test
  void oneFromTheDeviceOfAClerkOfTheServiceDoesNot() {
    source.say(rating(at("09:11"), "t", 5).setDeviceStaffId("s-c1"));
    source.say(rating(at("09:12"), "t", 5).setDeviceStaffId("s2"));
    assertThat(level()).isNull();

    source.say(rating(at("09:13"), "t", 4).setDeviceStaffId("s9"));
    assertThat(level()).isEqualTo(4);
  }

  @Test
  void theFifthWorkingDayIsTheLast() {
    source.rated(at(7, "23:59:59"), "t", "c1", 2); // Monday a week later

    assertThat(level()).isEqualTo(2);
  }

  @Test
  void theSixthWorkingDayIsTooLate() {
    source.rated(at(8, "00:00"), "t", "c1", 2);

    assertThat(level()).isNull();
  }

  @Test
  void holidaysAndMakeUpDaysCountAsTheCalendarSays() {
    source.rated(at(8, "12:00"), "t", "c1", 2);
    reference.add(new CalendarDay(Times.MONDAY.plusDays(2).toString(), false), 0, 1);
    assertThat(level()).isEqualTo(2);

    reference.add(new CalendarDay(Times.MONDAY.plusDays(5).toString(), true), 0, 1); // Saturday
    assertThat(level()).isNull();
  }

  @Test
  void anUpheldAppealTakesItAway() {
    source.rated(at("09:10"), "t", "c1", 1);
    source.say(about(RATING_APPEAL_UPHELD, at(3, "09:00"), "t"));

    assertThat(level()).isNull();
  }

  @Test
  void itBelongsToTheLastServiceAtItsCounterAndTheLatestRatedServiceCounts() {
    // a second service at c2 needs a ticket that was transferred
    var moved = new Source("agent");
    moved.issued(at("09:00"), "t", "q1");
    moved.called(at("09:01"), "t", "c1");
    moved.started(at("09:01"), "t", "c1");
    moved.transferred(at("09:10"), "t", "q2");
    moved.called(at("09:11"), "t", "c2");
    moved.started(at("09:11"), "t", "c2");
    moved.ended(at("09:20"), "t", "COMPLETED");
    moved.rated(at("09:12"), "t", "c1", 1); // of the first service, after its end
    assertThat(level(moved)).isEqualTo(1);

    moved.rated(at("09:15"), "t", "c9", 2); // of the last, before its end
    assertThat(level(moved)).isEqualTo(1);

    moved.rated(at("09:25"), "t", "c9", 4); // no service there: of the last
    assertThat(level(moved)).isEqualTo(4);

    moved.rated(at("09:26"), "t", "c1", 5);
    assertThat(level(moved)).isEqualTo(4);
  }

  @Test
  void withoutAServiceNothingCanBeRated() {
    var waiting = new Source("agent");
    waiting.issued(at("09:00"), "t", "q1");
    waiting.rated(at("09:30"), "t", "c1", 1);

    assertThat(level(waiting)).isNull();
  }

  private @Nullable Integer level() {
    return level(source);
  }

  private @Nullable Integer level(Source said) {
    var genuine = GenuineRating.of(said.ticket(), Source.DISTRICT, reference, flagged::contains);
    return genuine.isEmpty() ? null : genuine.get(genuine.size() - 1).move().level();
  }
}
