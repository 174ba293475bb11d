package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private final Source source = new Source("agent");

  @Test
  void acceptsAContiguousRunOfOneSource() {
    source.heartbeat(at("09:00"));
    source.heartbeat(at("09:01"));

    assertThat(Batches.problem(source.batch(), HALL)).isEmpty();
    assertThat(Batches.problem(source.batch(2, 3), HALL)).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problem(event -> event.setSeq(7))).contains("agent/1/7");
    assertThat(problem(event -> event.setEpoch(7))).contains("agent/7/1");
    assertThat(problem(event -> event.setSource("other"))).contains("other/1/1");
    assertThat(problem(event -> event.setHallId("h9"))).contains("h9");
    assertThat(problem(event -> event.setDistrict("999999"))).contains("999999");
  }

  @Test
  void refusesAnotherHallsKeyAndNumbersBelowOne() {
    var batch = batch(event -> event);

    assertThat(Batches.problem(batch, "h9").orElseThrow()).contains("h1").contains("h9");
    assertThat(
            Batches.problem(EventBatch.newBuilder(batch).setFirstSeq(0).build(), HALL)
                .orElseThrow())
        .contains("first_seq");
  }

  @Test
  void refusesTimesThatNoTableHolds() {
    assertThat(problem(event -> event.setTime(Long.MAX_VALUE))).contains("agent/1/1", "+294247");
    assertThat(problem(event -> event.setTime(Long.MIN_VALUE))).contains("agent/1/1", "-290308");
    var longAgo = batch(event -> event.setTime(0));
    assertThat(Batches.problem(longAgo, HALL)).isEmpty(); // a clock that was never set
  }

  @Test
  void refusesNumbersThatWouldOverflow() {
    var batch = EventBatch.newBuilder(batch(event -> event)).setFirstSeq(Long.MAX_VALUE).build();

    assertThat(Batches.problem(batch, HALL).orElseThrow()).contains("9223372036854775807");
  }

  private String problem(UnaryOperator<Event.Builder> change) {
    return Batches.problem(batch(change), HALL).orElseThrow();
  }

  private EventBatch batch(UnaryOperator<Event.Builder> change) {
    var event = new Source("agent").heartbeat(at("09:00"));
    var batch = Source.batch(List.of(event));
    return EventBatch.newBuilder(batch)
        .setEvents(List.of(change.apply(Event.newBuilder(event)).build()))
        .build();
  }
}
