package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.Batches;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.hall.FactRows;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.table.data.RowData;

/**
 * The hall job's work by one thread over bytes in memory: check the signature, decode, fold, look
 * at all halls every 100 ms, make rows and live records. No Kafka, no Flink, no state that outlives
 * the process (COST: McSherry, Isard, Murray, HotOS 2015).
 */
final class HallLoop implements HallOutput {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Reference reference = new Reference();
  private final Map<String, HallFold> halls = new HashMap<>();
  private final SigningKey loader = SigningKey.loader(Keys.loader());
  private final AvroCodec<EventBatch> batches = AvroCodec.batches();
  private final AvroCodec<LiveHall> liveHalls = AvroCodec.liveHalls();
  private final AvroCodec<LiveQueue> liveQueues = AvroCodec.liveQueues();
  private final AvroCodec<LiveCounter> liveCounters = AvroCodec.liveCounters();
  private final AvroCodec<LiveHealth> liveHealth = AvroCodec.liveHealth();
  private final AvroCodec<LiveAlert> liveAlerts = AvroCodec.liveAlerts();
  private final AvroCodec<LiveTicket> liveTickets = AvroCodec.liveTickets();
  private final RowWriter<RawEvent> eventRows = new RowWriter<>(LakeTables.EVENTS);
  private final FactRows<TicketFact> ticketRows = new FactRows<>(LakeTables.TICKETS);
  private final FactRows<SlotLossFact> lossRows = new FactRows<>(LakeTables.SLOT_LOSSES);
  private final FactRows<QueueSlotFact> queueRows = new FactRows<>(LakeTables.QUEUE_5M);
  private final FactRows<RatingFact> ratingRows = new FactRows<>(LakeTables.RATINGS);
  private final FactRows<NoticeFact> noticeRows = new FactRows<>(LakeTables.NOTICES);
  private final FactRows<HealthDailyFact> scoreRows = new FactRows<>(LakeTables.HEALTH_DAILY);
  private final FactRows<AlertFact> alertRows = new FactRows<>(LakeTables.ALERTS);
  private final FactRows<RefusedFact> refusedRows = new FactRows<>(LakeTables.REFUSED);
  private final BiConsumer<LakeTable<?>, RowData> rows;
  private KafkaRecord record;
  private long liveBytes;

  private HallLoop(KafkaRecord first, BiConsumer<LakeTable<?>, RowData> rows) {
    this.record = first;
    this.rows = rows;
  }

  /**
   * Works through the records; returns the bytes of live records, so that none is optimised out.
   */
  static long run(List<KafkaRecord> records, BiConsumer<LakeTable<?>, RowData> rows) {
    var loop = new HallLoop(records.get(0), rows);
    long startedAt = now();
    long ticked = System.nanoTime();
    for (var next : records) {
      loop.take(next, startedAt);
      if (System.nanoTime() - ticked >= TICK_NANOS) {
        loop.halls.values().forEach(hall -> hall.tick(now(), loop));
        ticked = System.nanoTime();
      }
    }
    for (var hall : loop.halls.values()) {
      hall.tick(now(), loop);
      hall.finish(loop);
    }
    return loop.liveBytes;
  }

  private void take(KafkaRecord next, long startedAt) {
    record = next;
    var signature = ((Accepted<Signature>) Signature.read(next.signature())).value();
    if (!loader.made(signature, next.key().getBytes(UTF_8), next.value())) {
      throw new IllegalStateException("Not signed by the loader: offset " + next.offset());
    }
    var batch = ((Accepted<EventBatch>) batches.decode(next.value())).value();
    var problem = Batches.problem(batch, next.key());
    if (problem.isPresent()) {
      throw new IllegalStateException(problem.get());
    }
    halls
        .computeIfAbsent(
            next.key(),
            id ->
                new HallFold(
                    id, HallRules.defaults(), reference, HallMemory.inProcess(), startedAt))
        .accept(batch, next.arrived(), now(), this);
  }

  private static long now() {
    return System.currentTimeMillis() * 1000;
  }

  @Override
  public void fresh(Event event, int index) {
    var date = reference.days(event.getDistrict()).date(event.getTime());
    rows.accept(
        LakeTables.EVENTS,
        eventRows.row(new RawEvent(event, record.partition(), record.offset(), index, date)));
  }

  @Override
  public void ticket(TicketFact fact) {
    rows.accept(LakeTables.TICKETS, ticketRows.row(fact));
  }

  @Override
  public void alert(AlertFact fact, long version, long hallTime) {
    liveBytes += alertRows.row(fact).getArity(); // not compared: see FlinkSides
    liveBytes += liveAlerts.encode(fact.live(version, hallTime)).length;
  }

  @Override
  public void refused(RefusedFact fact) {
    rows.accept(LakeTables.REFUSED, refusedRows.row(fact));
  }

  @Override
  public void rating(RatingFact fact) {
    rows.accept(LakeTables.RATINGS, ratingRows.row(fact));
  }

  @Override
  public void notice(NoticeFact fact) {
    rows.accept(LakeTables.NOTICES, noticeRows.row(fact));
  }

  @Override
  public void slotLoss(SlotLossFact fact) {
    rows.accept(LakeTables.SLOT_LOSSES, lossRows.row(fact.recordedAt(Instant.now())));
  }

  @Override
  public void healthDaily(HealthDailyFact fact) {
    liveBytes +=
        scoreRows.row(fact.recordedAt(Instant.now())).getArity(); // not compared: see FlinkSides
  }

  @Override
  public void hallTotals(HallTotals totals) {}

  @Override
  public void health(LiveHealth health) {
    liveBytes += liveHealth.encode(health).length;
  }

  @Override
  public void queueSlot(QueueSlotFact fact) {
    liveBytes += queueRows.row(fact).getArity(); // not compared: see FlinkSides
  }

  @Override
  public void liveTicket(LiveTicket ticket) {
    liveBytes += liveTickets.encode(ticket).length;
  }

  @Override
  public void ticketGone(String ticketId) {
    liveBytes += ticketId.length();
  }

  @Override
  public void liveTotals(LiveTotals totals) {}

  @Override
  public void caseUpdate(CaseUpdate update) {
    throw new IllegalStateException("The benchmark has no cases, got " + update.caseId());
  }

  @Override
  public void hall(LiveHall hall) {
    liveBytes += liveHalls.encode(hall).length;
  }

  @Override
  public void queue(LiveQueue queue) {
    liveBytes += liveQueues.encode(queue).length;
  }

  @Override
  public void counter(LiveCounter counter) {
    liveBytes += liveCounters.encode(counter).length;
  }
}
