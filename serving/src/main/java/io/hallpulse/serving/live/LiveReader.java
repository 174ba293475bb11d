package io.hallpulse.serving.live;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.economy.EconomyStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the live topics, all of them from their beginning, and keeps the newest of each key. */
@Context
final class LiveReader {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LiveStore store;
  private final LiveAlerts alerts;
  private final EconomyStore economy;
  private final LiveHub hub;
  private final LiveArrival arrival;
  private final Clock clock;
  private final Counter records;
  private final Counter unreadable;
  private final AvroCodec<LiveHall> halls = AvroCodec.liveHalls();
  private final AvroCodec<LiveQueue> queues = AvroCodec.liveQueues();
  private final AvroCodec<LiveCounter> counters = AvroCodec.liveCounters();
  private final AvroCodec<LiveHealth> health = AvroCodec.liveHealth();
  private final AvroCodec<LiveTicket> tickets = AvroCodec.liveTickets();
  private final AvroCodec<LiveAlert> alarms = AvroCodec.liveAlerts();
  private final AvroCodec<LiveEconomy> scopes = AvroCodec.liveEconomy();
  private final AvroCodec<LiveCell> cells = AvroCodec.liveCells();
  private final String brokers;
  private final Thread thread = new Thread(this::run, "live-reader");
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<?, ?> consumer;
  private boolean isAllRead;

  LiveReader(
      LiveStore store,
      LiveAlerts alerts,
      EconomyStore economy,
      LiveHub hub,
      LiveArrival arrival,
      Clock clock,
      MeterRegistry metrics,
      Settings settings) {
    this.store = store;
    this.alerts = alerts;
    this.economy = economy;
    this.hub = hub;
    this.arrival = arrival;
    this.clock = clock;
    this.records = metrics.counter("hallpulse.live.records");
    this.unreadable = metrics.counter("hallpulse.live.unreadable");
    this.brokers = Objects.requireNonNull(settings.brokers());
  }

  @PostConstruct
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stop.countDown();
    var reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    thread.join(Duration.ofSeconds(5).toMillis());
  }

  private void run() {
    try {
      do {
        readUntilItFails();
      } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private void readUntilItFails() {
    try (var consumer = newConsumer()) {
      this.consumer = consumer;
      var partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        return;
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      LOG.info("Reading live state from {}", partitions);
      while (stop.getCount() > 0) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          take(record, ends);
        }
        if (!isAllRead && isAt(ends, consumer)) {
          isAllRead = true;
          hub.allRead();
        }
      }
    } catch (WakeupException e) {
      LOG.info("Live state is read no more, the server stops");
    } catch (KafkaException e) {
      LOG.warn("Live state cannot be read now, again in {} ms: {}", PAUSE.toMillis(), e.toString());
    }
  }

  private static boolean isAt(Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** All partitions of the topics, empty until the topics are there. */
  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
    var found =
        Stream.of(
                Topics.LIVE_HALLS,
                Topics.LIVE_QUEUES,
                Topics.LIVE_COUNTERS,
                Topics.LIVE_HEALTH,
                Topics.LIVE_TICKETS,
                Topics.LIVE_ALERTS,
                Topics.LIVE_ECONOMY,
                Topics.LIVE_CELLS)
            .map(topic -> consumer.partitionsFor(topic.name()))
            .toList();
    return found.stream().anyMatch(List::isEmpty)
        ? List.of()
        : found.stream()
            .flatMap(List::stream)
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> ends) {
    var topic = record.topic();
    var partition = new TopicPartition(topic, record.partition());
    // Alarms come from others than the job, too: they do not show that it lives.
    if (topic.equals(Topics.LIVE_ALERTS.name())) {
      records.increment();
      if (record.value() != null) {
        keep(alarms.decode(record.value()), alerts::offer, Changed::of);
      }
      return;
    }
    if (takesMarket(record)) {
      return;
    }
    if (record.offset() < ends.getOrDefault(partition, 0L)) {
      arrival.old();
    } else {
      arrival.fresh(clock.instant());
    }
    records.increment();
    if (record.value() == null) {
      if (topic.equals(Topics.LIVE_TICKETS.name())) {
        var ticketId = new String(record.key(), StandardCharsets.UTF_8);
        store.withdrawTicket(ticketId);
        hub.tell(Changed.ofTicket(ticketId));
      }
      return; // of anything else nothing is known to be newer
    }
    if (topic.equals(Topics.LIVE_HALLS.name())) {
      keep(halls.decode(record.value()), store::offer, Changed::of);
    } else if (topic.equals(Topics.LIVE_QUEUES.name())) {
      keep(queues.decode(record.value()), store::offer, Changed::of);
    } else if (topic.equals(Topics.LIVE_HEALTH.name())) {
      keep(health.decode(record.value()), store::offer, Changed::of);
    } else if (topic.equals(Topics.LIVE_TICKETS.name())) {
      keep(tickets.decode(record.value()), store::offer, Changed::of);
    } else {
      keep(counters.decode(record.value()), store::offer, Changed::of);
    }
  }

  /** Figures of market entities come from another job, and have listeners of their own. */
  private boolean takesMarket(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.LIVE_ECONOMY.name())) {
      keepMarket(scopes.decode(record.value()), economy::offer);
      return true;
    }
    if (record.topic().equals(Topics.LIVE_CELLS.name())) {
      keepMarket(cells.decode(record.value()), economy::offer);
      return true;
    }
    return false;
  }

  private <T> void keepMarket(Parsed<T> parsed, Consumer<T> store) {
    records.increment();
    if (parsed instanceof Parsed.Accepted<T> accepted) {
      store.accept(accepted.value());
      return;
    }
    unreadable.increment();
  }

  private <T> void keep(Parsed<T> parsed, Predicate<T> isNews, Function<T, Changed> changed) {
    if (parsed instanceof Parsed.Accepted<T> accepted) {
      if (isNews.test(accepted.value())) {
        hub.tell(changed.apply(accepted.value()));
      }
      return;
    }
    unreadable.increment();
  }

  private KafkaConsumer<byte[], byte[]> newConsumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", brokers,
            "client.id", "serving-live",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "default.api.timeout.ms", "5000",
            "max.poll.records", "2000"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
