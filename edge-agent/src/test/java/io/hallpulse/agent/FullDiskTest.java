package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.hall.HallKeeper;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.agent.hall.Identity;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.agent.hall.Store;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is taken while the disk fills up, and when another has taken this agent's place. */
class FullDiskTest {
  private static final long MEGABYTE = 1024 * 1024;
  private final Disk disk = new Disk();
  private final HallKeeper keeper =
      new HallKeeper(
          new Identity("agent", 1, "370213", "h"),
          disk,
          FullDiskTest::empty,
          () -> Instant.parse("2026-11-30T01:00:00Z"),
          Runnable::run,
          Runnable::run);
  private final OwnEvents own = new OwnEvents(keeper);

  FullDiskTest() {
    keeper.begin(empty(), 0);
  }

  private static HallState empty() {
    return new HallState(
        new LocalDays(ZoneId.of("Asia/Shanghai")), 3, RuleSet.defaults("370213").absent());
  }

  /** A disk with as much room as it is told to have. */
  private static final class Disk implements Store {
    private final List<Event> taken = new ArrayList<>();
    private long usable = Long.MAX_VALUE;

    @Override
    public CompletableFuture<Void> submit(Entry entry) {
      taken.addAll(entry.batch().getEvents());
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public long reopen(Consumer<Entry> replay) {
      return taken.size();
    }

    @Override
    public long usable() {
      return usable;
    }
  }

  @Test
  void whatCamerasSeeIsRefusedFirstAndTicketsLast() {
    disk.usable = 64 * MEGABYTE;
    assertThat(keeper.refuses()).isEmpty();
    disk.usable--;
    assertThat(keeper.refuses()).containsExactly(Urgency.CAMERAS);
    requireRefused(Urgency.CAMERAS, Reason.STORE_UNAVAILABLE);
    take(Urgency.HEARTBEATS);
    disk.usable = 32 * MEGABYTE - 1;
    requireRefused(Urgency.HEARTBEATS, Reason.STORE_UNAVAILABLE);
    take(Urgency.TICKETS);
    disk.usable = 4 * MEGABYTE - 1;
    requireRefused(Urgency.TICKETS, Reason.STORE_UNAVAILABLE);

    disk.usable = 64 * MEGABYTE;
    take(Urgency.CAMERAS);
    assertThat(disk.taken.stream().map(Event::getSeq)).as("no gap").containsExactly(1L, 2L, 3L);
  }

  @Test
  void aDiskThatFillsUpIsAFaultAndToldOnce() {
    own.tellOfFullDisk("agent");
    assertThat(disk.taken).isEmpty();
    disk.usable = 63 * MEGABYTE;
    own.tellOfFullDisk("agent");
    own.tellOfFullDisk("agent");
    assertThat(disk.taken).hasSize(1);
    assertThat(disk.taken.get(0).getKind()).isEqualTo(EventKind.DEVICE_FAULT);
    assertThat(disk.taken.get(0).getCode()).isEqualTo("DISK_FILLING");
  }

  @Test
  void whoIsFencedTakesNothingMore() {
    keeper.fence();
    for (var urgency : Urgency.values()) {
      requireRefused(urgency, Reason.FENCED);
    }
    disk.usable = 63 * MEGABYTE;
    own.tellOfFullDisk("agent");
    assertThat(disk.taken).isEmpty();
  }

  private void take(Urgency urgency) {
    assertThat(run(urgency)).isCompletedWithValue(true);
  }

  private void requireRefused(Urgency urgency, Reason reason) {
    assertThatThrownBy(() -> run(urgency).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private CompletableFuture<Boolean> run(Urgency urgency) {
    return keeper.run(
        urgency,
        (state, now) ->
            Plan.of(
                () -> true,
                Event.newBuilder()
                    .setKind(EventKind.QUEUE_OBSERVED)
                    .setAreaId("front")
                    .setPeople(3)
                    .setCameraId("cam-1")));
  }
}
