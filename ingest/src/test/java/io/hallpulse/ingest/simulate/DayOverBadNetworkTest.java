package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.ingest.BadNetwork;
import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.EventRuns;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.testkit.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulator that is killed again and again, on a network that breaks meanwhile. */
@Timeout(120)
class DayOverBadNetworkTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();
  private static final LocalDate DATE = LocalDate.parse("2026-11-23");

  private static BadNetwork network;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    network = new BadNetwork();
  }

  @AfterAll
  static void stop() throws IOException {
    network.close();
  }

  static LongStream seeds() {
    return FaultPlan.seeds(3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theWholeDayIsThereInOrderOnceRepeatsAreDropped(long seed) {
    var hall = DISTRICT.halls().get((int) seed);
    var random = new Random(seed);
    network.failBy(new FaultPlan(seed, 30_000));
    int lives = 0;
    while (!lives(hall, random)) {
      lives++;
    }

    assertThat(lives).as("kills with seed %d", seed).isPositive();
    var whole = new ArrayList<Event>();
    HallDay.of(hall, DISTRICT.workingDays(), DATE, 1, Long.MAX_VALUE).forEachRemaining(whole::add);
    assertThat(withoutRepeats(network.arrived(hall.hallId())))
        .as("seed %d", seed)
        .containsExactlyElementsOf(whole);
  }

  /** One life of the simulator; returns whether it has sent the whole day. */
  private boolean lives(HallPlan hall, Random random) {
    var kafka =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", network.address(), "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
    var producer = new BatchProducer(network.address(), SigningKey.loader("test"), kafka);
    var runs = new EventRuns(producer::send);
    try (var positions = Positions.open(folder, Positions.Plan.of(1, DISTRICT))) {
      var feed = new DayFeed(hall, DISTRICT.workingDays(), DATE, 1, Long.MAX_VALUE, positions);
      while (true) {
        feed.send(Long.MAX_VALUE, 1 + random.nextInt(400), runs::add);
        runs.flush();
        if (feed.isOver()) {
          producer.flush();
        }
        feed.note(producer.acknowledged(feed.origin()), positions);
        if (feed.isOver() || random.nextInt(6) == 0) {
          return feed.isOver();
        }
      }
    } finally {
      kafka.close(Duration.ZERO); // what it has not sent yet, it never does
    }
  }

  /** The first of each number, in the order of arrival, as the job takes them in. */
  private static List<Event> withoutRepeats(List<Event> arrived) {
    var first = new TreeMap<Long, Event>();
    var kept = new ArrayList<Event>();
    for (var event : arrived) {
      if (first.putIfAbsent(event.getSeq(), event) == null) {
        kept.add(event);
      }
    }
    return kept;
  }
}
