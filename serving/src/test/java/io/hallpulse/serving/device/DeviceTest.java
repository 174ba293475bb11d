package io.hallpulse.serving.device;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
}
