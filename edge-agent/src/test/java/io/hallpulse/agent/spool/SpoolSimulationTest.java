package io.hallpulse.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.testkit.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The store under a disk that crashes at any byte, tears and reorders writes, is full, fails and
 * flips bits: thousands of seeds, each a life of a store. {@code -Dhallpulse.seed=N} replays one.
 */
class SpoolSimulationTest {
  private static final int SEEDS = 1_500;

  @Test
  void whatWasAcceptedIsThereOnceOrItsLossIsTold() {
    FaultPlan.seeds(SEEDS).forEach(seed -> life(seed, false));
  }

  @Test
  void corruptSegmentsAreKeptAsideAndWhatTheyLostIsTold() {
    FaultPlan.seeds(SEEDS).forEach(seed -> life(seed, true));
  }

  private static void life(long seed, boolean withDamage) {
    try {
      new Life(seed, withDamage).run();
    } catch (AssertionError | Exception e) {
      throw new AssertionError("-Dhallpulse.seed=%d fails".formatted(seed), e);
    }
  }

  private static final class Life {
    private final Random random;
    private final boolean withDamage;
    private final SimulatedDisk disk;
    private final Map<Long, Event> accepted = new HashMap<>();
    private final Map<Long, Event> sent = new HashMap<>();
    private final List<List<Event>> attempted = new ArrayList<>();
    private Spool spool;
    private long forgottenUpTo;
    private long time = 1_000_000;

    Life(long seed, boolean withDamage) throws IOException {
      this.random = new Random(seed);
      this.withDamage = withDamage;
      this.disk = new SimulatedDisk(random);
      this.spool = open(new ArrayList<>());
    }

    private Spool open(List<Entry> replayed) throws IOException {
      return Spool.open(disk, 12_500, 1, random::nextLong, replayed::add);
    }

    void run() throws IOException {
      for (int step = 0; step < 25; step++) {
        switch (random.nextInt(8)) {
          case 0 -> restart(disk::crash);
          case 1 -> restart(disk::kill);
          case 2 -> publish(random.nextInt(20) + 1);
          case 3 -> forget();
          case 4 -> failing();
          case 5 -> full();
          default -> append();
        }
      }
      restart(disk::crash);
      publish(Integer.MAX_VALUE);
      assertThat(spool.depth()).isZero();
    }

    private void append() throws IOException {
      var group = new ArrayList<Entry>();
      long seq = spool.last().seq();
      for (int i = random.nextInt(4); i >= 0; i--) {
        var events = new ArrayList<Event>();
        long first = seq + 1;
        for (int j = random.nextInt(3); j >= 0; j--) {
          events.add(event(++seq));
        }
        attempted.add(events);
        var batch =
            EventBatch.newBuilder()
                .setSource("a")
                .setEpoch(1)
                .setFirstSeq(first)
                .setDistrict("d")
                .setHallId("h")
                .setEvents(events)
                .build();
        group.add(new Entry(batch, random.nextInt(3) == 0 ? "{\"n\":" + first + "}" : null));
      }
      spool.append(group);
      for (var entry : group) {
        entry.batch().getEvents().forEach(event -> accepted.put(event.getSeq(), event));
      }
    }

    private Event event(long seq) {
      return Event.newBuilder()
          .setSource("a")
          .setEpoch(1)
          .setSeq(seq)
          .setTime(++time)
          .setDistrict("d")
          .setHallId("h")
          .setKind(EventKind.HEARTBEAT)
          .setDetail("x".repeat(random.nextInt(100)) + random.nextInt())
          .setLastSeq(seq)
          .build();
    }

    private void failing() throws IOException {
      if (withDamage) {
        return; // a failed note of what is durable and a bad disk at once cannot be told apart
      }
      disk.failSoon();
      refusing();
      disk.heal();
    }

    private void full() throws IOException {
      disk.fillUpTo(disk.used() + random.nextInt(400));
      refusing();
      disk.fillUpTo(Long.MAX_VALUE);
      repair();
    }

    private void refusing() throws IOException {
      try {
        append();
      } catch (IOException refused) {
        var before = spool.last();
        repair();
        assertThat(spool.last()).isEqualTo(before);
      }
    }

    private void repair() throws IOException {
      for (int i = 0; ; i++) {
        try {
          spool.repair();
          return;
        } catch (IOException again) {
          if (i == 5) {
            disk.fillUpTo(Long.MAX_VALUE);
          }
          assertThat(i).isLessThan(10);
        }
      }
    }

    private void publish(int batches) throws IOException {
      var outbox = new Outbox(spool, spool.published());
      var before = spool.published();
      var batch = outbox.next(5);
      for (int i = 0; batch.isPresent() && i < batches; i++) {
        for (var event : batch.get().getEvents()) {
          assertThat(event.getSeq()).isGreaterThan(before.seq());
          before = new Position(1, event.getSeq());
          var other = sent.putIfAbsent(event.getSeq(), event);
          assertThat(other == null ? event : other)
              .as("no number is sent with two contents")
              .isEqualTo(event);
          assertThat(accepted.get(event.getSeq())).isEqualTo(event);
        }
        spool.published(before);
        batch = outbox.next(5);
      }
      if (batch.isEmpty()) {
        assertThat(spool.depth()).as("lost numbers at the end").isLessThanOrEqualTo(lost());
        spool.published(spool.last());
      }
    }

    private long lost() throws IOException {
      return spool.losses().stream()
          .mapToLong(loss -> Math.max(0, loss.toSeq() - loss.fromSeq() + 1))
          .sum();
    }

    private void forget() throws IOException {
      long before = time - random.nextInt(60);
      spool.forget(before);
      forgottenUpTo = Math.max(forgottenUpTo, spool.published().seq());
    }

    private void restart(Runnable crash) throws IOException {
      boolean damaged = withDamage && random.nextInt(3) == 0;
      if (random.nextInt(3) == 0) {
        inFlight();
      }
      if (!damaged) {
        crash.run();
      } else {
        // A power cut and a bad disk at once may take the note of what was durable, too.
        disk.kill();
        var segments = disk.names().stream().filter(name -> Segment.read(name) != null).toList();
        disk.damage(segments.get(random.nextInt(segments.size())));
      }
      var replayed = new ArrayList<Entry>();
      spool = open(replayed);
      check(replayed, damaged);
    }

    /** A crash in the middle of an append: nobody was answered. */
    private void inFlight() throws IOException {
      var known = Map.copyOf(accepted);
      if (!withDamage) {
        disk.failSoon();
      }
      try {
        append();
      } catch (IOException cut) {
        assertThat(cut).hasMessageContaining("planned");
      }
      accepted.clear();
      accepted.putAll(known);
    }

    private void check(List<Entry> replayed, boolean damaged) throws IOException {
      var found = new HashMap<Long, Event>();
      long before = 0;
      for (var entry : replayed) {
        if (entry.batch() == null) {
          continue;
        }
        assertThat(attempted).as("entries are whole").contains(entry.batch().getEvents());
        for (var event : entry.batch().getEvents()) {
          assertThat(event.getSeq()).isGreaterThan(before);
          before = event.getSeq();
          found.put(event.getSeq(), event);
        }
      }
      var lost = new HashSet<Long>();
      for (var loss : spool.losses()) {
        for (long seq = loss.fromSeq(); seq <= loss.toSeq(); seq++) {
          lost.add(seq);
        }
      }
      if (!withDamage) {
        assertThat(spool.losses()).isEmpty();
      }
      for (var event : accepted.values()) {
        if (event.getSeq() > forgottenUpTo && !lost.contains(event.getSeq())) {
          assertThat(found)
              .as("seq %d, damaged %s", event.getSeq(), damaged)
              .containsEntry(event.getSeq(), event);
        }
      }
      assertThat(spool.last().seq())
          .as("files %s", disk.names())
          .isGreaterThanOrEqualTo(highest(accepted));
      // What was written whole when the crash came counts from now on.
      found.forEach(accepted::putIfAbsent);
    }

    private static long highest(Map<Long, Event> events) {
      return events.keySet().stream().mapToLong(seq -> seq).max().orElse(0);
    }
  }
}
