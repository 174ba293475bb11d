package io.hallpulse.serving.economy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.domain.market.CreditCode;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveCellPeriod;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.live.LiveFigure;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.serving.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class EconomyTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String DISTRICT = "370213";
  private static final RegistryGate GATE =
      new RegistryGate(SigningKey.loader(RunningServer.LOADER_KEY));
  private static final long NOW = EventJson.micros(Instant.now());
  private static final KafkaProducer<String, byte[]> JOB =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", SERVER.broker().address(), "linger.ms", "0"),
          new StringSerializer(),
          new ByteArraySerializer());

  @BeforeAll
  static void tell() {
    tell(scope("district", DISTRICT, 1, "170400", null));
    tell(scope("subdistrict", "李村", 1, null, "BASE_SUPPRESSED"));
    tell(cell("李村", "F", "HOUSEHOLD", 40, 100L));
    tell(cell("李村", "F", "ENTERPRISE", 10, 50L));
    tell(cell("沧口", "F", "HOUSEHOLD", 5, 20L));
    await(() -> get("/api/v1/live/economy/370213").statusCode() == 200);
  }

  @AfterAll
  static void close() {
    JOB.close();
  }

  private static LiveEconomy scope(
      String scope, String id, long version, String stock, String reason) {
    var figure = new LiveFigure(1, "stock", "month", "2026-11", stock, "count", reason);
    return new LiveEconomy(DISTRICT, scope, id, version, NOW, List.of(figure));
  }

  private static LiveCell cell(
      String subdistrict, String industry, String type, long registered, Long base) {
    var month =
        new LiveCellPeriod(
            "month", "2026-11", registered, 1L, 2L, 1L, 0L, 0L, 500L, 400L, base, 0L, false);
    return new LiveCell(DISTRICT, subdistrict, industry, type, 1L, NOW, List.of(month));
  }

  private static void tell(LiveEconomy figures) {
    var key = "%s/%s/%s".formatted(DISTRICT, figures.getScope(), figures.getScopeId());
    JOB.send(
        new ProducerRecord<>(
            Topics.LIVE_ECONOMY.name(), key, AvroCodec.liveEconomy().encode(figures)));
  }

  private static void tell(LiveCell cell) {
    var key = cell.getSubdistrict() + cell.getIndustry() + cell.getEntityType();
    JOB.send(
        new ProducerRecord<>(Topics.LIVE_CELLS.name(), key, AvroCodec.liveCells().encode(cell)));
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void await(Check check) {
    var until = Instant.now().plus(Duration.ofSeconds(20));
    try {
      while (!check.holds()) {
        assertThat(Instant.now()).isBefore(until);
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> get(String path) {
    return SERVER.get(path);
  }

  @Test
  void aScopeTellsItsFiguresOrWhyThereAreNone() {
    await(() -> RunningServer.json(get("/api/v1/live/economy/370213")).size() >= 2);
    var scopes = RunningServer.json(get("/api/v1/live/economy/370213"));
    assertThat(scopes.get(0).path("figures").get(0).path("value").decimalValue())
        .isEqualByComparingTo("170400");
    var figure =
        RunningServer.json(
                get("/api/v1/live/economy/370213?scope=subdistrict&id=%E6%9D%8E%E6%9D%91"))
            .get(0)
            .path("figures")
            .get(0);
    assertThat(figure.path("available").asBoolean()).isFalse();
    assertThat(figure.path("reason").asText()).isEqualTo("BASE_SUPPRESSED");
    assertThat(get("/api/v1/live/economy/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void anyCombinationIsTheSumOfItsCells() {
    await(() -> figure("", 4, "new").path("value").asInt() == 55);
    assertThat(figure("?subdistrict=%E6%9D%8E%E6%9D%91&industry=F", 4, "new").path("value").asInt())
        .isEqualTo(50);
    assertThat(figure("?type=HOUSEHOLD", 5, "yoy").path("value").decimalValue())
        .isEqualByComparingTo("-62.5"); // 45 against 120
    assertThat(figure("?type=HOUSEHOLD", 7, "ratio").path("value").decimalValue())
        .isEqualByComparingTo("13.33"); // 6 of 45
    assertThat(figure("?type=HOUSEHOLD", 5, "mom").path("reason").asText()).isEqualTo("BASE_ZERO");
    assertThat(get("/api/v1/live/economy/370213/combination?industry=Z").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aCombinationIsBrokenDown() {
    await(() -> figure("", 4, "new").path("value").asInt() == 55);
    var parts = RunningServer.json(get("/api/v1/live/economy/370213/breakdown?type=HOUSEHOLD"));
    assertThat(parts)
        .extracting(part -> part.path("id").asText() + " " + newOnes(part))
        .containsExactly("李村 40", "沧口 5");
    var types = RunningServer.json(get("/api/v1/live/economy/370213/breakdown?by=type"));
    assertThat(types)
        .extracting(part -> part.path("id").asText() + " " + newOnes(part))
        .containsExactly("ENTERPRISE 10", "HOUSEHOLD 45");
    assertThat(get("/api/v1/live/economy/370213/breakdown?by=clerk").statusCode()).isEqualTo(400);
  }

  private static int newOnes(JsonNode part) {
    for (var figure : part.path("figures")) {
      if (figure.path("indicator").asInt() == 4) {
        return figure.path("value").asInt();
      }
    }
    return -1;
  }

  private static JsonNode figure(String query, int indicator, String part) {
    var answer = RunningServer.json(get("/api/v1/live/economy/370213/combination" + query));
    for (var figure : answer.path("figures")) {
      if (figure.path("indicator").asInt() == indicator
          && figure.path("part").asText().equals(part)) {
        return figure;
      }
    }
    return answer;
  }

  @Test
  void whoListensHearsAChange() throws Exception {
    var request =
        HttpRequest.newBuilder(
                SERVER.at("/api/v1/live/economy/370213/stream?scope=type&id=HOUSEHOLD"))
            .build();
    var stream = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      assertThat(until(lines, "event: beat")).isNotEmpty();
      tell(scope("type", "HOUSEHOLD", 7, "98200", null));
      assertThat(until(lines, "98200")).contains("\"version\":7");
    }
  }

  private static String until(BufferedReader lines, String part) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("The stream ended before " + part);
  }

  @Test
  void theTwentyIndicatorsAreDefinedInNineModules() {
    var definitions = RunningServer.json(get("/api/v1/economy/definitions"));
    assertThat(definitions).hasSize(20);
    assertThat(definitions.findValues("module"))
        .extracting(JsonNode::asInt)
        .containsOnly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void whatIsAskedWronglySaysSo() {
    var path = "/api/v1/economy/370213/indicators?from=2026-01-01&to=2026-11-30";
    assertThat(get(path + "&indicator=21").body()).contains("There is no indicator 21");
    assertThat(get(path + "&period_kind=week").body()).contains("There is no period_kind week");
    assertThat(get(path + "&scope=hall").statusCode()).isEqualTo(400);
    assertThat(get(path + "&scope=district").statusCode()).isEqualTo(503); // without Trino
  }

  @Test
  void aPushIsLetInLineByLineAndOnce() {
    var body = "91370213MADE00001";
    var code = body + CreditCode.check(body);
    var lines =
        "{\"kind\":\"ENTITY_REGISTERED\",\"uscc\":\"%s\",\"effective_date\":\"2026-11-02\",\"subdistrict\":\"李村\"}\n{\"kind\":\"ENTITY_REGISTERED\",\"uscc\":\"123\",\"effective_date\":\"2026-11-02\"}\nnot json"
            .formatted(code);
    var first = push("key-1", lines);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    var answer = RunningServer.json(first);
    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.path("rejected").findValuesAsText("reason"))
        .containsExactly("BAD_USCC", "BAD_JSON");
    assertThat(answer.path("rejected").get(0).path("field").asText()).isEqualTo("uscc");
    assertThat(answer.path("rejected").get(0).path("line").asInt()).isEqualTo(2);

    assertThat(push("key-1", lines).body()).isEqualTo(first.body());
    assertThat(push("key-1", lines + "\n").statusCode()).isEqualTo(409);
    assertThat(push("", lines).statusCode()).isEqualTo(400);
    assertThat(told(code))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getSource()).isEqualTo("push-admin");
              assertThat(event.getSeq()).isEqualTo(1);
              assertThat(event.getSubdistrict()).isEqualTo("李村");
            });
  }

  private static HttpResponse<String> push(String key, String lines) {
    var request =
        HttpRequest.newBuilder(SERVER.at("/api/v1/economy/370213/changes"))
            .POST(BodyPublishers.ofString(lines))
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", RunningServer.basic("admin", RunningServer.PASSWORD));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return SERVER.send(request);
  }

  /** What lies in the topic of a code; all of it is signed by the installation. */
  private static List<RegistryEvent> told(String code) {
    var codec = AvroCodec.registry();
    var events = new ArrayList<RegistryEvent>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", SERVER.broker().address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.REGISTRY_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (codec.decode(record.value()) instanceof Accepted<RegistryEvent> accepted
              && code.equals(accepted.value().getUscc())) {
            var header = record.headers().lastHeader(Signature.HEADER).value();
            var key = new String(record.key(), StandardCharsets.UTF_8);
            assertThat(GATE.denial(key, record.value(), header)).isEmpty();
            events.add(accepted.value());
          }
        }
      }
    }
    return events;
  }
}
