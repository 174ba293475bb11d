package io.hallpulse.benchmarks.rivals;

import io.hallpulse.domain.ticket.ClosedTicket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.live.LiveQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rival's side in Kafka Streams' Processor API: the same rules, batch by batch, every ticket's
 * history in a store that is logged to a changelog, the board in memory.
 */
final class StreamsProcessor implements Processor<String, byte[], String, byte[]> {
  static final String TICKETS = "tickets";
  static final String SOURCES = "sources";
  static final String WAITS = "to-waits";
  static final String QUEUES = "to-queues";
  private static final Duration SOON = Duration.ofMillis(100);
  private static final int BEAT = 10;

  private final LongAdder events;
  private final AvroCodec<EventBatch> batches = AvroCodec.batches();
  private final AvroCodec<LiveQueue> queues = AvroCodec.liveQueues();
  private final Map<String, HallQueues> halls = new HashMap<>();
  private final Map<String, Long> unshown = new HashMap<>();
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, byte[]> tickets;
  private @Nullable KeyValueStore<String, byte[]> sources;
  private int looks;

  /**
   * @param events counted when what they changed has been shown
   */
  StreamsProcessor(LongAdder events) {
    this.events = events;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> taken) {
    context = taken;
    tickets = taken.getStateStore(TICKETS);
    sources = taken.getStateStore(SOURCES);
    try (var all = store(sources).all()) {
      while (all.hasNext()) {
        hall(all.next().key, taken.currentSystemTimeMs() * 1_000);
      }
    }
    taken.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, this::show);
  }

  private HallQueues hall(String id, long now) {
    return halls.computeIfAbsent(id, first -> new HallQueues(id, now, new StoredMemory(id), false));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (!(batches.decode(record.value()) instanceof Accepted<EventBatch> read)) {
      throw new IllegalStateException("No batch under key " + record.key());
    }
    long now = Objects.requireNonNull(context).currentSystemTimeMs() * 1_000;
    hall(record.key(), now).accept(read.value(), now);
    unshown.merge(record.key(), (long) read.value().getEvents().size(), Long::sum);
  }

  private void show(long now) {
    Set<String> due =
        looks++ % BEAT == 0 ? new HashSet<>(halls.keySet()) : new HashSet<>(unshown.keySet());
    for (var id : due) {
      Objects.requireNonNull(halls.get(id))
          .tick(
              now * 1_000,
              queue ->
                  Objects.requireNonNull(context)
                      .forward(
                          new Record<>(queue.getQueueId(), queues.encode(queue), now), QUEUES));
      events.add(Objects.requireNonNullElse(unshown.remove(id), 0L));
    }
  }

  private final class StoredMemory implements HallQueues.Memory {
    private final String hallId;

    StoredMemory(String hallId) {
      this.hallId = hallId;
    }

    @Override
    public @Nullable SourceState source() {
      var known = store(sources).get(hallId);
      return known == null ? null : state(known);
    }

    @Override
    public void keep(SourceState source) {
      store(sources).put(hallId, bytes(source));
    }

    @Override
    public @Nullable TicketHistory ticket(String id) {
      var known = store(tickets).get(id);
      return known == null ? null : history(id, known);
    }

    @Override
    public Iterable<TicketHistory> tickets() {
      var histories = new ArrayList<TicketHistory>();
      try (var all = store(tickets).prefixScan(hallId + "-", Serdes.String().serializer())) {
        while (all.hasNext()) {
          var entry = all.next();
          histories.add(history(entry.key, entry.value));
        }
      }
      return histories;
    }

    @Override
    public void keep(TicketHistory history) {
      store(tickets).put(history.ticketId(), ClosedTicket.of(history, "", 0).packed());
    }

    @Override
    public void tell(Wait wait) {
      var to = Objects.requireNonNull(context);
      to.forward(new Record<>(wait.key(), wait.bytes(), to.currentSystemTimeMs()), WAITS);
    }
  }

  private static TicketHistory history(String id, byte[] packed) {
    return new ClosedTicket("", 0, 0, TicketHistory.NEVER, packed).history(id);
  }

  private static <S> S store(@Nullable S store) {
    return Objects.requireNonNull(store);
  }

  /** Of a source that has no gaps. */
  private static byte[] bytes(SourceState source) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(source.seen().next())
        .putLong(source.progress())
        .putLong(source.heard())
        .array();
  }

  private static SourceState state(byte[] bytes) {
    var from = ByteBuffer.wrap(bytes);
    long next = from.getLong();
    return new SourceState(
        SourceState.unknown().seen().with(1, next), from.getLong(), from.getLong(), 0);
  }
}
