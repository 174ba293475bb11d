package io.hallpulse.serving.quality;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String REDRIVES = "/api/v1/quality/redrives";

  private static final String FACES = "/api/v1/quality/faces";
  private static final String PASSWORD = "long enough 1";
  private static final String COUNTER = ",\"counter_id\":\"c-1\"";

  @BeforeAll
  static void addHall() {
    for (var hall : new String[] {"redriven", "elsewhere", "listed", "sent-once"}) {
      SERVER.importLines(
          "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"d-r\"}}"
              .formatted(hall));
    }
  }

  private static String corrected(String origin, String time, String more) {
    return """
    {"origin":"%s","event":{"source":"old","epoch":9,"seq":9,"kind":"TICKET_CALLED","district":"d-r","hall_id":"redriven","time":"%s","ticket_id":"t-1"%s}}
    """
        .formatted(origin, time, more);
  }

  private static JsonNode asAdmin(String method, String path, String body, int status) {
    var answer = SERVER.asAdmin(method, path, "application/json", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer);
  }

  @Test
  void aCorrectedEventComesInSignedWithItsOwnTimeAndOnce() {
    // A hall of its own: what others send may come in the same batch.
    var body =
        corrected("redriven/old/9/9", "2026-03-02T01:00:00Z", COUNTER)
            .replace("redriven", "sent-once");

    var sent = asAdmin("POST", REDRIVES, body, 200);

    assertThat(sent.path("source").asText()).isEqualTo("serving-sent-once");
    var batch = batchOf("sent-once");
    assertThat(batch.signed).isTrue();
    assertThat(batch.batch.getEvents())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getTicketId()).isEqualTo("t-1");
              assertThat(event.getTime()).isEqualTo(1_772_413_200_000_000L);
              assertThat(event.getSource()).isEqualTo("serving-sent-once");
            });
    var again = asAdmin("POST", REDRIVES, body, 409);
    assertThat(again.path("detail").asText()).isEqualTo("sent-once/old/9/9 was sent again before");
    assertThat(asAdmin("GET", REDRIVES, "", 200).toString()).contains("sent-once/old/9/9");
    assertThat(asAdmin("GET", "/api/v1/audit?limit=50", "", 200).toString())
        .contains("EVENT_REDRIVEN", "TICKET_CALLED as serving-sent-once/");
  }

  @Test
  void whatIsStillWrongIsRefusedWithTheReason() {
    assertThat(
            asAdmin("POST", REDRIVES, corrected("redriven/x/1/1", "2026-03-02T01:00:00Z", ""), 400)
                .path("detail")
                .asText())
        .contains("counter_id");
    assertThat(
            asAdmin(
                    "POST",
                    REDRIVES,
                    corrected("redriven/x/1/2", "2999-01-01T00:00:00Z", COUNTER),
                    400)
                .path("detail")
                .asText())
        .isEqualTo("time must not be after now, got 2999-01-01T00:00:00Z");
    asAdmin("POST", REDRIVES, "{\"origin\":\"redriven/x/1/3\"}", 400);
  }

  @Test
  void anEventOfOneHallIsNotSentAgainUnderTheSourceOfAnother() {
    var body = corrected("another/old/9/7", "2026-03-02T01:00:00Z", COUNTER);

    assertThat(asAdmin("POST", REDRIVES, body, 400).path("detail").asText())
        .isEqualTo(
            "another/old/9/7 is no event of the hall redriven: a correction stays in its hall");

    assertThat(asAdmin("GET", REDRIVES, "", 200).toString()).doesNotContain("another/old/9/7");
  }

  @Test
  void whoIsLimitedToAHallSendsNoDeadLetterAgain() {
    account("of-redriven", "redriven");
    var letter = corrected("hall.events/3/78/-1", "2026-03-02T01:00:00Z", COUNTER);

    assertThat(sendAs("of-redriven", letter)).isEqualTo(403);

    assertThat(sendAs("of-redriven", corrected("redriven/x/1/8", "2026-03-02T01:00:00Z", COUNTER)))
        .isEqualTo(200);
    asAdmin("POST", REDRIVES, letter, 200);
  }

  @Test
  void deadLettersAreReadFromTheirTopicAndTheLookIsKept() {
    var letter =
        new DeadLetter(
            "hall.events",
            3,
            77L,
            -1,
            "not a batch",
            ByteBuffer.wrap("中文 text".getBytes(StandardCharsets.UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", SERVER.broker().address()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.DEAD_LETTERS.name(),
              "hall.events/3/77/-1",
              AvroCodec.deadLetters().encode(letter)));
      producer.flush();
    }

    var letters = asAdmin("GET", "/api/v1/quality/dead-letters?limit=1000", "", 200);

    assertThat(letters)
        .anySatisfy(
            found -> {
              assertThat(found.path("origin").asText()).isEqualTo("hall.events/3/77/-1");
              assertThat(found.path("reason").asText()).isEqualTo("not a batch");
              assertThat(found.path("text").asText()).isEqualTo("中文 text");
            });
    assertThat(asAdmin("GET", "/api/v1/audit?limit=20", "", 200).toString())
        .contains("dead letters as they came");
  }

  @Test
  void whoIsLimitedToAnotherHallSeesNoLettersAndSendsNothing() {
    account("of-another", "another");
    var basic = RunningServer.basic("of-another", PASSWORD);
    var body = corrected("redriven/x/1/9", "2026-03-02T01:00:00Z", COUNTER);

    assertThat(SERVER.get("/api/v1/quality/dead-letters", "Authorization", basic).statusCode())
        .isEqualTo(403);
    assertThat(sendAs("of-another", body)).isEqualTo(403);
    asAdmin("POST", REDRIVES, body, 200);
    assertThat(json(SERVER.get(REDRIVES, "Authorization", basic))).isEmpty();
  }

  @Test
  void whatManyOthersSentAgainDoesNotPushAHallsOwnOffItsList() throws SQLException {
    account("of-listed", "listed");
    var origin = "listed/x/1/10";
    var body = corrected(origin, "2026-03-02T01:00:00Z", COUNTER).replace("redriven", "listed");
    asAdmin("POST", REDRIVES, body, 200);
    change(
        "INSERT INTO redrive (origin, source, epoch, seq, sent_by, sent)"
            + " SELECT 'elsewhere/many/1/' || n, 'serving-elsewhere', 1, 1000000 + n, 't',"
            + " '2999-01-01T00:00:00Z' FROM generate_series(1, 1000) AS n");
    try {
      assertThat(asAdmin("GET", REDRIVES, "", 200)).hasSize(1_000);
      var basic = RunningServer.basic("of-listed", PASSWORD);
      assertThat(json(SERVER.get(REDRIVES, "Authorization", basic)))
          .anySatisfy(sent -> assertThat(sent.path("origin").asText()).isEqualTo(origin))
          .allSatisfy(sent -> assertThat(sent.path("source").asText()).isEqualTo("serving-listed"));
    } finally {
      change("DELETE FROM redrive WHERE origin LIKE 'elsewhere/many/%'");
    }
  }

  private static void change(String sql) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whoIsLimitedSeesHisFacesAddedUpAndTheDutyOfAllHalls() {
    keeps("faces-1", "redriven", 79_999);
    keeps("faces-1", "redriven", 80_500);
    account("of-redriven-faces", "redriven");

    var all = asAdmin("GET", FACES, "", 200);
    var before = all.path("kept").asLong();
    keeps("faces-2", "elsewhere", 20_000);

    assertThat(asAdmin("GET", FACES, "", 200).path("kept").asLong()).isEqualTo(before + 20_000);
    assertThat(asAdmin("GET", FACES, "", 200).path("filing_duty").asText()).isEqualTo("DUE");
    var basic = RunningServer.basic("of-redriven-faces", PASSWORD);
    var its = json(SERVER.get(FACES, "Authorization", basic));
    assertThat(its.path("kept").asLong()).isEqualTo(80_500);
    assertThat(its.path("filing_duty").asText()).as("the operator's duty").isEqualTo("DUE");
    assertThat(its.path("devices")).hasSize(1);
    assertThat(its.path("devices").path(0).path("device_id").asText()).isEqualTo("faces-1");
    assertThat(SERVER.get(FACES).statusCode()).isEqualTo(401);
  }

  @Test
  void aRevokedDevicesFacesCountNoMoreAndItIsNamedAsLeftOut() {
    keeps("faces-old", "elsewhere", 1_234);
    keeps("faces-none", "elsewhere", 0);
    keeps("faces-away", "elsewhere", 17);
    account("of-redriven-left", "redriven");
    var before = asAdmin("GET", FACES, "", 200);
    assertThat(before.path("devices").findValuesAsText("device_id")).contains("faces-old");

    asAdmin("DELETE", "/api/v1/devices/faces-old", "", 200);
    asAdmin("DELETE", "/api/v1/devices/faces-none", "", 200);

    var after = asAdmin("GET", FACES, "", 200);
    assertThat(after.path("kept").asLong()).isEqualTo(before.path("kept").asLong() - 1_234);
    assertThat(after.path("devices").findValuesAsText("device_id"))
        .doesNotContain("faces-old", "faces-none")
        .contains("faces-away");
    assertThat(after.path("left_out").findValuesAsText("device_id")).containsExactly("faces-old");
    assertThat(after.path("left_out").path(0).path("kept").asInt()).isEqualTo(1_234);
    var basic = RunningServer.basic("of-redriven-left", PASSWORD);
    assertThat(json(SERVER.get(FACES, "Authorization", basic)).path("left_out")).isEmpty();

    keeps("faces-old", "elsewhere", 5); // enrolled again
    assertThat(asAdmin("GET", FACES, "", 200).path("left_out")).isEmpty();
  }

  /** As the agent says it, each time that it asks what is new. */
  private static void keeps(String device, String hall, int faces) {
    var wanted = "{\"device_id\":\"%s\",\"hall_id\":\"%s\"}".formatted(device, hall);
    var secret = asAdmin("POST", "/api/v1/devices", wanted, 200).path("secret").asText();
    var told =
        SERVER.get(
            "/api/v1/devices/%s/downlink?faces=%d".formatted(device, faces),
            "Authorization",
            RunningServer.basic("device/" + device, secret));
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
  }

  @Test
  void manyLargeLettersMakeTheListShorterAndNotTheMemoryFull() {
    var codec = AvroCodec.deadLetters();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", SERVER.broker().address()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (long offset = 0; offset < 20; offset++) {
        var letter =
            new DeadLetter(
                "large", 0, offset, -1, "not a batch", ByteBuffer.wrap(new byte[512 * 1024]));
        producer.send(
            new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                "large/0/%d/-1".formatted(offset),
                codec.encode(letter)));
      }
      producer.flush();
    }

    var letters = asAdmin("GET", "/api/v1/quality/dead-letters?limit=20", "", 200);

    assertThat(letters).hasSize(16);
    assertThat(letters.path(0).path("origin").asText()).isEqualTo("large/0/19/-1");
  }

  @Test
  void withoutAReconcilerThereIsNoVerdict() {
    assertThat(asAdmin("GET", "/api/v1/quality/verdict", "", 503).path("detail").asText())
        .isEqualTo("There is no verdict: no reconciler is configured");
  }

  private static void account(String name, String hall) {
    asAdmin(
        "POST",
        "/api/v1/accounts",
        "{\"name\":\"%s\",\"role\":\"administrator\",\"hall\":\"%s\",\"password\":\"%s\"}"
            .formatted(name, hall, PASSWORD),
        200);
  }

  private static int sendAs(String name, String body) {
    return SERVER
        .send(
            HttpRequest.newBuilder(SERVER.at(REDRIVES))
                .header("Authorization", RunningServer.basic(name, PASSWORD))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private record Found(EventBatch batch, boolean signed) {}

  /** The one batch of a hall in the events' topic. */
  private static Found batchOf(String hallId) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                SERVER.broker().address(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      consumer
          .partitionsFor(Topics.HALL_EVENTS.name())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (AvroCodec.batches().decode(record.value()) instanceof Accepted<EventBatch> read
              && read.value().getHallId().equals(hallId)) {
            return new Found(read.value(), record.headers().lastHeader("signature") != null);
          }
        }
      }
      throw new AssertionError("No batch of " + hallId + " within 20 s");
    }
  }
}
