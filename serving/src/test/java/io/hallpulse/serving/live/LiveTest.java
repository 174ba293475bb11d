package io.hallpulse.serving.live;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.live.CounterStatus;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveIncident;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.live.LiveTicketStatus;
import io.hallpulse.serving.RunningServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import reactor.core.publisher.Flux;

// In a thread of its own, as a read from a silent stream cannot be interrupted.
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class LiveTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long NOW = EventJson.micros(Instant.now());
  private static final KafkaProducer<String, byte[]> JOB =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", SERVER.broker().address(), "linger.ms", "0"),
          new StringSerializer(),
          new ByteArraySerializer());

  @BeforeAll
  static void nameTheHall() {
    SERVER.importLines(
        ref(
            "hall",
            "{\"hall_id\":\"live\",\"name\":\"李村便民中心\",\"district\":\"d\",\"subdistrict\":\"李村\"}"),
        ref("unit", "{\"unit_id\":\"live-u\",\"name\":\"税务\"}"),
        ref(
            "queue",
            "{\"queue_id\":\"live-q\",\"hall_id\":\"live\",\"unit_id\":\"live-u\",\"letter\":\"A\"}"),
        ref(
            "counter",
            "{\"counter_id\":\"live-c\",\"hall_id\":\"live\",\"unit_id\":\"live-u\",\"number\":\"8\",\"queue_ids\":[\"live-q\"]}"));
  }

  @AfterAll
  static void close() {
    JOB.close();
  }

  private static String ref(String type, String value) {
    return "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
        .formatted(type, value);
  }

  private static LiveHall hall(String id, long version, int waiting) {
    return LiveHall.newBuilder()
        .setHallId(id)
        .setDistrict("d")
        .setVersion(version)
        .setHallTime(NOW)
        .setWaiting(waiting)
        .setLongestWaitSince(NOW - 60_000_000)
        .setP50WaitSeconds(61)
        .setP90WaitSeconds(120)
        .setCalled60m(7)
        .setServiceLevel(0.75)
        .setArrivals5m(3)
        .setCalls5m(2)
        .setOpenCounters(1)
        .setServing(1)
        .setTicketsToday(20)
        .setServedToday(12)
        .setSources(1)
        .setSilentSources(0)
        .setRepeats(0)
        .setMissing(0)
        .setUnreadable(0)
        .setRefused(0)
        .setArrived(NOW)
        .build();
  }

  private static LiveQueue queue(long version, int waiting) {
    return LiveQueue.newBuilder()
        .setHallId("live")
        .setQueueId("live-q")
        .setUnitId("live-u")
        .setVersion(version)
        .setHallTime(NOW)
        .setWaiting(waiting)
        .setCalled60m(0)
        .setArrivals5m(0)
        .setCalls5m(0)
        .setOpenCounters(1)
        .build();
  }

  private static LiveCounter counter(long version, CounterStatus status) {
    return LiveCounter.newBuilder()
        .setHallId("live")
        .setCounterId("live-c")
        .setUnitId("live-u")
        .setVersion(version)
        .setHallTime(NOW)
        .setStatus(status)
        .setSince(NOW)
        .setStaffId("s-1")
        .setTicketNo("A001")
        .setServedToday(3)
        .build();
  }

  private static LiveHealth health(String scope, String id, @Nullable String hall, double shi) {
    return LiveHealth.newBuilder()
        .setScope(scope)
        .setScopeId(id)
        .setDistrict("d")
        .setHallId(hall)
        .setVersion(5)
        .setHallTime(NOW)
        .setShi(shi)
        .setIntervalLow(shi - 1)
        .setIntervalHigh(shi + 1)
        .setCoverage(70)
        .setCategory("YELLOW")
        .setLowEvidence(false)
        .setParts("{\"card_points\":0}")
        .setRuleset("2026-01")
        .setIncidents(
            List.of(
                LiveIncident.newBuilder()
                    .setFactor("wait")
                    .setQueueId("live-q")
                    .setTicketNo("A007")
                    .setSince(NOW - 1_200_000_000)
                    .setLossMillionths(500_000)
                    .build()))
        .build();
  }

  private static void publish(LiveHealth score) {
    var key = score.getScope() + "/" + score.getScopeId();
    publish(Topics.LIVE_HEALTH, key, AvroCodec.liveHealth().encode(score));
  }

  @Test
  void streamsTheIndexOfEveryScopeAndGivesItsParts() throws Exception {
    publish(health("unit", "live/live-u", "live", 71.5));
    publish(health("district", "d", null, 82.25));
    try (var all = new Listener("");
        var one = new Listener("?hall=live")) {
      // Of different keys either may come first.
      var seen = new HashMap<String, JsonNode>();
      while (seen.size() < 2) {
        var score =
            all.next(heard -> isHealth(heard, "live/live-u") || isHealth(heard, "d")).data();
        seen.put(score.path("scope_id").asText(), score);
      }
      var unit = Objects.requireNonNull(seen.get("live/live-u"));
      assertThat(unit.path("shi").asDouble()).isEqualTo(71.5);
      assertThat(unit.path("category").asText()).isEqualTo("YELLOW");
      assertThat(unit.path("incidents").path(0).path("ticket_no").asText()).isEqualTo("A007");
      assertThat(unit.has("parts")).isFalse();
      assertThat(Objects.requireNonNull(seen.get("d")).path("shi").asDouble()).isEqualTo(82.25);
      publish(health("district", "d", null, 80));
      publish(health("unit", "live/later", "live", 60));
      // The district's came before it and is not for who asked for one hall.
      one.next(
          heard -> {
            assertThat(isHealth(heard, "d")).isFalse();
            return isHealth(heard, "live/later");
          });
    }
    var detail = MAPPER.readTree(SERVER.get("/api/v1/live/health/unit/live%2Flive-u").body());
    assertThat(detail.path("parts").path("card_points").asInt(-1)).isZero();
    assertThat(detail.path("score").path("coverage").asDouble()).isEqualTo(70);
    var scopes = MAPPER.readTree(SERVER.get("/api/v1/live/health?hall=live").body());
    assertThat(scopes.findValuesAsText("scope_id")).contains("live/live-u").doesNotContain("d");
    assertThat(SERVER.get("/api/v1/live/health/unit/nowhere").statusCode()).isEqualTo(404);
  }

  private static LiveTicket ticket(String id, long version, int ahead) {
    return LiveTicket.newBuilder()
        .setHallId("lobby")
        .setTicketId(id)
        .setTicketNo("A017")
        .setQueueId("live-q")
        .setUnitId("live-u")
        .setVersion(version)
        .setHallTime(NOW)
        .setStatus(LiveTicketStatus.WAITING)
        .setWaitingSince(NOW - 300_000_000)
        .setAhead(ahead)
        .setP50Seconds(60)
        .setP90Seconds(600)
        .setForecastAt(NOW - 90_000_000)
        .build();
  }

  private static void publish(LiveTicket ticket) {
    publish(Topics.LIVE_TICKETS, ticket.getTicketId(), AvroCodec.liveTickets().encode(ticket));
  }

  private static void awaitForecast(String ticketId, int status) {
    while (SERVER.get("/api/v1/tickets/" + ticketId + "/forecast").statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoHoldsATicketSeesHowLongItStillWaits() {
    publish(ticket("live-t1", 1, 4));
    awaitForecast("live-t1", 200);

    var shown = json(SERVER.get("/api/v1/tickets/live-t1/forecast"));

    assertThat(shown.path("ahead").asInt()).isEqualTo(4);
    assertThat(shown.path("unit_name").asText()).isEqualTo("税务");
    assertThat(shown.path("waited_seconds").asLong()).isGreaterThanOrEqualTo(300);
    // Of the interval that was told 90 s ago, what is left: the near end is over.
    assertThat(shown.path("p50_seconds").asInt(-1)).isZero();
    assertThat(shown.path("p90_seconds").asInt()).isBetween(1, 510);
    assertThat(fieldsOf(TicketNow.class)).containsAll(namesIn(LiveTicket.getClassSchema()));

    publish(Topics.LIVE_TICKETS, "live-t1", null);
    awaitForecast("live-t1", 404);
    publish(ticket("live-t1", 1, 4)); // said once more after a restart
    publish(ticket("live-t2", 1, 0));
    awaitForecast("live-t2", 200);
    var gone = SERVER.get("/api/v1/tickets/live-t1/forecast");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("detail").asText()).contains("live-t1");
  }

  @Test
  void aTicketIsStreamedToItsHolderAlone() throws Exception {
    publish(ticket("live-t3", 1, 2));
    awaitForecast("live-t3", 200);
    try (var holder = new Listener(SERVER.at("/api/v1/live/tickets/live-t3"));
        var wall = new Listener("?hall=lobby")) {
      assertThat(holder.next().data().path("ahead").asInt()).isEqualTo(2);
      publish(ticket("live-t3", 2, 1));
      var news = holder.next(heard -> heard.event().equals("ticket"));
      assertThat(news.data().path("ahead").asInt()).isEqualTo(1);
      publish(Topics.LIVE_TICKETS, "live-t3", null);
      var gone = holder.next(heard -> heard.event().equals("gone"));
      assertThat(gone.data().path("ticket_id").asText()).isEqualTo("live-t3");

      publish(hall("lobby", 3, 1));
      wall.next(
          heard -> {
            assertThat(heard.event()).isNotIn("ticket", "gone");
            return heard.event().equals("hall");
          });
    }
  }

  private static boolean isHealth(Heard heard, String id) {
    return heard.event().equals("health") && heard.data().path("scope_id").asText().equals(id);
  }

  private static void publish(LiveHall hall) {
    publish(Topics.LIVE_HALLS, hall.getHallId(), AvroCodec.liveHalls().encode(hall));
  }

  private static void publish(Topic topic, String key, byte @Nullable [] value) {
    JOB.send(new ProducerRecord<>(topic.name(), key, value));
    JOB.flush();
  }

  /** One event as a browser sees it. */
  private record Heard(String event, String id, JsonNode data) {}

  /** A client that reads the stream line by line. */
  private static final class Listener implements AutoCloseable {
    private final BufferedReader lines;

    Listener(String query, String... headers) throws IOException, InterruptedException {
      this(SERVER.at("/api/v1/live/stream" + query), headers);
    }

    private Listener(URI address, String... headers) throws IOException, InterruptedException {
      var request = HttpRequest.newBuilder(address);
      if (headers.length > 0) {
        request.headers(headers);
      }
      var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      var body =
          response.headers().firstValue("Content-Encoding").isPresent()
              ? new GZIPInputStream(response.body(), 64)
              : response.body();
      this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    Heard next() throws IOException {
      var fields = new HashMap<String, String>();
      var line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        var colon = line.indexOf(':');
        fields.merge(line.substring(0, colon), line.substring(colon + 1).trim(), String::concat);
        line = lines.readLine();
      }
      return new Heard(
          fields.getOrDefault("event", ""),
          fields.getOrDefault("id", ""),
          MAPPER.readTree(fields.getOrDefault("data", "{}")));
    }

    Heard next(Predicate<Heard> wanted) throws IOException {
      var heard = next();
      while (!wanted.test(heard)) {
        heard = next();
      }
      return heard;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void whoListensHearsASnapshotThenNews() throws Exception {
    publish(hall("live", 1, 5));
    publish(Topics.LIVE_QUEUES, "live-q", AvroCodec.liveQueues().encode(queue(1, 5)));
    publish(
        Topics.LIVE_COUNTERS,
        "live-c",
        AvroCodec.liveCounters().encode(counter(1, CounterStatus.CALLING)));
    awaitSummary(halls -> named(halls, "live").isObject());

    try (var listener = new Listener("?hall=live")) {
      var first = listener.next();
      assertThat(first.event()).isEqualTo("summary");
      assertThat(first.data().path("components").fieldNames())
          .toIterable()
          .containsExactly("postgresql", "kafka", "job", "trino", "ledger");
      var hall = named(first.data().path("halls"), "live");
      assertThat(hall.path("name").asText()).isEqualTo("李村便民中心");
      assertThat(hall.path("subdistrict").asText()).isEqualTo("李村");
      assertThat(hall.path("called_60m").asInt()).isEqualTo(7);

      publish(hall("live", 2, 6));
      var news = listener.next(heard -> heard.event().equals("hall") && version(heard) == 2);
      assertThat(news.data().path("waiting").asInt()).isEqualTo(6);
      assertThat(news.id()).isEqualTo("live:2:" + EventJson.instant(NOW));

      publish(Topics.LIVE_QUEUES, "live-q", AvroCodec.liveQueues().encode(queue(2, 6)));
      var queue = listener.next(heard -> heard.event().equals("queue") && version(heard) == 2);
      assertThat(queue.data().path("unit_name").asText()).isEqualTo("税务");
      assertThat(queue.data().path("letter").asText()).isEqualTo("A");

      publish(
          Topics.LIVE_COUNTERS,
          "live-c",
          AvroCodec.liveCounters().encode(counter(2, CounterStatus.SERVING)));
      var counter = listener.next(heard -> heard.event().equals("counter") && version(heard) == 2);
      assertThat(counter.data().path("number").asText()).isEqualTo("8");
      assertThat(counter.data().path("status").asText()).isEqualTo("SERVING");
      var beat = listener.next(heard -> heard.event().equals("beat"));
      assertThat(Instant.parse(beat.data().path("server_time").asText()))
          .isAfter(Instant.now().minusSeconds(30));
    }
    var detail = json(SERVER.get("/api/v1/live/halls/live"));
    assertThat(detail.path("hall").path("waiting").asInt()).isEqualTo(6);
    assertThat(detail.path("queues")).hasSize(1);
    assertThat(detail.path("counters")).hasSize(1);
  }

  @Test
  void aSnapshotSaysWhereItEnds() throws Exception {
    publish(hall("ends", 1, 0));
    publish(
        Topics.LIVE_COUNTERS,
        "ends-c",
        AvroCodec.liveCounters()
            .encode(
                LiveCounter.newBuilder(counter(1, CounterStatus.IDLE))
                    .setHallId("ends")
                    .setCounterId("ends-c")
                    .build()));
    awaitSummary(halls -> named(halls, "ends").isObject());
    while (json(SERVER.get("/api/v1/live/halls/ends")).path("counters").isEmpty()) {
      Thread.onSpinWait();
    }

    try (var listener = new Listener("?hall=ends")) {
      var told = new ArrayList<String>();
      listener.next(
          heard -> {
            told.add(heard.event());
            return heard.event().equals("whole");
          });
      assertThat(told).startsWith("summary").contains("counter");
    }
  }

  /** Serving that has just started does not know yet what stands in the topics. */
  @Test
  void noSnapshotIsWholeBeforeAllIsReadThatStoodInTheTopics() throws Exception {
    publish(hall("begun", 1, 0));
    awaitSummary(halls -> named(halls, "begun").isObject());
    var hub = new LiveHub(SERVER.bean(LiveViews.class), new SimpleMeterRegistry());
    try {
      var told = new LinkedBlockingQueue<String>();
      Flux.from(hub.listen("begun"::equals, "begun"::equals))
          .subscribe(bytes -> told.addAll(names(bytes)));
      assertThat(until("beat", told)).startsWith("summary").doesNotContain("whole");

      hub.tell(Changed.of(hall("begun", 1, 0)));
      hub.allRead();

      assertThat(until("whole", told)).contains("hall");
    } finally {
      hub.stop();
    }
  }

  private static List<String> names(byte[] frames) {
    return new String(frames, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()))
        .toList();
  }

  private static List<String> until(String event, BlockingQueue<String> told)
      throws InterruptedException {
    var heard = new ArrayList<String>();
    while (!heard.contains(event)) {
      heard.add(told.take());
    }
    return heard;
  }

  @Test
  void anOlderRecordThatComesLaterChangesNothing() throws Exception {
    publish(hall("back", 7, 70));
    publish(hall("back", 6, 60));
    publish(hall("back-end", 1, 1));

    awaitSummary(halls -> named(halls, "back-end").isObject());

    var detail = json(SERVER.get("/api/v1/live/halls/back"));
    assertThat(detail.path("hall").path("waiting").asInt()).isEqualTo(70);
  }

  @Test
  void aCompressedStreamComesWithoutDelay() throws Exception {
    try (var listener = new Listener("?hall=zip", "Accept-Encoding", "gzip")) {
      assertThat(listener.next().event()).isEqualTo("summary");

      publish(hall("zip", 1, 1));

      assertThat(version(listener.next(heard -> heard.event().equals("hall")))).isEqualTo(1);
    }
  }

  @Test
  void aClientThatDoesNotReadMissesIntermediateStatesOnly() throws Exception {
    var before = replacedFrames();
    try (var deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress("127.0.0.1", SERVER.at("/").getPort()));
      deaf.getOutputStream()
          .write(
              "GET /api/v1/live/stream?hall=wide HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      long version = 0;
      while (replacedFrames() == before) {
        version++;
        publishWideCounters(version);
      }
      assertThat(replacedFrames()).isGreaterThan(before);
    }
  }

  /** A megabyte of news, more than sockets buffer when it comes again and again. */
  private static void publishWideCounters(long version) {
    var codec = AvroCodec.liveCounters();
    for (int i = 0; i < 1_000; i++) {
      var counter =
          LiveCounter.newBuilder(counter(version, CounterStatus.IDLE))
              .setHallId("wide")
              .setCounterId("wide-" + i)
              .setTicketNo("x".repeat(1_000))
              .build();
      JOB.send(
          new ProducerRecord<>(
              Topics.LIVE_COUNTERS.name(), counter.getCounterId(), codec.encode(counter)));
    }
    JOB.flush();
  }

  private static double replacedFrames() {
    return SERVER.bean(MeterRegistry.class).counter("hallpulse.live.frames.replaced").count();
  }

  @Test
  void clientsSeeEveryFieldOfALiveRecord() throws Exception {
    publish(hall("fields", 1, 1));
    awaitSummary(halls -> named(halls, "fields").isObject());

    var shown = named(json(SERVER.get("/api/v1/live/summary")).path("halls"), "fields");

    assertThat(shown.fieldNames()).toIterable().containsAll(namesIn(LiveHall.getClassSchema()));
    assertThat(shown.path("hall_time").asText()).isEqualTo(EventJson.instant(NOW).toString());
    assertThat(shown.path("people").isNull()).isTrue();
    assertThat(fieldsOf(QueueNow.class)).containsAll(namesIn(LiveQueue.getClassSchema()));
    // Who sits there is personal, and the stream is the same for all.
    var counterFields = new ArrayList<>(namesIn(LiveCounter.getClassSchema()));
    counterFields.remove("staff_id");
    assertThat(fieldsOf(CounterNow.class)).containsAll(counterFields).doesNotContain("staff_id");
  }

  private static List<String> namesIn(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }

  private static List<String> fieldsOf(Class<? extends Record> view) {
    var mapper = SERVER.bean(ObjectMapper.class);
    return mapper
        .getSerializationConfig()
        .introspect(mapper.constructType(view))
        .findProperties()
        .stream()
        .map(BeanPropertyDefinition::getName)
        .toList();
  }

  @Test
  void aHallIsStaleWhenItsTimeIsBehind() {
    var hall = hall("h", 1, 0);
    var time = EventJson.instant(NOW);

    assertThat(HallNow.of(hall, Optional.empty(), time.plusSeconds(15)).stale()).isFalse();
    assertThat(HallNow.of(hall, Optional.empty(), time.plusSeconds(16)).stale()).isTrue();
  }

  @Test
  void anUnknownHallIsAProblem() {
    var response = SERVER.get("/api/v1/live/halls/h-99");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("detail").asText()).contains("h-99");
    assertThat(json(response).path("type").asText())
        .isEqualTo("urn:hallpulse:problem:unknown-hall");
  }

  @Test
  void theJobIsUpWhileItsRecordsArrive() throws Exception {
    publish(hall("beating", 1, 0));
    awaitSummary(halls -> named(halls, "beating").isObject());

    var health = json(SERVER.get("/health"));

    assertThat(health.path("components").path("job").path("state").asText()).isEqualTo("UP");
    assertThat(SERVER.bean(LiveArrival.class).newest()).isNotNull();
  }

  private static long version(Heard heard) {
    return heard.data().path("version").asLong();
  }

  private static JsonNode named(JsonNode halls, String id) {
    return StreamSupport.stream(halls.spliterator(), false)
        .filter(hall -> hall.path("hall_id").asText().equals(id))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Asks for the summary until it shows what is wanted; the timeout ends it. */
  private static void awaitSummary(Predicate<JsonNode> wanted) {
    while (!wanted.test(json(SERVER.get("/api/v1/live/summary")).path("halls"))) {
      Thread.onSpinWait();
    }
  }
}
