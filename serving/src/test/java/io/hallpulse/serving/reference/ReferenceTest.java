package io.hallpulse.serving.reference;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.serving.RunningServer;
import io.hallpulse.serving.outbox.Outbox;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final RunningServer SERVER = RunningServer.shared();

  /** A hall with its unit, queue and counter, under ids of its own. */
  private static List<String> hall(String id) {
    return List.of(
        ref("hall", "{'hall_id':'%s','name':'大厅 %s','district':'d-1','subdistrict':'李村'}", id, id),
        ref("unit", "{'unit_id':'%s-u','name':'税务'}", id),
        ref(
            "counter",
            "{'counter_id':'%s-c','hall_id':'%s','unit_id':'%s-u','number':'8','queue_ids':['%s-q']}",
            id,
            id,
            id,
            id),
        ref(
            "queue",
            "{'queue_id':'%s-q','hall_id':'%s','unit_id':'%s-u','letter':'A'}",
            id,
            id,
            id));
  }

  private static String ref(String type, String value, Object... ids) {
    return """
        {"source":"test","epoch":1,"seq":1,"time":"2026-01-05T08:00:00+08:00","kind":"REF","type":"%s","value":%s}\
        """
        .formatted(type, value.formatted(ids).replace('\'', '"'));
  }

  private static JsonNode sendLines(List<String> lines) {
    var response = SERVER.importLines(lines.toArray(String[]::new));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  @Test
  void importedLinesAreKeptAndPublishedOnce() {
    var first = sendLines(hall("once"));

    assertThat(first.path("accepted").asInt()).isEqualTo(4);
    assertThat(first.path("rejected")).isEmpty();
    assertThat(first.path("published").asBoolean()).isTrue();
    var second = sendLines(hall("once"));
    assertThat(second.path("accepted").asInt()).isZero();
    assertThat(second.path("repeated").asInt()).isEqualTo(4);

    var published = published("once");
    assertThat(published).hasSize(4);
    assertThat(published)
        .filteredOn(version -> version.getType().equals("hall"))
        .singleElement()
        .satisfies(
            version -> {
              assertThat(version.getId()).isEqualTo("once");
              assertThat(version.getValue()).contains("大厅 once");
              assertThat(version.getEffectiveFrom()).isEqualTo(1_767_571_200_000_000L);
            });
  }

  @Test
  void aBadRuleSetIsRefusedAndTheOldOneStays() {
    sendLines(List.of(ref("district", "{'district':'ruled','name':'n','time_zone':'UTC'}")));
    var rules = ReferenceType.write(RuleSet.defaults("ruled"));
    var dated = rules.replaceFirst("\\{", "{\"effective_from\":\"2026-03-01T00:00:00Z\",");
    assertThat(putRules("ruled", dated).statusCode()).isEqualTo(200);

    var bad = putRules("ruled", rules.replace("\"yellow\":70", "\"yellow\":85"));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(json(bad).path("detail").asText())
        .isEqualTo("ruleset: categories: green 90, blue 80, yellow 85 and orange 60 must fall");
    var nowhere = putRules("nowhere", rules.replace("ruled", "nowhere"));
    assertThat(json(nowhere).path("detail").asText())
        .isEqualTo("ruleset nowhere refers to the unknown district nowhere");

    var versions = json(SERVER.get("/api/v1/reference/ruleset/ruled/versions"));
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).path("effective_from").asText()).isEqualTo("2026-03-01T00:00:00Z");
    var audited = SERVER.asAdmin("GET", "/api/v1/audit?limit=1000", "text/plain", "");
    assertThat(json(audited))
        .filteredOn(entry -> entry.path("subject").asText().equals("ruleset/ruled"))
        .extracting(entry -> entry.path("action").asText() + " by " + entry.path("actor").asText())
        .containsExactly("REFERENCE_CHANGED by admin");
  }

  private static HttpResponse<String> putRules(String district, String rules) {
    return SERVER.asAdmin(
        "PUT", "/api/v1/reference/ruleset/" + district, "application/json", rules);
  }

  @Test
  void recordsAreKeyedByTypeIdInstantAndVersion() {
    sendLines(hall("keyed"));

    assertThat(records(Topics.REFERENCE))
        .extracting(ConsumerRecord::key)
        .anyMatch(key -> key.matches("hall/keyed/2026-01-05T00:00:00Z/\\d+"));
  }

  @Test
  void theWritersSchemaIsPublished() {
    var codec = AvroCodec.references();

    assertThat(records(Topics.WRITER_SCHEMAS))
        .filteredOn(record -> record.key().equals(codec.fingerprint()))
        .isNotEmpty()
        .allSatisfy(
            record -> assertThat(new String(record.value())).isEqualTo(codec.schema().toString()));
  }

  @Test
  void badLinesAreRejectedWithTheirReasonAndTheOthersKept() {
    var answer =
        sendLines(
            Stream.concat(
                    hall("some").stream(),
                    Stream.of(
                        "{oops",
                        ref("hall", "{'hall_id':'nameless','district':'d-1'}"),
                        ref("spaceship", "{'id':'x'}"),
                        ref("unit", "{'unit_id':'u','name':'n','effective_from':'yesterday'}"),
                        "{\"source\":\"s\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T08:00:00Z\",\"district\":\"d\",\"hall_id\":\"h\",\"kind\":\"HEARTBEAT\"}"))
                .toList());

    assertThat(answer.path("accepted").asInt()).isEqualTo(4);
    assertThat(reasons(answer))
        .containsExactly(
            "5 not JSON: Unexpected character ('o' (code 111)): was expecting double-quote to start field name",
            "6 hall: name is missing",
            "7 type is unknown: spaceship",
            "8 effective_from is not an ISO-8601 time with offset: yesterday",
            "9 not of kind REF");
  }

  @Test
  void whatCannotBeKeptIsRejectedWithItsLineAndTheOthersKept() {
    var answer =
        sendLines(
            List.of(
                ref("unit", "{'unit_id':'nul','name':'a%s'}", "\\u0000"),
                ref("unit", "{'unit_id':'half','name':'a%s'}", "\\ud83d"),
                ref("unit", "{'unit_id':'whole','name':'%s'}", "\\ud83d\\ude00"),
                ref(
                    "unit",
                    "{'unit_id':'far','name':'n','effective_from':'+300000-01-01T00:00:00Z'}"),
                ref("unit", "{'unit_id':'big','name':'%s'}", "n".repeat(300_000))));

    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    assertThat(reasons(answer))
        .satisfiesExactly(
            nul ->
                assertThat(nul)
                    .isEqualTo(
                        "1 name holds a NUL or half a surrogate pair, which no text can keep"),
            half -> assertThat(half).startsWith("2 name holds a NUL or half"),
            far -> assertThat(far).startsWith("4 time is outside the years 1 to 9999: +300000"),
            big -> assertThat(big).startsWith("5 is too large: 300"));
  }

  @Test
  void aChangeThatCannotBeKeptIsAProblem() {
    var path = "/api/v1/reference/unit/a";
    assertProblem(
        SERVER.asAdmin("PUT", path, "application/json", "{\"unit_id\":\"a\",\"name\":\"\\u0000\"}"),
        400,
        "name holds a NUL");
    assertProblem(
        SERVER.asAdmin(
            "PUT",
            path,
            "application/json",
            "{\"unit_id\":\"a\",\"name\":\"%s\"}".formatted("n".repeat(300_000))),
        400,
        "too large");
    assertProblem(SERVER.get(path + "?at=%2B300000-01-01T00:00:00Z"), 400, "the years 1 to 9999");
    assertThat(SERVER.get(path + "%00").statusCode()).isEqualTo(400);
  }

  @Test
  void whatALineRefersToMustExistOrComeWithIt() {
    sendLines(hall("linked"));

    var answer =
        sendLines(
            List.of(
                ref("staff", "{'staff_id':'linked-s','name':'王'}"),
                roster("linked-c", "linked-s"),
                roster("nowhere", "linked-s"),
                roster("linked-c", "nobody"),
                ref("item", "{'item_code':'i','unit_id':'no-unit','name':'n'}"),
                ref(
                    "queue",
                    "{'queue_id':'orphan','hall_id':'no-hall','unit_id':'linked-u','letter':'B'}"),
                ref(
                    "counter",
                    "{'counter_id':'c9','hall_id':'linked','unit_id':'linked-u','number':'9','queue_ids':['orphan']}")));

    assertThat(answer.path("accepted").asInt()).isEqualTo(2);
    assertThat(reasons(answer))
        .containsExactly(
            "3 roster nowhere/linked-s/2026-01-05/09:00 refers to the unknown counter nowhere",
            "4 roster linked-c/nobody/2026-01-05/09:00 refers to the unknown staff nobody",
            "5 item i refers to the unknown unit no-unit",
            "6 queue orphan refers to the unknown hall no-hall",
            "7 counter c9 refers to the unknown queue orphan");
  }

  private static String roster(String counter, String staff) {
    return ref(
        "roster",
        "{'counter_id':'%s','staff_id':'%s','local_date':'2026-01-05','start':'09:00','end':'12:00'}",
        counter,
        staff);
  }

  @Test
  void clerksNamesStayHere() {
    sendLines(List.of(ref("staff", "{'staff_id':'clerk-7','name':'张秘密'}")));

    assertThat(published("clerk-7"))
        .extracting(ReferenceVersion::getValue)
        .containsExactly("{\"staff_id\":\"clerk-7\"}");
    assertProblem(SERVER.get("/api/v1/reference/staff/clerk-7"), 401, "needs a login");
    var asAdmin =
        SERVER.get(
            "/api/v1/reference/staff/clerk-7",
            "Authorization",
            RunningServer.basic("admin", RunningServer.PASSWORD));
    assertThat(asAdmin.body()).contains("张秘密");
  }

  @Test
  void everyVersionIsKeptAndFoundByItsTime() {
    sendLines(
        List.of(
            ref("unit", "{'unit_id':'dept','name':'old'}"),
            ref(
                "unit",
                "{'unit_id':'dept','name':'new','effective_from':'2026-03-01T00:00:00+08:00'}")));

    assertThat(nameOf("/api/v1/reference/unit/dept")).isEqualTo("new");
    assertThat(nameOf("/api/v1/reference/unit/dept?at=2026-02-01T00:00:00Z")).isEqualTo("old");
    assertThat(json(SERVER.get("/api/v1/reference/unit/dept/versions"))).hasSize(2);
    assertThat(SERVER.get("/api/v1/reference/unit/dept?at=2025-01-01T00:00:00Z").statusCode())
        .isEqualTo(404);
    assertThat(
            json(SERVER.get("/api/v1/reference/unit?at=2026-02-01T00:00:00Z"))
                .findValuesAsText("name"))
        .contains("old");
    assertThat(json(SERVER.get("/api/v1/reference")).findValuesAsText("type")).contains("unit");
  }

  @Test
  void aChangeIsANewVersionAndTheSameAgainIsNot() {
    var path = "/api/v1/reference/unit/put-me";

    var first = put(path, "{\"unit_id\":\"put-me\",\"name\":\"一\"}");
    var same = put(path, "{\"unit_id\":\"put-me\",\"name\":\"一\"}");
    var other = put(path, "{\"unit_id\":\"put-me\",\"name\":\"二\"}");
    var back = put(path, "{\"unit_id\":\"put-me\",\"name\":\"一\"}");

    assertThat(List.of(first, same, other, back))
        .extracting(answer -> answer.path("accepted").asBoolean())
        .containsExactly(true, false, true, true);
    assertThat(back.path("published").asBoolean()).isTrue();
    assertThat(nameOf(path)).isEqualTo("一");
    assertThat(json(SERVER.get(path + "/versions"))).hasSize(3);
  }

  private static JsonNode put(String path, String body) {
    var response = SERVER.asAdmin("PUT", path, "application/json", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  @Test
  void anIdMayHoldSlashes() {
    sendLines(hall("slash"));
    sendLines(
        List.of(ref("staff", "{'staff_id':'slash-s','name':'王'}"), roster("slash-c", "slash-s")));

    var found =
        SERVER.get(
            "/api/v1/reference/roster/slash-c%2Fslash-s%2F2026-01-05%2F09:00",
            "Authorization", RunningServer.basic("admin", RunningServer.PASSWORD));

    assertThat(json(found).path("value").path("end").asText()).isEqualTo("12:00");
  }

  @Test
  void anUnusableChangeIsAProblem() {
    assertProblem(
        SERVER.asAdmin(
            "PUT",
            "/api/v1/reference/unit/a",
            "application/json",
            "{\"unit_id\":\"b\",\"name\":\"n\"}"),
        400,
        "unit a, the body b");
    assertProblem(
        SERVER.asAdmin("PUT", "/api/v1/reference/unit/a", "application/json", "{\"unit_id\":"),
        400,
        "unit");
    assertProblem(
        SERVER.asAdmin(
            "PUT",
            "/api/v1/reference/item/i",
            "application/json",
            "{\"item_code\":\"i\",\"unit_id\":\"no-unit\",\"name\":\"n\"}"),
        400,
        "unknown unit no-unit");
    assertProblem(
        SERVER.asAdmin("PUT", "/api/v1/reference/ship/a", "application/json", "{}"), 404, "ship");
  }

  @Test
  void onlyTheAdministratorWrites() {
    var path = "/api/v1/reference/unit/guarded";
    var body = "{\"unit_id\":\"guarded\",\"name\":\"n\"}";

    var nobody = SERVER.send(put(path).PUT(BodyPublishers.ofString(body)));
    assertProblem(nobody, 401, "needs a login");
    assertThat(nobody.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
    var wrong =
        put(path)
            .header("Authorization", RunningServer.basic("admin", "wrong"))
            .PUT(BodyPublishers.ofString(body));
    assertProblem(SERVER.send(wrong), 401, "the password is wrong");
    assertThat(SERVER.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aPageOfAnotherSiteMayNotWrite() {
    var request =
        put("/api/v1/reference/unit/crossed")
            .header("Authorization", RunningServer.basic("admin", RunningServer.PASSWORD))
            .PUT(BodyPublishers.ofString("{\"unit_id\":\"crossed\",\"name\":\"n\"}"));

    assertProblem(
        SERVER.send(request.copy().header("Origin", "https://evil.example")), 403, "evil.example");
    var own = "http://" + SERVER.at("/").getAuthority();
    assertThat(SERVER.send(request.copy().header("Origin", own)).statusCode()).isEqualTo(200);
  }

  private static HttpRequest.Builder put(String path) {
    return HttpRequest.newBuilder(SERVER.at(path)).header("Content-Type", "application/json");
  }

  @Test
  void versionsCannotBeOverwritten() throws SQLException {
    sendLines(hall("fixed"));

    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.execute("DELETE FROM reference_version WHERE id = 'fixed'"))
          .hasMessageContaining("keeps every version");
    }
  }

  @Test
  void tenThousandLinesAreOneQuickImport() {
    var lines =
        IntStream.range(0, 10_000)
            .mapToObj(i -> ref("staff", "{'staff_id':'many-%d','name':'n'}", i))
            .toList();

    var answer = sendLines(lines);

    assertThat(answer.path("accepted").asInt()).isEqualTo(10_000);
    assertThat(answer.path("published").asBoolean()).isTrue();
    assertThat(published("many-")).hasSize(10_000);
  }

  @Test
  void whatIsKeptWhileKafkaIsAwayIsPublishedWhenItComes() throws Exception {
    var late = new RunningServer(RunningServer.newBroker());
    try {
      var importing =
          CompletableFuture.supplyAsync(
              () -> late.importLines(hall("late").toArray(String[]::new)));
      assertThat(keptVersions(late)).isEqualTo(4);
      assertThat(late.bean(Outbox.class).sentWithin(Duration.ofMillis(200))).isFalse();

      late.broker().start();

      assertThat(records(late.broker().address(), Topics.REFERENCE, 4)).hasSize(4);
      assertThat(json(importing.join()).path("accepted").asInt()).isEqualTo(4);
    } finally {
      late.stop();
    }
  }

  /** Versions there are as soon as there are any. */
  private static int keptVersions(RunningServer server) {
    var limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int versions = versions(server);
    while (versions == 0 && System.nanoTime() < limit) {
      versions = versions(server);
    }
    return versions;
  }

  private static int versions(RunningServer server) {
    return json(server.get("/api/v1/reference")).findValues("versions").stream()
        .mapToInt(JsonNode::asInt)
        .sum();
  }

  private static void assertProblem(
      java.net.http.HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .as(response.body())
        .hasValue("application/problem+json");
    var problem = json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).contains(detail);
    assertThat(problem.path("type").asText()).isNotEmpty();
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText()).isEqualTo(response.request().uri().getPath());
  }

  private static String nameOf(String path) {
    return json(SERVER.get(path)).path("value").path("name").asText();
  }

  private static List<String> reasons(JsonNode answer) {
    var reasons = new ArrayList<String>();
    answer
        .path("rejected")
        .forEach(
            each -> reasons.add(each.path("line").asInt() + " " + each.path("reason").asText()));
    return reasons;
  }

  private static List<ReferenceVersion> published(String idStart) {
    var codec = AvroCodec.references();
    return records(Topics.REFERENCE).stream()
        .map(record -> ((Parsed.Accepted<ReferenceVersion>) codec.decode(record.value())).value())
        .filter(version -> version.getId().startsWith(idStart))
        .toList();
  }

  private static List<ConsumerRecord<String, byte[]>> records(Topic topic) {
    return records(SERVER.broker().address(), topic, 1);
  }

  /** What the topic holds now; waits for the first ones. */
  private static List<ConsumerRecord<String, byte[]>> records(
      String brokers, Topic topic, int atLeast) {
    var partition = List.of(new TopicPartition(topic.name(), 0));
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      var end = consumer.endOffsets(partition).values().iterator().next();
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      var limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while ((consumer.position(partition.get(0)) < end || records.size() < atLeast)
          && System.nanoTime() < limit) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }
}
