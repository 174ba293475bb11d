package io.hallpulse.serving.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.alert.WebhookQueue.Delivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the webhook what stands in its queue: signed, each step until it answers with 2xx, later
 * and later when it does not.
 */
@Context
final class WebhookSender {
  static final String SIGNATURE = "HallPulse-Signature";
  static final String KEY = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration GIVEN_UP = Duration.ofDays(3);
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final WebhookSettings webhook;
  private final WebhookQueue queue;
  private final Clock clock;
  private final Counter delivered;
  private final Counter failed;
  private final Counter abandoned;
  private final AtomicLong waiting = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Thread thread = new Thread(this::run, "webhook-sender");
  private final CountDownLatch stop = new CountDownLatch(1);

  WebhookSender(WebhookSettings webhook, WebhookQueue queue, Clock clock, MeterRegistry metrics) {
    this.webhook = webhook;
    this.queue = queue;
    this.clock = clock;
    this.delivered = metrics.counter("hallpulse.webhook.delivered");
    this.failed = metrics.counter("hallpulse.webhook.failed");
    this.abandoned = metrics.counter("hallpulse.webhook.abandoned");
    Gauge.builder("hallpulse.webhook.waiting", waiting, AtomicLong::get).register(metrics);
  }

  @PostConstruct
  void start() {
    if (webhook.isSet()) {
      LOG.info("Alarms are told to {}", webhook.url());
      thread.setDaemon(true);
      thread.start();
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stop.countDown();
    thread.interrupt();
    thread.join(Duration.ofSeconds(5).toMillis());
  }

  private void run() {
    try {
      do {
        sendAll();
      } while (!stop.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.info("Nobody is told of alarms any more, the server stops");
    }
  }

  private void sendAll() throws InterruptedException {
    try {
      while (stop.getCount() > 0 && queue.sendNext(clock.instant(), this::send, this::patience)) {
        waiting.set(queue.waiting());
      }
      waiting.set(queue.waiting());
      queue.forgetBefore(clock.instant().minus(REMEMBERED));
    } catch (SQLException e) {
      LOG.warn("The webhook's queue cannot be read now: {}", e.toString());
    }
  }

  private @Nullable String send(Delivery delivery) throws InterruptedException {
    try {
      var answer = http.send(request(delivery, clock.instant()), BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        delivered.increment();
        return null;
      }
      return failure(delivery, "status " + answer.statusCode());
    } catch (IOException e) {
      return failure(delivery, e.toString());
    }
  }

  private String failure(Delivery delivery, String problem) {
    failed.increment();
    LOG.warn("{} is not taken by the webhook: {}", delivery.key(), problem);
    return problem;
  }

  private @Nullable Duration patience(int attempts, Duration waited) {
    if (waited.compareTo(GIVEN_UP) > 0) {
      abandoned.increment();
      return null;
    }
    var wait = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
  }

  private HttpRequest request(Delivery delivery, Instant now) {
    long time = now.getEpochSecond();
    return HttpRequest.newBuilder(URI.create(webhook.url()))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header(KEY, delivery.key())
        .header(
            SIGNATURE,
            "t=%d,v1=%s".formatted(time, sign(webhook.secret(), time + "." + delivery.body())))
        .POST(BodyPublishers.ofString(delivery.body()))
        .build();
  }

  /** HMAC-SHA256 in hex. */
  static String sign(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
