package io.hallpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRunsTest {
  private final List<EventBatch> batches = new ArrayList<>();
  private final EventRuns runs = new EventRuns(batches::add);

  @Test
  void batchesAreFullAndContiguous() {
    for (int seq = 1; seq <= 150; seq++) {
      runs.add(event("a", seq));
    }
    runs.flush();

    assertThat(batches).extracting(EventBatch::getFirstSeq).containsExactly(1L, 65L, 129L);
    assertThat(batches).extracting(batch -> batch.getEvents().size()).containsExactly(64, 64, 22);
  }

  @Test
  void aGapBeginsANewBatch() {
    runs.add(event("a", 1));
    runs.add(event("a", 2));
    runs.add(event("a", 4));
    runs.flush();

    assertThat(batches).extracting(EventBatch::getFirstSeq).containsExactly(1L, 4L);
  }

  @Test
  void anotherDistrictBeginsANewBatch() {
    runs.add(event("a", 1));
    runs.add(Event.newBuilder(event("a", 2)).setDistrict("wrong").build());
    runs.add(event("a", 3));
    runs.add(event("a", 4));
    runs.flush();

    assertThat(batches).extracting(EventBatch::getFirstSeq).containsExactly(1L, 2L, 3L);
    assertThat(batches).extracting(EventBatch::getDistrict).containsExactly("d", "wrong", "d");
  }

  @Test
  void interleavedSourcesKeepTheirOwnOrder() {
    for (int seq = 1; seq <= 3; seq++) {
      runs.add(event("a", seq));
      runs.add(event("b", seq));
    }
    runs.flush();

    assertThat(batches).extracting(EventBatch::getSource).containsExactly("a", "b");
    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.getEvents())
                    .extracting(Event::getSeq)
                    .containsExactly(1L, 2L, 3L));
  }

  @Test
  void nothingIsSentTwice() {
    runs.add(event("a", 1));
    runs.flush();
    runs.flush();

    assertThat(batches).hasSize(1);
  }

  private static Event event(String source, long seq) {
    return Event.newBuilder()
        .setSource(source)
        .setEpoch(1)
        .setSeq(seq)
        .setTime(seq)
        .setDistrict("d")
        .setHallId("h-" + source)
        .setKind(EventKind.HEARTBEAT)
        .build();
  }
}
