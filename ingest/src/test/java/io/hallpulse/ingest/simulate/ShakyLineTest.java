package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.SigningKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ShakyLineTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final String HALL = DISTRICT.halls().get(1).hallId();

  @Test
  void aDayComesWithRepeatsAndOutOfOrderAndWhole() {
    var normal = DISTRICT.halls().get(0).troubles();
    var events = day();
    var sent = sent(events, normal);

    var seqs = new ArrayList<Long>();
    sent.forEach(batch -> batch.getEvents().forEach(event -> seqs.add(event.getSeq())));
    var firstCopies = seqs.stream().distinct().toList();
    assertThat(firstCopies).hasSize(events.size());
    assertThat(seqs).as("with repeats").hasSizeGreaterThan(events.size());
    assertThat(firstCopies).as("out of order").isNotEqualTo(firstCopies.stream().sorted().toList());
    assertThat(sent(events, normal)).isEqualTo(sent);
  }

  @Test
  void withoutTroublesNothingHappensToIt() {
    var events = day();

    var seqs = new ArrayList<Long>();
    sent(events, Troubles.NONE)
        .forEach(batch -> batch.getEvents().forEach(event -> seqs.add(event.getSeq())));

    assertThat(seqs).isEqualTo(events.stream().map(Event::getSeq).toList());
  }

  /** Or the simulator would go on behind a part that the broker never got. */
  @Test
  void theLaterPartIsNotAcknowledgedBeforeTheEarlierOne() {
    var kafka =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void flush() {}
        };
    var events = day().subList(0, 20);
    try (var producer = new BatchProducer("test:9092", SigningKey.loader("test"), kafka)) {
      var runs = new EventRuns(new ShakyLine(1, shuffledAlways(), producer::send));
      events.forEach(runs::add);
      runs.flush();
      var origin = Origin.of(events.get(0));
      kafka.completeNext(); // the schema

      kafka.completeNext();
      assertThat(producer.acknowledged(origin)).isZero();
      kafka.completeNext();
      assertThat(producer.acknowledged(origin)).isEqualTo(20);
    }
  }

  private static Troubles shuffledAlways() {
    return new Troubles(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  private static List<EventBatch> sent(List<Event> events, Troubles troubles) {
    var sent = new ArrayList<EventBatch>();
    var runs = new EventRuns(new ShakyLine(1, troubles, sent::addAll));
    for (int i = 0; i < events.size(); i++) {
      runs.add(events.get(i));
      if (i % 7 == 6) {
        runs.flush(); // small batches, as when events are sent as they fall due
      }
    }
    runs.flush();
    return sent;
  }

  private static List<Event> day() {
    var day = HallDay.of(DISTRICT, HALL, LocalDate.of(2026, 3, 2), 1, Long.MAX_VALUE);
    var events = new ArrayList<Event>();
    day.forEachRemaining(events::add);
    return events;
  }
}
