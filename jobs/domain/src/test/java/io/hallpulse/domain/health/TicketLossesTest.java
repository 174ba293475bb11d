package io.hallpulse.domain.health;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Source.issue;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.RATING_APPEAL_UPHELD;
import static io.hallpulse.schemas.event.EventKind.SERVICE_ENDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.ServiceItem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketLossesTest {
  private final Source source = new Source("agent");
  private final Reference reference = new Reference();

  @ParameterizedTest
  @CsvSource({"09:15, 0", "09:15:01, 500000", "09:30, 500000", "09:30:01, 1000000", "08:59, 0"})
  void aCallCostsByTheWait(String called, long lost) {
    source.say(issue(at("08:50"), "t", "q1").setAppointmentTime(at("09:00")));
    source.called(at(called), "t", "c1");

    assertThat(told("23:00")).containsExactly("c1 wait %s %d".formatted(slot(called), lost));
  }

  @Test
  void onlyTheFirstCallOfALegCounts() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:10"), "t", "c1");
    source.called(at("09:40"), "t", "c2");

    assertThat(told("23:00")).containsExactly("c1 wait 09:00 0");
  }

  @Test
  void aVisitorWhoWasGoneWhenCalledLateCostsAll() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:16"), "t", "c1");
    source.noShow(at("09:20"), "t", "c1");

    assertThat(told("23:00")).containsExactly("c1 wait 09:00 500000");
    assertThat(tell(at(1, "00:00"))).containsExactly("c1 wait 09:00 1000000");
  }

  @Test
  void eachLegIsACallOfItsOwn() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:40"), "t", "c1");
    source.transferred(at("09:41"), "t", "q2");
    source.called(at("10:00"), "t", "c2");
    source.noShow(at("10:01"), "t", "c2");

    assertThat(tell(at(1, "00:00")))
        .containsExactly("c1 wait 09:30 1000000", "c2 wait 10:00 1000000");
  }

  @ParameterizedTest
  @CsvSource({"VISITOR, 09:15, 0", "VISITOR, 09:15:01, 1000000", "DAY_END, 17:00, 1000000"})
  void whoLeavesUncalledCostsTheQueue(String by, String time, long lost) {
    source.issued(at("09:00"), "t", "q1");
    source.cancelled(at(time), "t", by);

    assertThat(told("23:00")).containsExactly("q1 wait %s %d".formatted(slot(time), lost));
  }

  @Test
  void whomTheClerkCancelledCostsNothing() {
    source.issued(at("09:00"), "t", "q1");
    source.cancelled(at("10:00"), "t", "CLERK");

    assertThat(told("23:00")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"09:20, 0", "09:20:01, 500000", "09:40, 500000", "09:40:01, 1000000"})
  void aServiceCostsByItsTarget(String ended, long lost) {
    committed("i1", 20);
    serve("09:00", ended, "COMPLETED");

    assertThat(told("23:00")).contains("c1 handle %s %d".formatted(slot(ended), lost));
  }

  @Test
  void whatIsUsualMayTakeLongerThanWhatWasPromised() {
    committed("i1", 20);
    reference.add(Baseline.ofItem("i1", 25.5), at("00:00"), 1);
    serve("09:00", "09:25:30", "COMPLETED");

    assertThat(told("23:00")).contains("c1 handle 09:00 0");
  }

  @Test
  void heldTimeIsNotHandling() {
    committed("i1", 20);
    source.issued(at("08:58"), "t", "q1");
    source.called(at("08:59"), "t", "c1");
    source.started(at("09:00"), "t", "c1");
    source.held(at("09:05"), "t");
    source.resumed(at("09:55"), "t");
    source.ended(at("10:10"), "t", "COMPLETED");

    assertThat(told("23:00")).contains("c1 handle 10:00 0");
  }

  @Test
  void anAbandonedServiceIsNoneAndOneThatWasTransferredIs() {
    committed("i1", 20);
    source.issued(at("08:58"), "t", "q1");
    source.called(at("08:59"), "t", "c1");
    source.started(at("09:00"), "t", "c1");
    source.transferred(at("09:30"), "t", "q2");
    source.called(at("09:31"), "t", "c2");
    source.started(at("09:32"), "t", "c2");
    source.ended(at("10:40"), "t", "ABANDONED");

    assertThat(told("23:00"))
        .containsExactly("c1 wait 08:30 0", "c2 wait 09:30 0", "c1 handle 09:30 500000");
  }

  @Test
  void anItemWithoutATargetIsNoExposureButAFault() {
    serve("09:00", "10:00", "COMPLETED");

    assertThat(told("23:00")).containsExactly("c1 wait 08:30 0", "c1 has no target");
  }

  @Test
  void theItemThatTheServiceNamedCounts() {
    committed("i1", 20);
    committed("long", 60);
    source.issued(at("08:58"), "t", "q1");
    source.called(at("08:59"), "t", "c1");
    source.started(at("09:00"), "t", "c1");
    source.say(about(SERVICE_ENDED, at("09:50"), "t").setOutcome("COMPLETED").setItemCode("long"));

    assertThat(told("23:00")).contains("c1 handle 09:30 0");
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "3, 0", "2, 800000", "1, 1000000"})
  void aRatingCostsByItsLevelInTheSlotOfTheService(int level, long lost) {
    serve("09:00", "09:29", "COMPLETED");
    source.rated(at(1, "10:00"), "t", "c1", level);

    assertThat(told("23:00")).contains("c1 bad 09:00 " + lost);
  }

  @Test
  void anUpheldAppealTakesTheRatingAway() {
    serve("09:00", "09:29", "COMPLETED");
    source.rated(at("09:30"), "t", "c1", 1);
    source.say(about(RATING_APPEAL_UPHELD, at("09:40"), "t"));

    assertThat(told("23:00")).noneMatch(row -> row.contains("bad"));
  }

  @Test
  void aRatingOutOfABurstIsNone() {
    serve("09:00", "09:29", "COMPLETED");
    source.rated(at("09:30"), "t", "c1", 1);

    var told = new Told();
    new TicketLosses(Source.DISTRICT, reference, rating -> true)
        .tell(source.ticket(), at("23:00"), told);
    assertThat(told.rows).noneMatch(row -> row.contains("bad"));
  }

  private void committed(String item, int minutes) {
    reference.add(new ServiceItem(item, "u1", item, minutes, List.of()), at("00:00"), 1);
  }

  private void serve(String start, String end, String outcome) {
    source.issued(at(start) - 2 * Times.MINUTE, "t", "q1");
    source.called(at(start) - Times.MINUTE, "t", "c1");
    source.started(at(start), "t", "c1");
    source.ended(at(end), "t", outcome);
  }

  private List<String> told(String asOf) {
    return tell(at(asOf));
  }

  private List<String> tell(long asOf) {
    var told = new Told();
    new TicketLosses(Source.DISTRICT, reference, rating -> false).tell(source.ticket(), asOf, told);
    return told.rows;
  }

  private static String slot(String time) {
    return time.substring(0, 3) + (time.substring(3, 5).compareTo("30") < 0 ? "00" : "30");
  }

  private static final class Told implements TicketLosses.Ledger {
    private final List<String> rows = new ArrayList<>();

    @Override
    public void atCounter(String counterId, long time, Factor factor, Loss loss) {
      row(counterId, factor, time, loss);
    }

    @Override
    public void inQueue(String queueId, long time, Loss loss) {
      row(queueId, Factor.WAIT, time, loss);
    }

    @Override
    public void unknownTarget(Service service) {
      rows.add(service.counterId() + " has no target");
    }

    private void row(String id, Factor factor, long time, Loss loss) {
      long start = Slots.start(time, Times.days());
      long minutes = (start - at("00:00")) / Times.MINUTE;
      assertThat(loss.exposure()).isEqualTo(1);
      rows.add(
          "%s %s %02d:%02d %d"
              .formatted(id, factor.key(), minutes / 60, minutes % 60, loss.millionths()));
    }
  }
}
