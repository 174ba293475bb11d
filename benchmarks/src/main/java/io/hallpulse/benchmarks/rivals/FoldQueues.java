package io.hallpulse.benchmarks.rivals;

import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.live.LiveQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * This product's side: the hall job's way (keyed by hall, one decode, state of histories, shown
 * within 100 ms) with nothing but tickets and the board.
 */
final class FoldQueues extends KeyedProcessFunction<String, KafkaRecord, KafkaMessage> {
  private static final long SOON_MILLIS = 100;
  private static final long BEAT_MILLIS = 1_000;
  private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

  private final String waitsTopic;
  private final String queuesTopic;
  private transient Map<String, HallQueues> halls;
  private transient AvroCodec<EventBatch> batches;
  private transient AvroCodec<LiveQueue> queues;
  private transient MapState<String, TicketHistory> tickets;
  private transient ValueState<SourceState> source;
  private transient HallQueues.Memory memory;
  private transient @Nullable Collector<KafkaMessage> into;

  FoldQueues(String waitsTopic, String queuesTopic) {
    this.waitsTopic = waitsTopic;
    this.queuesTopic = queuesTopic;
  }

  @Override
  public void open(OpenContext context) {
    halls = new HashMap<>();
    batches = AvroCodec.batches();
    queues = AvroCodec.liveQueues();
    tickets =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("tickets-v1", String.class, TicketHistory.class));
    source =
        getRuntimeContext().getState(new ValueStateDescriptor<>("source-v1", SourceState.class));
    memory = new FlinkMemory();
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<KafkaMessage> out) {
    if (!(batches.decode(record.value()) instanceof Accepted<EventBatch> read)) {
      throw new IllegalStateException("No batch at offset " + record.offset());
    }
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    into = out;
    hall(record.key(), now).accept(read.value(), now * 1_000);
    timers.registerProcessingTimeTimer((now / SOON_MILLIS + 1) * SOON_MILLIS);
    timers.registerEventTimeTimer(END_OF_INPUT);
  }

  private HallQueues hall(String id, long now) {
    return halls.computeIfAbsent(id, first -> new HallQueues(id, now * 1_000, memory, true));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KafkaMessage> out) {
    into = out;
    var timers = context.timerService();
    long now = timers.currentProcessingTime();
    hall(context.getCurrentKey(), now)
        .tick(
            now * 1_000,
            queue ->
                out.collect(
                    new KafkaMessage(queuesTopic, queue.getQueueId(), queues.encode(queue))));
    if (timestamp != END_OF_INPUT) {
      timers.registerProcessingTimeTimer((now / BEAT_MILLIS + 1) * BEAT_MILLIS);
    }
  }

  /** Of the hall that is the current key. */
  private final class FlinkMemory implements HallQueues.Memory {
    @Override
    public @Nullable SourceState source() {
      return unchecked(source::value);
    }

    @Override
    public void keep(SourceState state) {
      unchecked(
          () -> {
            source.update(state);
            return state;
          });
    }

    @Override
    public @Nullable TicketHistory ticket(String id) {
      return unchecked(() -> tickets.get(id));
    }

    @Override
    public Iterable<TicketHistory> tickets() {
      return unchecked(tickets::values);
    }

    @Override
    public void keep(TicketHistory history) {
      unchecked(
          () -> {
            tickets.put(history.ticketId(), history);
            return history;
          });
    }

    @Override
    public void tell(Wait wait) {
      Objects.requireNonNull(into).collect(new KafkaMessage(waitsTopic, wait.key(), wait.bytes()));
    }
  }

  private static <R> R unchecked(Callable<R> access) {
    try {
      return access.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("State cannot be accessed", e);
    }
  }
}
