package io.hallpulse.serving.rating;

import static io.hallpulse.serving.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ratings by token and what managers decide about them, from HTTP to the topic of events. */
class RatingTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final Instant ENDED = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static String device = "";

  @BeforeAll
  static void furnish() {
    for (var hall : List.of("rated-1", "rated-2", "rated-3", "rated-4")) {
      var imported =
          SERVER.importLines(
              reference(1, "unit", "{\"unit_id\":\"ru\",\"name\":\"n\"}", hall),
              reference(2, "hall", "{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"rd\"}", hall),
              reference(
                  3,
                  "queue",
                  "{\"queue_id\":\"%1$s-q\",\"hall_id\":\"%1$s\",\"unit_id\":\"ru\",\"letter\":\"A\"}",
                  hall),
              reference(
                  4,
                  "counter",
                  "{\"counter_id\":\"%1$s-c1\",\"hall_id\":\"%1$s\",\"unit_id\":\"ru\",\"number\":\"1\",\"queue_ids\":[\"%1$s-q\"]}",
                  hall));
      assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
      assertThat(json(imported).path("rejected").size()).as(imported.body()).isZero();
    }
    device = enrol("window-1", "rated-1");
  }

  private static String reference(int seq, String type, String value, String hall) {
    return "{\"source\":\"rt\",\"epoch\":1,\"seq\":%d,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
        .formatted(seq, type, value.formatted(hall));
  }

  private static String enrol(String id, String hall) {
    var body = "{\"device_id\":\"%s\",\"hall_id\":\"%s\"}".formatted(id, hall);
    var enrolled = json(SERVER.asAdmin("POST", "/api/v1/devices", "application/json", body));
    return RunningServer.basic(enrolled.path("user").asText(), enrolled.path("secret").asText());
  }

  private static HttpResponse<String> askToken(
      String by, String ticket, String counter, Instant ended) {
    return SERVER.get(
        "/api/v1/tickets/%s/rating-token?counter_id=%s&service_ended=%s"
            .formatted(ticket, counter, ended),
        "Authorization",
        by);
  }

  private static String token(String by, String ticket, String counter) {
    var answer = askToken(by, ticket, counter, ENDED);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    return json(answer).path("token").asText();
  }

  private static HttpResponse<String> rate(String token, String rest) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/ratings"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"token\":\"%s\"%s}".formatted(token, rest))));
  }

  private static HttpResponse<String> decide(String hall, String ticket, String decision) {
    return SERVER.asAdmin(
        "POST",
        "/api/v1/halls/%s/tickets/%s/%s".formatted(hall, ticket, decision),
        "application/json",
        "");
  }

  @Test
  void aTokenRatesItsServiceOnceHoweverOftenItIsSentAtOnce() throws Exception {
    var token = token(device, "t1", "rated-1-c1");

    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    var pool = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () ->
                  rate(
                      token,
                      ",\"level\":1,\"reasons\":[\"slow\"],\"words\":\"太慢，电话 138 0013 8000\""),
              pool));
    }
    var statuses = new ArrayList<Integer>();
    for (var answer : answers) {
      var said = answer.get();
      statuses.add(said.statusCode());
      assertThat(said.body()).doesNotContain("rated-1-c1", "staff");
    }
    pool.shutdown();
    assertThat(statuses).containsOnlyOnce(200).contains(409).hasSize(8);

    var events = events("rated-1", 1);
    assertThat(events).hasSize(1);
    var rating = events.get(0);
    assertThat(rating.getKind()).isEqualTo(EventKind.RATING_SUBMITTED);
    assertThat(rating.getSource()).isEqualTo("serving-rated-1");
    assertThat(rating.getSeq()).isEqualTo(1);
    assertThat(rating.getDistrict()).isEqualTo("rd");
    assertThat(rating.getTicketId()).isEqualTo("t1");
    assertThat(rating.getCounterId()).isEqualTo("rated-1-c1");
    assertThat(rating.getLevel()).isEqualTo(1);
    assertThat(rating.getActive()).isTrue();
    assertThat(rating.getWords()).isEqualTo("太慢，电话 *** **** ****");

    assertThat(askToken(device, "t1", "rated-1-c1", ENDED).statusCode()).isEqualTo(409);
    assertThat(askToken(device, "t1", "rated-1-c1", ENDED.minusSeconds(60)).statusCode())
        .as("another service of the ticket")
        .isEqualTo(200);
  }

  @Test
  void whatATokenCannotDoIsSaidClearly() throws SQLException {
    var by = enrol("window-2", "rated-2");
    var first = token(by, "t2", "rated-2-c1");
    var second = token(by, "t2", "rated-2-c1");

    assertProblem(rate("no-such-token", ",\"level\":5"), 404, "unknown-token");
    assertProblem(rate(first, ",\"level\":5"), 404, "unknown-token");
    assertProblem(rate(second, ",\"level\":6"), 400, "unusable-rating");
    assertProblem(rate(second, ""), 400, "unusable-parameter");
    assertProblem(rate(second, ",\"level\":1,\"reasons\":[\"a b\"]"), 400, "unusable-rating");
    sql("UPDATE rating_token SET expires = now() - INTERVAL '1 minute' WHERE hall_id = 'rated-2'");
    assertProblem(rate(second, ",\"level\":5"), 410, "expired-token");

    assertProblem(askToken(by, "t2", "rated-1-c1", ENDED), 400, "unusable-rating");
    assertProblem(
        askToken(by, "t2", "rated-2-c1", ENDED.plusSeconds(3600)), 400, "unusable-rating");
    assertProblem(
        askToken(by, "t2", "rated-2-c1", ENDED.minus(Duration.ofDays(20))), 410, "expired-token");
    sql(
        "SELECT 1 / (CASE WHEN count(*) = 0 THEN 1 ELSE 0 END) FROM event_outbox WHERE hall_id = 'rated-2'");
  }

  @Test
  void thePageLearnsWhatATokenRatesWithoutUsingItUp() throws SQLException {
    var token = token(enrol("window-4", "rated-4"), "t5", "rated-4-c1");
    for (int i = 0; i < 2; i++) {
      var asked = json(SERVER.get("/api/v1/ratings/" + token));
      assertThat(asked.path("state").asText()).as("%s", asked).isEqualTo("OPEN");
      assertThat(asked.path("counter_number").asText()).isEqualTo("1");
      assertThat(asked.toString()).doesNotContain("t5", "staff");
    }
    sql("UPDATE rating_token SET used = now() WHERE ticket_id = 't5'");
    assertThat(json(SERVER.get("/api/v1/ratings/" + token)).path("state").asText())
        .isEqualTo("USED");
    assertProblem(SERVER.get("/api/v1/ratings/nobody"), 404, "unknown-token");
  }

  @Test
  void whatAManagerDecidesIsAnEventAndAudited() {
    assertThat(decide("rated-3", "t3", "contacted").statusCode()).isEqualTo(200);
    assertThat(decide("rated-3", "t3", "tampered").statusCode()).isEqualTo(200);
    assertProblem(decide("rated-3", "t3", "tampered"), 409, "already-decided");
    assertThat(decide("rated-3", "t3", "closed").statusCode()).isEqualTo(200);
    assertThat(decide("rated-3", "t3", "appeal-upheld").statusCode()).isEqualTo(200);

    assertThat(events("rated-3", 4))
        .extracting(event -> event.getSeq() + " " + event.getKind() + " " + event.getDecidedBy())
        .containsExactly(
            "1 RECTIFICATION_CONTACTED null",
            "2 RATING_TAMPERED admin",
            "3 RECTIFICATION_CLOSED null",
            "4 RATING_APPEAL_UPHELD null");
    var audit =
        SERVER.get(
            "/api/v1/audit", "Authorization", RunningServer.basic("admin", RunningServer.PASSWORD));
    assertThat(audit.body()).contains("RATING_TAMPERED", "RATING_APPEAL_UPHELD", "t3");
    assertProblem(decide("no-hall", "t3", "closed"), 404, "unknown-hall");
  }

  @Test
  void aManagerOfAnotherHallHasNoSay() {
    SERVER.asAdmin(
        "POST",
        "/api/v1/accounts",
        "application/json",
        "{\"name\":\"rating-manager\",\"role\":\"manager\",\"password\":\"a long password\",\"hall\":\"rated-4\"}");
    for (var hall : List.of("rated-3", "rated-4")) {
      var answer =
          SERVER.send(
              HttpRequest.newBuilder(
                      SERVER.at("/api/v1/halls/%s/tickets/t4/contacted".formatted(hall)))
                  .header("Authorization", RunningServer.basic("rating-manager", "a long password"))
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(hall).isEqualTo(hall.equals("rated-4") ? 200 : 403);
    }
    assertThat(events("rated-4", 1)).hasSize(1);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).isEqualTo("urn:hallpulse:problem:" + type);
  }

  private static void sql(String sql) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The events of a hall, at least so many, each batch signed with the key that was granted. */
  private static List<Event> events(String hall, int atLeast) {
    var events = new ArrayList<Event>();
    var end = Instant.now().plusSeconds(20);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SERVER.broker().address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.HALL_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (events.size() < atLeast && Instant.now().isBefore(end)) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (new String(record.key(), UTF_8).equals(hall)) {
            var header = record.headers().lastHeader(Signature.HEADER).value();
            assertSigned(hall, header, record.key(), record.value());
            var batch = (Parsed.Accepted<EventBatch>) AvroCodec.batches().decode(record.value());
            events.addAll(batch.value().getEvents());
          }
        }
      }
    }
    return events;
  }

  private static void assertSigned(String hall, byte[] header, byte[] key, byte[] value) {
    var signature = ((Parsed.Accepted<Signature>) Signature.read(header)).value();
    var source = "serving-" + hall;
    assertThat(signature.signer()).isEqualTo(Signer.device(source, 1));
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT hmac_key FROM device_epoch WHERE device_id = ? AND epoch = 1")) {
      query.setString(1, source);
      try (var row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        var open = SERVER.bean(KeyVault.class).unlock(row.getBytes(1), source);
        assertThat(new SigningKey(signature.signer(), open).made(signature, key, value)).isTrue();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
