package io.hallpulse.domain.health;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketTraceTest {
  private final Source source = new Source("agent");

  @Test
  void aVisitWaitsIsServedAndShowsItsClerk() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:10"), "t", "c1");
    source.started(at("09:11"), "t", "c1");
    source.held(at("09:15"), "t");
    source.resumed(at("09:25"), "t");
    source.ended(at("09:30"), "t", "COMPLETED");

    assertThat(marks())
        .containsExactly(
            "09:00 q/q1 JOINS",
            "09:10 q/q1 LEAVES",
            "09:10 c/c1 ACTION",
            "09:11 c/c1 ACTION",
            "09:11 c/c1 SERVES",
            "09:15 c/c1 ACTION",
            "09:15 c/c1 RESTS",
            "09:25 c/c1 ACTION",
            "09:25 c/c1 SERVES",
            "09:30 c/c1 ACTION",
            "09:30 c/c1 RESTS");
  }

  @Test
  void anIllegalEventLeavesNone() {
    source.issued(at("09:00"), "t", "q1");
    source.started(at("09:11"), "t", "c1");
    source.ended(at("09:30"), "t", "COMPLETED");

    assertThat(marks()).containsExactly("09:00 q/q1 JOINS");
  }

  @Test
  void aTransferWhileWaitingIsNobodysActionAndOneFromAServiceIs() {
    source.issued(at("09:00"), "t", "q1");
    source.transferred(at("09:05"), "t", "q2");
    source.called(at("09:10"), "t", "c1");
    source.started(at("09:11"), "t", "c1");
    source.transferred(at("09:20"), "t", "q3");

    assertThat(marks())
        .containsExactly(
            "09:00 q/q1 JOINS",
            "09:05 q/q1 LEAVES",
            "09:05 q/q2 JOINS",
            "09:10 q/q2 LEAVES",
            "09:10 c/c1 ACTION",
            "09:11 c/c1 ACTION",
            "09:11 c/c1 SERVES",
            "09:20 c/c1 ACTION",
            "09:20 c/c1 RESTS",
            "09:20 q/q3 JOINS");
  }

  @Test
  void whoEndsAServiceElsewhereActsThereButTheCounterThatServedRests() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:10"), "t", "c1");
    source.started(at("09:11"), "t", "c1");
    source.say(
        Source.about(EventKind.SERVICE_ENDED, at("09:30"), "t")
            .setCounterId("c2")
            .setOutcome("COMPLETED"));

    assertThat(marks()).endsWith("09:30 c/c2 ACTION", "09:30 c/c1 RESTS");
  }

  @Test
  void whatGoesOnAtMidnightHasEndedWithItsDay() {
    source.issued(at("23:00"), "t", "q1");
    source.called(at("23:50"), "t", "c1");
    source.started(at("23:55"), "t", "c1");
    source.ended(at(1, "00:20"), "t", "COMPLETED");

    assertThat(marks()).endsWith("23:55 c/c1 SERVES", "00:20 c/c1 ACTION");
  }

  @Test
  void whoIsCalledAgainAfterANoShowDoesNotWaitAgain() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:10"), "t", "c1");
    source.noShow(at("09:12"), "t", "c1");
    source.called(at("09:20"), "t", "c2");

    assertThat(marks())
        .containsExactly(
            "09:00 q/q1 JOINS",
            "09:10 q/q1 LEAVES",
            "09:10 c/c1 ACTION",
            "09:12 c/c1 ACTION",
            "09:20 c/c2 ACTION");
  }

  private List<String> marks() {
    return TicketTrace.of(source.ticket(), Times.days()).marks().stream()
        .map(
            at ->
                "%s %s %s"
                    .formatted(
                        EventJson.instant(at.mark().time()).atZone(Times.ZONE).toLocalTime(),
                        at.place().key(),
                        at.mark().kind()))
        .toList();
  }
}
