package io.hallpulse.hall;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Turns what a hall's fold tells into rows and messages, and puts them on their streams. */
final class HallSink implements HallOutput {
  /** A letter must fit into a record of Kafka's default size; its place tells where the rest is. */
  private static final int MOST_RAW_BYTES = 512 * 1024;

  private final Reference reference;
  private final InstantSource clock;
  private final RowWriter<RawEvent> events = new RowWriter<>(LakeTables.EVENTS);
  private final FactRows<TicketFact> tickets = new FactRows<>(LakeTables.TICKETS);
  private final FactRows<SlotLossFact> losses = new FactRows<>(LakeTables.SLOT_LOSSES);
  private final FactRows<HealthDailyFact> scores = new FactRows<>(LakeTables.HEALTH_DAILY);
  private final FactRows<QueueSlotFact> queues = new FactRows<>(LakeTables.QUEUE_5M);
  private final FactRows<RatingFact> ratings = new FactRows<>(LakeTables.RATINGS);
  private final FactRows<NoticeFact> notices = new FactRows<>(LakeTables.NOTICES);
  private final FactRows<AlertFact> alerts = new FactRows<>(LakeTables.ALERTS);
  private final FactRows<RefusedFact> refusals = new FactRows<>(LakeTables.REFUSED);
  private final AvroCodec<LiveHall> liveHalls = AvroCodec.liveHalls();
  private final AvroCodec<LiveQueue> liveQueues = AvroCodec.liveQueues();
  private final AvroCodec<LiveCounter> liveCounters = AvroCodec.liveCounters();
  private final AvroCodec<LiveHealth> liveHealth = AvroCodec.liveHealth();
  private final AvroCodec<LiveAlert> liveAlerts = AvroCodec.liveAlerts();
  private final AvroCodec<LiveTicket> liveTickets = AvroCodec.liveTickets();
  private final AvroCodec<DeadLetter> deadLetters = AvroCodec.deadLetters();
  private @Nullable SideOutput side;
  private @Nullable Collector<KafkaMessage> out;
  private @Nullable KafkaRecord record;

  /** How an operator puts a value on one of its side streams. */
  interface SideOutput {
    <X> void put(OutputTag<X> tag, X value);
  }

  HallSink(Reference reference, InstantSource clock) {
    this.reference = reference;
    this.clock = clock;
  }

  /**
   * Says where to put what comes next.
   *
   * @param taken the record that is being folded, null while only time passes
   */
  void open(SideOutput sideOutput, Collector<KafkaMessage> collector, @Nullable KafkaRecord taken) {
    side = sideOutput;
    out = collector;
    record = taken;
  }

  void unreadable(KafkaRecord from, String reason) {
    var letter =
        new DeadLetter(
            from.topic(),
            from.partition(),
            from.offset(),
            -1,
            reason,
            ByteBuffer.wrap(from.value(), 0, Math.min(from.value().length, MOST_RAW_BYTES)));
    var key = "%s/%d/%d/-1".formatted(from.topic(), from.partition(), from.offset());
    message(Topics.DEAD_LETTERS, key, deadLetters.encode(letter));
  }

  @Override
  public void fresh(Event event, int index) {
    var from = Objects.requireNonNull(record);
    if (from.isStored()) {
      return;
    }
    var date = reference.days(event.getDistrict()).date(event.getTime());
    var raw = new RawEvent(event, from.partition(), from.offset(), index, date);
    side(FoldHalls.EVENTS, events.row(raw));
  }

  @Override
  public void ticket(TicketFact fact) {
    side(FoldHalls.TICKETS, tickets.row(fact));
  }

  @Override
  public void rating(RatingFact fact) {
    side(FoldHalls.RATINGS, ratings.row(fact));
  }

  @Override
  public void notice(NoticeFact fact) {
    side(FoldHalls.NOTICES, notices.row(fact));
  }

  @Override
  public void alert(AlertFact fact, long version, long hallTime) {
    side(FoldHalls.ALERTS, alerts.row(fact));
    message(Topics.LIVE_ALERTS, fact.cause(), liveAlerts.encode(fact.live(version, hallTime)));
  }

  @Override
  public void refused(RefusedFact fact) {
    side(FoldHalls.REFUSED, refusals.row(fact));
  }

  @Override
  public void slotLoss(SlotLossFact fact) {
    side(FoldHalls.LOSSES, losses.row(fact.recordedAt(clock.instant())));
  }

  @Override
  public void healthDaily(HealthDailyFact fact) {
    side(FoldHalls.SCORES, scores.row(fact.recordedAt(clock.instant())));
  }

  @Override
  public void queueSlot(QueueSlotFact fact) {
    side(FoldHalls.QUEUES, queues.row(fact));
  }

  @Override
  public void hallTotals(HallTotals totals) {
    side(FoldHalls.HALL_TOTALS, totals);
  }

  @Override
  public void caseUpdate(CaseUpdate update) {
    side(FoldHalls.CASES, update);
  }

  @Override
  public void hall(LiveHall hall) {
    message(Topics.LIVE_HALLS, hall.getHallId(), liveHalls.encode(hall));
  }

  @Override
  public void queue(LiveQueue queue) {
    message(Topics.LIVE_QUEUES, queue.getQueueId(), liveQueues.encode(queue));
  }

  @Override
  public void counter(LiveCounter counter) {
    message(Topics.LIVE_COUNTERS, counter.getCounterId(), liveCounters.encode(counter));
  }

  @Override
  public void health(LiveHealth health) {
    var key = health.getScope() + "/" + health.getScopeId();
    message(Topics.LIVE_HEALTH, key, liveHealth.encode(health));
  }

  @Override
  public void liveTicket(LiveTicket ticket) {
    message(Topics.LIVE_TICKETS, ticket.getTicketId(), liveTickets.encode(ticket));
  }

  @Override
  public void ticketGone(String ticketId) {
    Objects.requireNonNull(out)
        .collect(KafkaMessage.deleting(Topics.LIVE_TICKETS.name(), ticketId));
  }

  @Override
  public void liveTotals(LiveTotals totals) {
    side(FoldHalls.LIVE_TOTALS, totals);
  }

  private <X> void side(OutputTag<X> tag, X value) {
    Objects.requireNonNull(side).put(tag, value);
  }

  private void message(Topic topic, String key, byte[] value) {
    Objects.requireNonNull(out).collect(new KafkaMessage(topic.name(), key, value));
  }
}
