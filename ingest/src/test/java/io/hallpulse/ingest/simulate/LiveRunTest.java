package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.ReferenceClient;
import io.hallpulse.ingest.Speed;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveRunTest {
  private static final DemoDistrict DISTRICT =
      DemoDistrict.licang(Map.of("repeated_batches", 0.0)).withHalls(List.of("h370213-06"));
  private static final LocalDate DATE = LocalDate.parse("2026-11-23");
  private static final Instant NOON = DATE.atTime(12, 0).atZone(DISTRICT.zone()).toInstant();

  @TempDir private Path folder;
  private final AtomicReference<Instant> real = new AtomicReference<>(NOON);
  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  @Test
  void atTopSpeedItCatchesUpAndGoesOnInRealTime() throws Exception {
    try (var run = new Run()) {
      var ended = run.start(Instant.MAX);
      awaitEventsUntil(NOON);

      real.set(NOON.plus(Duration.ofMinutes(30)));
      awaitEventsUntil(real.get());
      assertThat(ended).isNotDone();

      run.simulation.stop();
      ended.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void itEndsWhereItIsToldTo() throws Exception {
    try (var run = new Run()) {
      run.start(NOON).get(30, TimeUnit.SECONDS);
    }

    var events = events();
    assertThat(events).extracting(Event::getSeq).doesNotHaveDuplicates().contains(1L);
    assertThat(lastSeconds(events)).isBetween(NOON.getEpochSecond() - 10, NOON.getEpochSecond());
  }

  private final class Run implements AutoCloseable {
    private final Positions positions = Positions.open(folder, Positions.Plan.of(1, DISTRICT));
    private final RosterSender rosters =
        new RosterSender(
            DISTRICT, lines -> new ReferenceClient.Answer(lines.size(), 0, List.of(), true));
    private final Simulation simulation = new Simulation(DISTRICT, 1, DATE, positions, rosters);

    CompletableFuture<Void> start(Instant until) {
      var run =
          new LiveRun(
              simulation, new BatchProducer("test:9092", SigningKey.loader("test"), kafka), 0);
      var clock = new SimulatedClock(real::get, Speed.MAX, run.firstDue());
      return CompletableFuture.runAsync(() -> run.run(clock, until));
    }

    @Override
    public void close() {
      rosters.close();
      positions.close();
    }
  }

  private void awaitEventsUntil(Instant time) throws InterruptedException {
    while (lastSeconds(events()) < time.getEpochSecond() - 10) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long lastSeconds(List<Event> events) {
    return events.stream().mapToLong(Event::getTime).max().orElse(0) / 1_000_000;
  }

  private List<Event> events() {
    var codec = AvroCodec.batches();
    var events = new ArrayList<Event>();
    for (var record : kafka.history()) {
      if (record.topic().equals(Topics.HALL_EVENTS.name())) {
        var batch = (Parsed.Accepted<EventBatch>) codec.decode(record.value());
        events.addAll(batch.value().getEvents());
      }
    }
    return events;
  }
}
