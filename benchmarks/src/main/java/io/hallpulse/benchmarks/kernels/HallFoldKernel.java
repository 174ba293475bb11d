package io.hallpulse.benchmarks.kernels;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Events of a hall through its fold, per event: tickets, counters, live numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HallFoldKernel {
  private static final int EVENTS = 12_000;
  private static final int BATCH = 16;
  private static final long TICK_MICROS = 1_000_000;

  /** The main hall with its 60 counters, or a centre with four. */
  @Param({"0", "1"})
  @SuppressWarnings("NullAway.Init")
  public int hall;

  private List<EventBatch> batches = List.of();

  @Setup
  public void prepare() {
    batches = SimulatedEvents.batches(SimulatedEvents.of(hall, EVENTS), BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long foldHall(Blackhole hole) {
    var out = new Consumed(hole);
    long now = last(batches.get(0));
    var fold =
        new HallFold(
            batches.get(0).getHallId(),
            HallRules.defaults(),
            new Reference(),
            HallMemory.inProcess(),
            now);
    long ticked = now;
    for (var batch : batches) {
      now = Math.max(now, last(batch));
      fold.accept(batch, now, now, out);
      if (now - ticked >= TICK_MICROS) {
        fold.tick(now, out);
        ticked = now;
      }
    }
    fold.finish(out);
    return fold.hallTime();
  }

  private static long last(EventBatch batch) {
    return batch.getEvents().get(batch.getEvents().size() - 1).getTime();
  }

  private record Consumed(Blackhole hole) implements HallOutput {
    @Override
    public void fresh(Event event, int index) {
      hole.consume(event);
    }

    @Override
    public void ticket(TicketFact fact) {
      hole.consume(fact);
    }

    @Override
    public void alert(AlertFact fact, long version, long hallTime) {
      hole.consume(fact);
    }

    @Override
    public void refused(RefusedFact fact) {
      hole.consume(fact);
    }

    @Override
    public void rating(RatingFact fact) {
      hole.consume(fact);
    }

    @Override
    public void notice(NoticeFact fact) {
      hole.consume(fact);
    }

    @Override
    public void slotLoss(SlotLossFact fact) {
      hole.consume(fact);
    }

    @Override
    public void healthDaily(HealthDailyFact fact) {
      hole.consume(fact);
    }

    @Override
    public void hallTotals(HallTotals totals) {
      hole.consume(totals);
    }

    @Override
    public void health(LiveHealth health) {
      hole.consume(health);
    }

    @Override
    public void queueSlot(QueueSlotFact fact) {
      hole.consume(fact);
    }

    @Override
    public void liveTicket(LiveTicket ticket) {
      hole.consume(ticket);
    }

    @Override
    public void ticketGone(String ticketId) {
      hole.consume(ticketId);
    }

    @Override
    public void liveTotals(LiveTotals totals) {
      hole.consume(totals);
    }

    @Override
    public void caseUpdate(CaseUpdate update) {
      hole.consume(update);
    }

    @Override
    public void hall(LiveHall live) {
      hole.consume(live);
    }

    @Override
    public void queue(LiveQueue live) {
      hole.consume(live);
    }

    @Override
    public void counter(LiveCounter live) {
      hole.consume(live);
    }
  }
}
