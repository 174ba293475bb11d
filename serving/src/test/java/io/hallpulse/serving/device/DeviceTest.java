package io.hallpulse.serving.device;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.EpochGrant;
import io.hallpulse.schemas.grant.EpochState;
import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.grant.SourceGrant;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @BeforeAll
  static void nameTheHalls() {
    for (var id : List.of("dev-1", "dev-2")) {
      SERVER.importLines(
          "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"hall\",\"value\":{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"d\"}}"
              .formatted(id));
    }
  }

  private static HttpResponse<String> enrol(String id, String hall) {
    return SERVER.asAdmin(
        "POST",
        "/api/v1/devices",
        "application/json",
        "{\"device_id\":\"%s\",\"hall_id\":\"%s\"}".formatted(id, hall));
  }

  private static HttpResponse<String> epoch(String id, JsonNode enrolment) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/devices/%s/epoch".formatted(id)))
            .header(
                "Authorization",
                RunningServer.basic(
                    enrolment.path("user").asText(), enrolment.path("secret").asText()))
            .POST(BodyPublishers.noBody()));
  }

  @Test
  void epochsGrowAndTheOlderOnesAreFenced() throws SQLException {
    var first = json(enrol("kiosk-1", "dev-1"));
    assertThat(first.path("device").path("epoch").asInt()).isEqualTo(1);

    var granted = epoch("kiosk-1", first);
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    assertThat(json(granted).path("epoch").asInt()).isEqualTo(2);

    var second = json(enrol("kiosk-1", "dev-1"));
    assertThat(second.path("device").path("epoch").asInt()).isEqualTo(3);
    assertThat(epochs("kiosk-1")).containsExactly("1 fenced", "2 fenced", "3");
    assertThat(epoch("kiosk-1", first).statusCode()).isEqualTo(401);
    assertThat(epoch("kiosk-1", second).statusCode()).isEqualTo(200);
  }

  @Test
  void aDeviceAsksForItsOwnVisitorsAloneAndIsToldThatTheHistoryIsAway() {
    var device = json(enrol("asks-1", "dev-1"));
    var other = json(enrol("asks-2", "dev-1"));
    var visitor = "{\"visitor_token\":\"1:0123\"}";

    assertProblem(visits("asks-1", device, visitor), 503, "history-unavailable");

    assertProblem(visits("asks-1", other, visitor), 403, "not-allowed");
    assertProblem(visits("asks-1", device, "{}"), 400, "unusable-parameter");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).endsWith(type);
  }

  private static HttpResponse<String> visits(String id, JsonNode enrolment, String body) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/devices/%s/visits".formatted(id)))
            .header(
                "Authorization",
                RunningServer.basic(
                    enrolment.path("user").asText(), enrolment.path("secret").asText()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void theHallJobIsToldBeforeADeviceIsAnswered() {
    var first = json(enrol("told-1", "dev-1"));
    var second = json(enrol("told-1", "dev-1"));

    var grant = told("told-1");
    assertThat(grant.getHallId()).isEqualTo("dev-1");
    assertThat(grant.getEpochs())
        .extracting(EpochGrant::getState)
        .containsExactly(EpochState.DRAINING, EpochState.OPEN);
    assertThat(key(grant, 0)).isEqualTo(keyOf(first));
    assertThat(key(grant, 1)).isEqualTo(keyOf(second)).isNotEqualTo(keyOf(first));
  }

  @Test
  void anAdministratorClosesAnEpochForEver() throws SQLException {
    enrol("close-1", "dev-1");
    enrol("close-1", "dev-1");
    assertThat(states("close-1")).containsExactly("1 DRAINING", "2 OPEN");

    var closed =
        SERVER.asAdmin("DELETE", "/api/v1/devices/close-1/epochs/1", "application/json", "");

    assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
    assertThat(states("close-1")).containsExactly("1 CLOSED", "2 OPEN");
    assertThat(told("close-1").getEpochs())
        .extracting(EpochGrant::getState)
        .containsExactly(EpochState.CLOSED, EpochState.OPEN);
    assertThat(audited("DEVICE_EPOCH_CLOSED")).contains("close-1: hall dev-1, epoch 1");

    enrol("close-1", "dev-1");
    assertThat(states("close-1")).containsExactly("1 CLOSED", "2 DRAINING", "3 OPEN");
    SERVER.asAdmin("DELETE", "/api/v1/devices/close-1", "application/json", "");
    assertThat(states("close-1")).containsExactly("1 CLOSED", "2 CLOSED", "3 CLOSED");
    for (var none : List.of("close-1/epochs/4", "nobody/epochs/1")) {
      var missing = SERVER.asAdmin("DELETE", "/api/v1/devices/" + none, "application/json", "");
      assertThat(missing.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aDeviceStaysInItsHallAndSpeaksForItselfOnly() {
    var mine = json(enrol("kiosk-2", "dev-1"));
    enrol("kiosk-3", "dev-2");

    assertThat(epoch("kiosk-3", mine).statusCode()).isEqualTo(403);
    assertThat(enrol("kiosk-2", "dev-2").statusCode()).isEqualTo(400);
    assertThat(enrol("kiosk-4", "no-hall").statusCode()).isEqualTo(400);
    assertThat(enrol("Kiosk 4", "dev-1").statusCode()).isEqualTo(400);
  }

  @Test
  void aRevokedDeviceIsOut() {
    var gone = json(enrol("kiosk-5", "dev-1"));

    var revoked = SERVER.asAdmin("DELETE", "/api/v1/devices/kiosk-5", "application/json", "");

    assertThat(json(revoked).path("revoked").isNull()).isFalse();
    assertThat(epoch("kiosk-5", gone).statusCode()).isEqualTo(401);
    assertThat(
            SERVER.asAdmin("DELETE", "/api/v1/devices/none", "application/json", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void secretsAreShownOnceAndKeptLocked() throws SQLException {
    var enrolled = json(enrol("kiosk-6", "dev-1"));
    var key = Base64.getDecoder().decode(enrolled.path("hmac_key").asText());

    var list =
        SERVER.get(
            "/api/v1/devices",
            "Authorization",
            RunningServer.basic("admin", RunningServer.PASSWORD));
    assertThat(list.body())
        .contains("kiosk-6")
        .doesNotContain(enrolled.path("secret").asText())
        .doesNotContain(enrolled.path("hmac_key").asText());
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement("SELECT hmac_key FROM device WHERE device_id = 'kiosk-6'");
        var row = query.executeQuery()) {
      assertThat(row.next()).isTrue();
      var locked = row.getBytes(1);
      assertThat(locked).isNotEqualTo(key).hasSize(12 + 32 + 16);
      assertThat(SERVER.bean(KeyVault.class).unlock(locked, "kiosk-6")).isEqualTo(key);
    }
  }

  private static List<String> states(String id) {
    var epochs = new ArrayList<String>();
    var list =
        SERVER.get(
            "/api/v1/devices/%s/epochs".formatted(id),
            "Authorization",
            RunningServer.basic("admin", RunningServer.PASSWORD));
    json(list).forEach(e -> epochs.add(e.path("epoch").asText() + " " + e.path("state").asText()));
    return epochs;
  }

  private static byte[] keyOf(JsonNode enrolment) {
    return Base64.getDecoder().decode(enrolment.path("hmac_key").asText());
  }

  private static byte[] key(SourceGrant grant, int index) {
    var locked = grant.getEpochs().get(index).getLockedKey();
    var bytes = new byte[locked.remaining()];
    locked.duplicate().get(bytes);
    return SERVER.bean(KeyVault.class).unlock(bytes, grant.getSource());
  }

  /** What stands in the topic of grants of a device now; nothing is waited for. */
  private static SourceGrant told(String id) {
    var partition = new TopicPartition(Topics.DEVICES.name(), 0);
    SourceGrant newest = null;
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SERVER.broker().address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          var grant =
              ((Parsed.Accepted<SourceGrant>) AvroCodec.grants().decode(record.value())).value();
          newest = grant.getSource().equals(id) ? grant : newest;
        }
      }
    }
    return Objects.requireNonNull(newest);
  }

  private static List<String> audited(String action) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement("SELECT subject, detail FROM audit WHERE action = ?")) {
      query.setString(1, action);
      var found = new ArrayList<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1) + ": " + rows.getString(2));
        }
      }
      return found;
    }
  }

  private static List<String> epochs(String id) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT epoch, fenced FROM device_epoch WHERE device_id = ? ORDER BY epoch")) {
      query.setString(1, id);
      var epochs = new ArrayList<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          epochs.add(rows.getLong(1) + (rows.getObject(2) == null ? "" : " fenced"));
        }
      }
      return epochs;
    }
  }

  private static HttpResponse<String> downlink(String id, JsonNode enrolment, String run) {
    return SERVER.send(
        HttpRequest.newBuilder(
                SERVER.at("/api/v1/devices/%s/downlink?instance=%s".formatted(id, run)))
            .header(
                "Authorization",
                RunningServer.basic(
                    enrolment.path("user").asText(), enrolment.path("secret").asText()))
            .GET());
  }

  @Test
  void aDeviceIsToldWhatItsHallIsMadeOf() {
    var line =
        "{\"source\":\"t\",\"epoch\":1,\"seq\":%d,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}";
    SERVER.importLines(
        line.formatted(2, "unit", "{\"unit_id\":\"dl-u\",\"name\":\"税务\"}"),
        line.formatted(3, "unit", "{\"unit_id\":\"dl-other\",\"name\":\"社保\"}"),
        line.formatted(
            4,
            "queue",
            "{\"queue_id\":\"dl-q\",\"hall_id\":\"dev-1\",\"unit_id\":\"dl-u\",\"letter\":\"A\"}"),
        line.formatted(
            5, "item", "{\"item_code\":\"dl-i\",\"unit_id\":\"dl-u\",\"name\":\"发票领用\"}"),
        line.formatted(6, "staff", "{\"staff_id\":\"dev-1-s1\",\"name\":\"李娜\"}"),
        line.formatted(7, "staff", "{\"staff_id\":\"dev-2-s1\",\"name\":\"王芳\"}"));
    var enrolled = json(enrol("told-2", "dev-1"));
    assertThat(Base64.getDecoder().decode(enrolled.path("visitor_key").asText())).hasSize(32);

    var answer = downlink("told-2", enrolled, "r1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var told = json(answer);
    assertThat(told.path("epoch").asInt()).isEqualTo(1);
    assertThat(told.path("reference").findValuesAsText("id"))
        .contains("dev-1", "dl-u", "dl-q", "dl-i", "dev-1-s1")
        .doesNotContain("dev-2", "dl-other", "dev-2-s1");
    assertThat(answer.body()).doesNotContain("李娜");
  }

  @Test
  void aRunThatALaterOneHasReplacedIsTurnedAway() {
    var enrolled = json(enrol("runs-1", "dev-1"));
    assertThat(downlink("runs-1", enrolled, "r1").statusCode()).isEqualTo(200);
    assertThat(downlink("runs-1", enrolled, "r2").statusCode()).isEqualTo(200);
    assertThat(downlink("runs-1", enrolled, "r2").statusCode()).isEqualTo(200);
    assertThat(downlink("runs-1", enrolled, "r1").statusCode()).isEqualTo(409);
    assertThat(downlink("runs-1", json(enrol("runs-2", "dev-1")), "r2").statusCode())
        .isEqualTo(403);
  }
}
