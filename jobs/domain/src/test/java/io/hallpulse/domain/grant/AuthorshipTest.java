package io.hallpulse.domain.grant;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorshipTest {
  private static final long STORE = 42;

  private final List<Event> told = events("t", 1_000);
  private final List<Event> toldByAnother = events("x", 1_000);

  @Test
  void repeatsHoweverTheyAreCutAreLetIn() {
    var known = after(null, batch(told, 1, 65), batch(told, 65, 129));

    assertThat(Authorship.denial(known, STORE, batch(told, 1, 129))).isEmpty();
    assertThat(Authorship.denial(known, STORE, batch(told, 60, 140))).isEmpty();
    assertThat(Authorship.denial(known, STORE, batch(told, 129, 193))).isEmpty();
  }

  @Test
  void anotherStoreUnderTheSameNameIsTurnedAwayWhateverItSays() {
    var known = after(null, batch(told, 900, 964));

    var denial = Authorship.denial(known, 43, batch(told, 1, 2)).orElseThrow();

    assertThat(denial.rule()).isEqualTo(Rule.TWO_WRITERS);
    assertThat(denial.reason())
        .isEqualTo(
            "source agent epoch 1 of hall h1: 000000000000002a wrote it before,"
                + " this is 000000000000002b");
  }

  @Test
  void twoCopiesOfOneStoreGoApart() {
    var known = after(null, batch(told, 1, 101));
    var ofTheCopy = new ArrayList<>(told.subList(0, 95));
    ofTheCopy.addAll(toldByAnother.subList(95, 200));

    assertThat(Authorship.denial(known, STORE, batch(ofTheCopy, 80, 96))).isEmpty();
    assertThat(Authorship.denial(known, STORE, batch(ofTheCopy, 80, 120)).orElseThrow().reason())
        .isEqualTo("source agent epoch 1 of hall h1: seq 96 came before as another event");
  }

  @Test
  void numbersLeftOutAreTakenLater() {
    var known = after(null, batch(told, 1, 300), batch(told, 400, 464));

    assertThat(Authorship.denial(known, STORE, batch(told, 300, 400))).isEmpty();
    var filled = known.with(batch(told, 300, 400));
    assertThat(Authorship.denial(filled, STORE, batch(toldByAnother, 310, 311))).isPresent();
    assertThat(Authorship.denial(filled, STORE, batch(toldByAnother, 463, 464))).isPresent();
  }

  @Test
  void anEmptyBatchAndTheHighestNumberAreSurvived() {
    var empty = EventBatch.newBuilder(batch(told, 1, 2)).setEvents(List.of()).build();
    var known = after(null, empty);
    assertThat(known.highest()).isZero();

    var last = Event.newBuilder(told.get(0)).setSeq(1L << 62).build();
    assertThat(known.with(Source.batch(List.of(last))).highest()).isEqualTo(1L << 62);
  }

  /** Whatever comes in whatever order and cut: who repeats itself is let in, who differs is not. */
  @Property(tries = 3000)
  void aRepeatIsNeverTakenForAnotherEvent(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 90) Integer> sizes,
      @ForAll long seed) {
    var batches = new ArrayList<EventBatch>();
    int next = 1;
    for (int size : sizes) {
      int end = Math.min(next + size, told.size());
      if (next < end) {
        batches.add(batch(told, next, end));
      }
      next = end;
    }
    batches.addAll(batches.subList(0, batches.size() / 2));
    Collections.shuffle(batches, new Random(seed));
    Authorship known = null;
    for (var batch : batches) {
      assertThat(Authorship.denial(known, STORE, batch)).isEmpty();
      known = after(known, batch);
    }
    long newest = after(known).highest();
    assertThat(
            Authorship.denial(known, STORE, batch(toldByAnother, (int) newest, (int) newest + 1)))
        .isPresent();
  }

  private static Authorship after(@Nullable Authorship known, EventBatch... batches) {
    var now = known == null ? Authorship.of(STORE) : known;
    for (var batch : batches) {
      now = now.with(batch);
    }
    return now;
  }

  private static List<Event> events(String ticket, int count) {
    var source = new Source("agent");
    for (int i = 0; i < count; i++) {
      source.called(at("09:00") + i, ticket + i, "c1");
    }
    return source.said();
  }

  /** From (inclusive) to (exclusive). */
  private static EventBatch batch(List<Event> events, int from, int to) {
    return Source.batch(events.subList(from - 1, to - 1));
  }
}
