package io.hallpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.testkit.FaultPlan;
import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches on their way to a real broker through connections that break and falter. */
@Timeout(120)
class BatchProducerTest {
  private static final int BATCHES = 300;
  private static final int MOST_BYTES_OF_A_CONNECTION = 20_000;

  private static BadNetwork network;

  @BeforeAll
  static void start() throws IOException {
    network = new BadNetwork();
  }

  @AfterAll
  static void stop() throws IOException {
    network.close();
  }

  static LongStream seeds() {
    return FaultPlan.seeds(4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsSentArrivesOnceAndInOrderThoughRepliesAreLost(long seed) {
    var hall = "hall-" + seed;
    var random = new Random(seed);
    var last = new long[3];
    network.failBy(new FaultPlan(seed, MOST_BYTES_OF_A_CONNECTION));
    try (var producer = new BatchProducer(network.address(), SigningKey.loader("test"), 8 << 20)) {
      for (int i = 0; i < BATCHES; i++) {
        int source = random.nextInt(last.length);
        int size = 1 + random.nextInt(EventRuns.BATCH_EVENTS);
        producer.send(batch(hall, source, last[source] + 1, size));
        last[source] += size;
        if (random.nextInt(5) == 0) {
          producer.flush();
        }
      }
      producer.flush();
      for (int source = 0; source < last.length; source++) {
        assertThat(producer.acknowledged(new Origin(name(hall, source), 1)))
            .as("seed %d", seed)
            .isEqualTo(last[source]);
      }
    }

    var arrived = network.arrived(hall);
    for (int source = 0; source < last.length; source++) {
      var name = name(hall, source);
      assertThat(arrived.stream().filter(event -> event.getSource().equals(name)))
          .as("seed %d, %s", seed, name)
          .extracting(Event::getSeq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last[source]).boxed().toList());
    }
  }

  private static String name(String hall, int source) {
    return hall + "-source-" + source;
  }

  private static EventBatch batch(String hall, int source, long first, int size) {
    var events =
        LongStream.range(first, first + size)
            .mapToObj(
                seq ->
                    Event.newBuilder()
                        .setSource(name(hall, source))
                        .setEpoch(1)
                        .setSeq(seq)
                        .setTime(seq)
                        .setDistrict("370213")
                        .setHallId(hall)
                        .setKind(EventKind.TICKET_ISSUED)
                        .setTicketId(hall + "-" + seq)
                        .build())
            .toList();
    return new EventBatch(name(hall, source), 1L, first, "370213", hall, events);
  }
}
