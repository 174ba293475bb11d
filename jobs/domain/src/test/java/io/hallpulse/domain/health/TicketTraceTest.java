package io.hallpulse.domain.health;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.health.TicketTrace.AtCounter;
import io.hallpulse.domain.health.TicketTrace.InQueue;
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

    assertThat(trace().waiting()).containsExactly(waits("q1", at("09:00"), at("09:10")));
    assertThat(trace().serving())
        .containsExactly(
            serves("c1", at("09:11"), at("09:15")), serves("c1", at("09:25"), at("09:30")));
    assertThat(marks())
        .containsExactly(
            "c1 " + at("09:10"),
            "c1 " + at("09:11"),
            "c1 " + at("09:15"),
            "c1 " + at("09:25"),
            "c1 " + at("09:30"));
  }

  @Test
  void anIllegalEventLeavesNone() {
    source.issued(at("09:00"), "t", "q1");
    source.started(at("09:11"), "t", "c1");
    source.ended(at("09:30"), "t", "COMPLETED");

    assertThat(trace().serving()).isEmpty();
    assertThat(marks()).isEmpty();
  }

  @Test
  void aTransferWhileWaitingIsNobodysActionAndOneFromAServiceIs() {
    source.issued(at("09:00"), "t", "q1");
    source.transferred(at("09:05"), "t", "q2");
    source.called(at("09:10"), "t", "c1");
    source.started(at("09:11"), "t", "c1");
    source.transferred(at("09:20"), "t", "q3");

    assertThat(trace().waiting())
        .containsExactly(
            waits("q1", at("09:00"), at("09:05")),
            waits("q2", at("09:05"), at("09:10")),
            waits("q3", at("09:20"), at(1, "00:00")));
    assertThat(trace().serving()).containsExactly(serves("c1", at("09:11"), at("09:20")));
    assertThat(marks())
        .containsExactly("c1 " + at("09:10"), "c1 " + at("09:11"), "c1 " + at("09:20"));
  }

  @Test
  void atMidnightServicesAndWaitsEnd() {
    source.issued(at("23:00"), "t", "q1");
    source.called(at("23:50"), "t", "c1");
    source.started(at("23:55"), "t", "c1");
    source.ended(at(1, "00:20"), "t", "COMPLETED");

    assertThat(trace().serving()).containsExactly(serves("c1", at("23:55"), at(1, "00:00")));
  }

  @Test
  void whoIsCalledAgainAfterANoShowDoesNotWaitAgain() {
    source.issued(at("09:00"), "t", "q1");
    source.called(at("09:10"), "t", "c1");
    source.noShow(at("09:12"), "t", "c1");
    source.called(at("09:20"), "t", "c2");

    assertThat(trace().waiting()).containsExactly(waits("q1", at("09:00"), at("09:10")));
    assertThat(marks())
        .containsExactly("c1 " + at("09:10"), "c1 " + at("09:12"), "c2 " + at("09:20"));
  }

  private List<String> marks() {
    return trace().marks().stream()
        .map(mark -> mark.counterId() + " " + mark.what().time())
        .toList();
  }

  private TicketTrace trace() {
    return TicketTrace.of(source.ticket(), Times.days());
  }

  private static InQueue waits(String queue, long from, long until) {
    return new InQueue(queue, new Span(from, until));
  }

  private static AtCounter<Span> serves(String counter, long from, long until) {
    return new AtCounter<>(counter, new Span(from, until));
  }
}
