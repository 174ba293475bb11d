package io.hallpulse.agent.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.DemoHall;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.agent.spool.Outbox;
import io.hallpulse.agent.spool.Position;
import io.hallpulse.agent.spool.SimulatedDisk;
import io.hallpulse.agent.spool.Spool;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.testkit.FaultPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A hall's agent under an injected clock, disk and network: commands at random, the disk crashes,
 * tears, fails and fills up, the clock jumps, what was sent is sent again. {@code
 * -Dhallpulse.seed=N} replays one life.
 */
class HallSimulationTest {
  private static final int SEEDS = 600;
  private static final Directory DIRECTORY = directory();

  private static Directory directory() {
    return Versions.directory(DemoHall.hall("h"), Instant.parse("2026-11-30T00:00:00Z"));
  }

  @Test
  void theStateIsWhatTheLogSaysAndWhatWasAnsweredIsInIt() {
    FaultPlan.seeds(SEEDS)
        .forEach(
            seed -> {
              try {
                new Life(seed).run();
              } catch (AssertionError | Exception e) {
                throw new AssertionError("-Dhallpulse.seed=%d fails".formatted(seed), e);
              }
            });
  }

  private static final class Life implements Store {
    private final Random random;
    private final SimulatedDisk disk;
    private final Ids ids;
    private final List<Waiting> queue = new ArrayList<>();
    private final List<Event> answered = new ArrayList<>();
    private final TreeMap<Long, Event> broker = new TreeMap<>();
    private final List<String> tickets = new ArrayList<>();
    private Spool spool;
    private HallKeeper keeper;
    private Instant clock = Instant.parse("2026-11-30T01:00:00Z");
    private long usable = Long.MAX_VALUE;

    private record Waiting(Entry entry, CompletableFuture<Void> done) {}

    Life(long seed) throws IOException {
      random = new Random(seed);
      disk = new SimulatedDisk(random);
      ids = new Ids(random);
      open();
    }

    private HallState empty() {
      return new HallState(
          new LocalDays(DIRECTORY.zone()),
          HallRules.defaults().maxCalls(),
          RuleSet.defaults("370213").absent());
    }

    private void open() throws IOException {
      var state = empty();
      spool = Spool.open(disk, 16_000, 1, () -> 7, state::apply);
      keeper =
          new HallKeeper(
              new Identity("agent", 1, "370213", "h"),
              this,
              this::empty,
              () -> clock,
              Runnable::run,
              Runnable::run);
      keeper.begin(state, spool.last().seq());
    }

    void run() throws IOException {
      for (int step = 0; step < 60; step++) {
        clock = clock.plusMillis(random.nextInt(90_000));
        switch (random.nextInt(20)) {
          case 0 -> restart();
          case 1 -> disk.failSoon();
          case 2 -> disk.fillUpTo(disk.used() + random.nextInt(300));
          case 3 -> disk.fillUpTo(Long.MAX_VALUE);
          case 4 -> publish();
          case 5 -> clock = clock.plusSeconds(random.nextInt(7_200) - 3_600);
          case 6 -> usable = random.nextBoolean() ? Long.MAX_VALUE : 1L << 20;
          case 7 -> clock = clock.plusSeconds(random.nextInt(10) == 0 ? 86_400 : 0);
          default -> command();
        }
        if (random.nextInt(3) == 0) {
          commit();
        }
      }
      disk.heal();
      disk.fillUpTo(Long.MAX_VALUE);
      usable = Long.MAX_VALUE;
      commit();
      keeper.reopen();
      commit();
      var before = keeper.state().picture();
      restart();
      assertThat(keeper.state().picture()).as("replayed = before").isEqualTo(before);
      publish();
      assertThat(broker.keySet()).hasSize((int) spool.last().seq());
      for (var event : answered) {
        assertThat(broker).containsEntry(event.getSeq(), event);
      }
      requireLegal();
    }

    /** Nothing that was written is refused when it is folded from nothing. */
    private void requireLegal() {
      var state = empty();
      Map<String, List<String>> numbers = new HashMap<>();
      for (var event : broker.values()) {
        assertThat(state.refusal(event)).as("%s", event).isNull();
        state.apply(event);
        if (event.getKind() == EventKind.TICKET_ISSUED) {
          var day = String.valueOf(state.days().date(event.getTime()));
          numbers.computeIfAbsent(day, first -> new ArrayList<>()).add(event.getTicketNo());
        }
      }
      numbers.forEach(
          (day, given) -> assertThat(new HashSet<>(given)).as(day).hasSameSizeAs(given));
    }

    private void command() {
      var counter = "h-c" + (1 + random.nextInt(3));
      var staff = "h-s" + (1 + random.nextInt(4));
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> issue();
        case 3 -> desk(counter, desk -> desk.signIn(staff));
        case 4, 5 -> desk(counter, DeskCommands::next);
        case 6, 7 -> desk(counter, desk -> desk.start(null));
        case 8 -> desk(counter, DeskCommands::noShow);
        case 9 -> desk(counter, desk -> desk.end("COMPLETED", null));
        case 10 ->
            desk(counter, desk -> random.nextBoolean() ? desk.hold() : desk.resume(someTicket()));
        case 11 ->
            desk(
                counter,
                desk ->
                    random.nextBoolean()
                        ? desk.transfer(random.nextBoolean() ? "h-q-tax" : "h-q-social", null)
                        : desk.call(someTicket()));
        case 12 ->
            desk(
                counter,
                desk ->
                    switch (random.nextInt(4)) {
                      case 0 -> desk.signOut();
                      case 1 -> desk.pause(15, null, null, random.nextBoolean());
                      case 2 -> desk.open();
                      default -> desk.recall();
                    });
        default -> rateOrEndDay(counter);
      }
    }

    private String someTicket() {
      return tickets.isEmpty() ? "none" : tickets.get(random.nextInt(tickets.size()));
    }

    private void issue() {
      var id = ids.next(keeper.now());
      var wanted =
          new Tickets.Wanted(
              id,
              "QR",
              random.nextBoolean() ? "h-tax-01" : "h-social-02",
              null,
              null,
              random.nextInt(2),
              random.nextInt(3) == 0 ? "h-s1" : null,
              "v1:" + random.nextInt(5));
      if (run((state, now) -> new Tickets(state, DIRECTORY).issue(wanted, now, () -> true))) {
        tickets.add(id);
      }
    }

    private interface Wish {
      Plan<Boolean> of(DeskCommands desk);
    }

    private void desk(String counter, Wish wish) {
      run((state, now) -> wish.of(new DeskCommands(state, DIRECTORY, counter, now)));
    }

    private void rateOrEndDay(String counter) {
      if (random.nextInt(4) == 0) {
        run((state, now) -> new Tickets(state, DIRECTORY).endDay(now));
        return;
      }
      var ended =
          keeper.state().tickets().stream()
              .filter(ticket -> ticket.status() == TicketStatus.ENDED)
              .findFirst();
      ended.ifPresent(
          ticket ->
              run(
                  (state, now) ->
                      new Tickets(state, DIRECTORY)
                          .rate(
                              counter,
                              ticket.id(),
                              1 + random.nextInt(5),
                              List.of(),
                              null,
                              () -> true)));
    }

    /** Whether it was taken; what is answered later is remembered. */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is not answered
    private boolean run(HallKeeper.Command<Boolean> command) {
      long before = keeper.lastSeq();
      int queued = queue.size();
      var done = keeper.run(Urgency.TICKETS, command);
      if (queue.size() > queued) {
        var entry = queue.get(queue.size() - 1).entry();
        assertThat(entry.batch().getFirstSeq()).isEqualTo(before + 1);
        done.thenAccept(yes -> answered.addAll(entry.batch().getEvents()));
        return true;
      }
      if (done.isCompletedExceptionally()) {
        assertThat(keeper.lastSeq()).as("a refusal writes nothing").isEqualTo(before);
      }
      return false;
    }

    @Override
    public CompletableFuture<Void> submit(Entry entry) {
      var waiting = new Waiting(entry, new CompletableFuture<>());
      queue.add(waiting);
      return waiting.done();
    }

    private void commit() {
      var group = List.copyOf(queue);
      queue.clear();
      if (group.isEmpty()) {
        return;
      }
      try {
        spool.append(group.stream().map(Waiting::entry).toList());
      } catch (IOException e) {
        group.forEach(waiting -> waiting.done().completeExceptionally(e));
        return;
      }
      group.forEach(waiting -> waiting.done().complete(null));
    }

    @Override
    public long reopen(Consumer<Entry> replay) throws IOException {
      spool.repair();
      spool.replay(replay);
      return spool.last().seq();
    }

    @Override
    public long usable() {
      return usable;
    }

    private void restart() throws IOException {
      queue.clear(); // nobody was answered
      if (random.nextBoolean()) {
        disk.crash();
      } else {
        disk.kill();
      }
      disk.fillUpTo(Long.MAX_VALUE);
      open();
    }

    /** Kafka keeps each number's first content; now and then the cursor is lost on the way. */
    private void publish() throws IOException {
      disk.heal();
      var from = random.nextInt(4) == 0 ? Position.NONE : spool.published();
      var outbox = new Outbox(spool, from);
      for (var batch = outbox.next(7); batch.isPresent(); batch = outbox.next(7)) {
        for (var event : batch.get().getEvents()) {
          var first = broker.putIfAbsent(event.getSeq(), event);
          assertThat(first == null ? event : first).as("sent again the same").isEqualTo(event);
        }
        long last = batch.get().getFirstSeq() + batch.get().getEvents().size() - 1;
        spool.published(new Position(1, last));
      }
    }
  }

  @Test
  void aClockThatJumpsBackDoesNotTurnEventsRound() throws IOException {
    var life = new Life(1);
    life.issue();
    life.commit();
    long before = life.keeper.state().time();
    life.clock = life.clock.minusSeconds(3_600);
    assertThat(life.keeper.now()).isGreaterThanOrEqualTo(before);
    life.issue();
    assertThat(life.keeper.state().time()).isGreaterThanOrEqualTo(before);
    assertThat(TimeUnit.MICROSECONDS.toSeconds(life.keeper.now() - before)).isZero();
  }
}
