package io.hallpulse.serving.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.live.LiveAlerts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each step of an alarm that is to be called out into the webhook's queue. It reads the topic
 * from its beginning at every start: the queue knows what it has had.
 */
@Context
final class WebhookReader {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookReader.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** An alarm of a past day, folded late, is no news. */
  private static final Duration LATE = Duration.ofHours(1);

  /** Nor is what stood in the topic before anybody wanted to be told. */
  private static final Duration OLD = Duration.ofDays(1);

  private final WebhookSettings webhook;
  private final WebhookQueue queue;
  private final LiveAlerts alerts;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final String brokers;
  private final Counter skipped;
  private final AvroCodec<LiveAlert> codec = AvroCodec.liveAlerts();
  private final Thread thread = new Thread(this::run, "webhook-reader");
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<?, ?> consumer;

  WebhookReader(
      WebhookSettings webhook,
      WebhookQueue queue,
      LiveAlerts alerts,
      ObjectMapper mapper,
      Clock clock,
      MeterRegistry metrics,
      Settings settings) {
    this.webhook = webhook;
    this.queue = queue;
    this.alerts = alerts;
    this.mapper = mapper;
    this.clock = clock;
    this.brokers = Objects.requireNonNull(settings.brokers());
    this.skipped = metrics.counter("hallpulse.webhook.skipped");
  }

  @PostConstruct
  void start() {
    if (webhook.isSet()) {
      thread.setDaemon(true);
      thread.start();
    }
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
      var partition = new TopicPartition(Topics.LIVE_ALERTS.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (stop.getCount() > 0) {
        for (var record : consumer.poll(PAUSE)) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      LOG.info("Alarms are read no more, the server stops");
    } catch (KafkaException | SQLException e) {
      LOG.warn("Alarms cannot be queued now, all again soon: {}", e.toString());
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) throws SQLException {
    if (record.value() == null
        || !(codec.decode(record.value()) instanceof Parsed.Accepted<LiveAlert> accepted)) {
      return; // counted by who reads it for the screens
    }
    var alert = accepted.value();
    if (isCalledOut(alert, Instant.ofEpochMilli(record.timestamp()))) {
      queue.add(
          alert.getAlarmId(), alert.getState(), alert.getRevision(), body(alert), clock.instant());
    } else {
      skipped.increment();
    }
  }

  private boolean isCalledOut(LiveAlert alert, Instant written) {
    if (written.isBefore(clock.instant().minus(OLD))) {
      return false;
    }
    if (alert.getState().equals(AlarmState.CLEARED.name())) {
      return true; // to whom it was told
    }
    boolean isOfPast =
        EventJson.instant(alert.getHallTime()).isBefore(written.minus(LATE))
            && !alert.getRule().equals(AlarmRule.HALL_STALE.key());
    return !isOfPast && alert.getSuppressedReason() == null;
  }

  /** What others are told names nobody. */
  private String body(LiveAlert alert) {
    try {
      return mapper.writeValueAsString(alerts.named(alert).withoutPeople());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + alert, e);
    }
  }

  private KafkaConsumer<String, byte[]> newConsumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", brokers,
            "client.id", "serving-webhook",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "default.api.timeout.ms", "5000"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
