package io.hallpulse.serving.alert;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.serving.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Alarms from the live topic to people, and what they say of them back to the topic of events. */
// In a thread of its own, as a read from a silent stream cannot be interrupted.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class AlertTest {
  private static final String PEOPLES_PASSWORD = "long enough 1";
  private static final String SECRET = "the webhook's secret";
  private static final BlockingQueue<Told> TOLD = new LinkedBlockingQueue<>();
  private static final Map<String, Integer> ATTEMPTS = new HashMap<>();
  private static HttpServer hook;
  private static RunningServer server;
  private static KafkaProducer<String, byte[]> job;

  /** A request of the webhook as it came. */
  private record Told(String key, String signature, String body, int status) {}

  @BeforeAll
  static void start() throws IOException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/alarms",
        exchange -> {
          var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          // Each step is refused once before it is taken.
          int status = ATTEMPTS.merge(key, 1, Integer::sum) == 1 ? 503 : 204;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
          TOLD.add(
              new Told(
                  key, exchange.getRequestHeaders().getFirst("HallPulse-Signature"), body, status));
        });
    hook.start();
    server =
        new RunningServer(
            RunningServer.newBroker().start(),
            Map.of(
                "hallpulse.webhook.url",
                "http://127.0.0.1:%d/alarms".formatted(hook.getAddress().getPort()),
                "hallpulse.webhook.secret",
                SECRET));
    job =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.broker().address(), "linger.ms", "0"),
            new StringSerializer(),
            new ByteArraySerializer());
    var imported =
        server.importLines(
            "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"h1\",\"name\":\"李村\",\"district\":\"d\"}}",
            "{\"source\":\"t\",\"epoch\":1,\"seq\":2,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"h2\",\"name\":\"沧口\",\"district\":\"d\"}}");
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
    account("li.na", "manager", ",\"hall\":\"h1\"");
    account("wang", "viewer", "");
  }

  private static void account(String name, String role, String limits) {
    var made =
        server.asAdmin(
            "POST",
            "/api/v1/accounts",
            "application/json",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(name, role, PEOPLES_PASSWORD, limits));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    job.close();
    server.stop();
    hook.stop(0);
  }

  private static LiveAlert.Builder alarm(String id, String queue, long version, String state) {
    long now = EventJson.micros(Instant.now());
    return LiveAlert.newBuilder()
        .setAlarmId(id)
        .setRule("wait_long")
        .setScope("queue")
        .setScopeId(queue)
        .setDistrict("d")
        .setHallId("h1")
        .setVersion(version)
        .setHallTime(now)
        .setSeverity("MAJOR")
        .setState(state)
        .setSince(now)
        .setRaisedAt(now)
        .setFacts("{\"value\":31.0,\"limit\":30.0}")
        .setRevision(version);
  }

  private static void tell(LiveAlert.Builder said) {
    var alert = said.build();
    var key = alert.getRule() + "/" + alert.getScope() + "/" + alert.getScopeId();
    job.send(
        new ProducerRecord<>(Topics.LIVE_ALERTS.name(), key, AvroCodec.liveAlerts().encode(alert)));
    job.flush();
  }

  /** Waits until the alarm is shown as it should be. */
  private static String shown(String id, String state, String... headers) throws Exception {
    var deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(deadline)) {
      var body = server.get("/api/v1/alerts?state=" + state, headers).body();
      if (body.contains(id)) {
        return body;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("%s is not shown as %s".formatted(id, state));
  }

  private static HttpResponse<String> acknowledge(String id, String name, String body) {
    return server.send(
        HttpRequest.newBuilder(server.at("/api/v1/alerts/%s/acknowledge".formatted(id)))
            .header("Content-Type", "application/json")
            .header("Authorization", RunningServer.basic(name, PEOPLES_PASSWORD))
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aManagerAcknowledgesAnAlarmOnceAndAnEventSaysSo() throws Exception {
    tell(alarm("wait_long-a", "qa", 1, "RAISED"));
    var raised = shown("wait_long-a", "RAISED");
    assertThat(raised).contains("\"hall_name\":\"李村\"", "\"facts\":{\"value\":31.0");

    assertThat(acknowledge("wait_long-a", "wang", "{}").statusCode()).isEqualTo(403);
    assertThat(acknowledge("wait_long-none", "li.na", "{}").statusCode()).isEqualTo(404);
    assertThat(
            acknowledge("wait_long-a", "li.na", "{\"comment\":\"" + "x".repeat(501) + "\"}")
                .statusCode())
        .isEqualTo(400);
    var made = acknowledge("wait_long-a", "li.na", "{\"comment\":\" 已增开窗口 \"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(json(made).path("acknowledged_by").asText()).isEqualTo("li.na");
    assertThat(acknowledge("wait_long-a", "li.na", "{}").statusCode()).isEqualTo(409);

    var events = events("h1");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getKind()).isEqualTo(EventKind.ALARM_ACKNOWLEDGED);
    assertThat(events.get(0).getAlarmId()).isEqualTo("wait_long-a");
    assertThat(events.get(0).getDecidedBy()).isEqualTo("li.na");
    assertThat(events.get(0).getComment()).isEqualTo("已增开窗口");
    assertThat(server.asAdmin("GET", "/api/v1/audit", "application/json", "").body())
        .contains("ALARM_ACKNOWLEDGED", "wait_long-a");
  }

  @Test
  void anAlarmOfAnotherHallAndAClearedOneAreRefused() throws Exception {
    tell(alarm("wait_long-b", "qb", 1, "RAISED").setHallId("h2"));
    tell(alarm("wait_long-c", "qc", 2, "CLEARED").setClearedAt(1L));
    shown("wait_long-b", "RAISED");
    shown("wait_long-c", "CLEARED");

    assertThat(acknowledge("wait_long-b", "li.na", "{}").statusCode()).isEqualTo(403);
    var cleared = acknowledge("wait_long-c", "li.na", "{}");
    assertThat(cleared.statusCode()).isEqualTo(409);
    assertThat(json(cleared).path("type").asText()).endsWith(":alarm-cleared");
    assertThat(server.get("/api/v1/alerts").body()).doesNotContain("wait_long-c");
    assertThat(server.get("/api/v1/alerts?hall=h2").body())
        .contains("wait_long-b")
        .doesNotContain("wait_long-a");
  }

  @Test
  void thoseThatAreOpenAreCounted() throws Exception {
    var before = json(server.get("/api/v1/alerts/counts"));
    tell(alarm("wait_long-g", "qg", 1, "RAISED").setSeverity("CRITICAL"));
    tell(alarm("wait_long-h", "qh", 1, "RAISED").setSuppressedReason("muted"));
    tell(alarm("wait_long-i", "qi", 1, "CLEARED").setClearedAt(1L));
    shown("wait_long-g", "RAISED");
    shown("wait_long-h", "RAISED");
    shown("wait_long-i", "CLEARED");
    var after = json(server.get("/api/v1/alerts/counts"));
    // The tests of this class take turns, so nobody else raises any meanwhile.
    for (var count :
        Map.of("open", 2, "critical", 1, "acknowledged", 0, "suppressed", 1).entrySet()) {
      assertThat(after.path(count.getKey()).asInt() - before.path(count.getKey()).asInt())
          .as(count.getKey())
          .isEqualTo(count.getValue());
    }
  }

  @Test
  void whoAcknowledgedItAndWhatHeSaidIsForThoseInCharge() throws Exception {
    tell(
        alarm("wait_long-d", "qd", 3, "ACKNOWLEDGED")
            .setAcknowledgedAt(1L)
            .setAcknowledgedBy("chen")
            .setComment("called the clerk"));
    assertThat(shown("wait_long-d", "ACKNOWLEDGED")).doesNotContain("chen", "called the clerk");
    var manager = RunningServer.basic("li.na", PEOPLES_PASSWORD);
    assertThat(shown("wait_long-d", "ACKNOWLEDGED", "Authorization", manager))
        .contains("chen", "called the clerk");
    assertThat(server.asAdmin("GET", "/api/v1/audit", "application/json", "").body())
        .contains("who acknowledged alarms");
  }

  @Test
  void theStreamTellsOfAlarmsAsTheyComeAndNamesNobody() throws Exception {
    tell(alarm("wait_long-e", "qe", 1, "RAISED"));
    shown("wait_long-e", "RAISED");
    var request =
        HttpRequest.newBuilder(server.at("/api/v1/live/stream"))
            .header("Authorization", RunningServer.basic("li.na", PEOPLES_PASSWORD))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    try (var stream =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(alert(stream, "wait_long-e")).contains("\"state\":\"RAISED\"");
      tell(
          alarm("wait_long-e", "qe", 2, "ACKNOWLEDGED")
              .setAcknowledgedAt(1L)
              .setAcknowledgedBy("chen"));
      assertThat(alert(stream, "wait_long-e"))
          .contains("\"state\":\"ACKNOWLEDGED\"")
          .doesNotContain("chen");
      tell(alarm("wait_long-e", "qe", 3, "CLEARED").setClearedAt(1L));
      assertThat(alert(stream, "wait_long-e")).contains("\"state\":\"CLEARED\"");
    }
  }

  private static String alert(BufferedReader stream, String id) throws IOException {
    var event = "";
    for (var line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("data:") && event.equals("alert") && line.contains(id)) {
        return line;
      }
    }
    throw new AssertionError("The stream has ended");
  }

  @Test
  void theWebhookIsToldEachStepInOrderSignedUntilItIsTakenAndNotAgain() throws Exception {
    tell(alarm("wait_long-w", "qw", 1, "RAISED").setSuppressedReason("muted until then"));
    tell(alarm("wait_long-w", "qw", 2, "RAISED"));
    tell(
        alarm("wait_long-w", "qw", 3, "ACKNOWLEDGED")
            .setAcknowledgedAt(1L)
            .setAcknowledgedBy("chen"));
    tell(alarm("wait_long-w", "qw", 4, "CLEARED").setClearedAt(1L));
    tell(alarm("wait_long-x", "qx", 1, "RAISED").setHallTime(1L)); // of a past day
    tell(alarm("wait_long-x", "qx", 2, "CLEARED").setClearedAt(1L));

    var told = new ArrayList<Told>();
    while (told.stream()
        .noneMatch(t -> t.key().equals("wait_long-w/CLEARED/4") && t.status() == 204)) {
      var next = TOLD.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("after %s", told).isNotNull();
      if (next.body().contains("wait_long-w") || next.body().contains("wait_long-x")) {
        told.add(next);
      }
    }
    assertThat(told.stream().map(t -> t.key() + " " + t.status()))
        .containsExactly(
            "wait_long-w/RAISED/2 503",
            "wait_long-w/RAISED/2 204",
            "wait_long-w/ACKNOWLEDGED/3 503",
            "wait_long-w/ACKNOWLEDGED/3 204",
            "wait_long-w/CLEARED/4 503",
            "wait_long-w/CLEARED/4 204");
    for (var each : told) {
      var parts = each.signature().split(",");
      var time = parts[0].substring("t=".length());
      assertThat(parts[1]).isEqualTo("v1=" + WebhookSender.sign(SECRET, time + "." + each.body()));
      assertThat(each.body()).doesNotContain("chen");
    }
    var metrics = server.get("/metrics").body();
    assertThat(metrics).contains("hallpulse_webhook_delivered_total", "hallpulse_webhook_waiting");

    // Whoever reads the topic again finds that all has been said.
    var queue = server.bean(WebhookQueue.class);
    assertThat(queue.add("wait_long-w", "CLEARED", 4, "{}", Instant.now())).isFalse();
    assertThat(queue.add("wait_long-w", "RAISED", 2, "{}", Instant.now())).isFalse();
  }

  /** RFC 4231, test case 2: agents in other languages must find the same. */
  @Test
  void theSignatureIsHmacSha256() {
    assertThat(WebhookSender.sign("Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  private static List<Event> events(String hall) {
    var codec = AvroCodec.batches();
    var events = new ArrayList<Event>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                server.broker().address(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.HALL_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var deadline = Instant.now().plus(Duration.ofSeconds(20));
      while (events.isEmpty() && Instant.now().isBefore(deadline)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (codec.decode(record.value()) instanceof Parsed.Accepted<EventBatch> batch) {
            batch.value().getEvents().stream()
                .filter(event -> event.getHallId().equals(hall))
                .forEach(events::add);
          }
        }
      }
    }
    return events;
  }
}
