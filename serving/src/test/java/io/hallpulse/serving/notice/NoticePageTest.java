package io.hallpulse.serving.notice;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.notice.NoticeContent;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A signed notice from its hall's device to its visitor's phone. */
class NoticePageTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant ISSUED = Instant.parse("2026-03-02T01:02:03.456789Z");
  private static String device = "";

  @BeforeAll
  static void furnish() {
    var imported =
        SERVER.importLines(
            line(1, "unit", "{\"unit_id\":\"np-u\",\"name\":\"税务\"}"),
            line(2, "hall", "{\"hall_id\":\"np-1\",\"name\":\"大厅\",\"district\":\"nd\"}"),
            line(
                3,
                "item",
                "{\"item_code\":\"np-i\",\"unit_id\":\"np-u\",\"name\":\"变更\",\"committed_minutes\":15,\"materials\":[\"营业执照\",\"章程\"],\"material_details\":{\"章程\":\"原件一份，加盖公章\"}}"));
    assertThat(json(imported).path("rejected").size()).as(imported.body()).isZero();
    var enrolled =
        json(
            SERVER.asAdmin(
                "POST",
                "/api/v1/devices",
                "application/json",
                "{\"device_id\":\"agent-np-1\",\"hall_id\":\"np-1\"}"));
    device = RunningServer.basic(enrolled.path("user").asText(), enrolled.path("secret").asText());
  }

  private static String line(int seq, String type, String value) {
    return "{\"source\":\"npt\",\"epoch\":1,\"seq\":%d,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
        .formatted(seq, type, value);
  }

  private static String signed(String id, String hash, List<String> missing) {
    var told = MAPPER.createObjectNode();
    told.put("matter_id", "m-1").put("ticket_id", "t-1").put("item_code", "np-i");
    told.put("item_name", "变更").put("issued_at", ISSUED.toString()).put("content_hash", hash);
    told.put("signed_at", ISSUED.plusSeconds(60).toString());
    told.set("missing", MAPPER.valueToTree(missing));
    told.set("materials", MAPPER.valueToTree(List.of("营业执照", "章程")));
    return told.toString();
  }

  private static String hash(String id, List<String> missing) {
    return new NoticeContent(id, "m-1", "t-1", "np-i", EventJson.micros(ISSUED), missing).hash();
  }

  private static HttpResponse<String> put(String device, String id, String body) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/devices/%s/notices/%s".formatted(device, id)))
            .header("Content-Type", "application/json")
            .header("Authorization", NoticePageTest.device)
            .PUT(BodyPublishers.ofString(body)));
  }

  private static JsonNode post(String path) {
    return json(
        SERVER.send(
            HttpRequest.newBuilder(SERVER.at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))));
  }

  @Test
  void itIsReadWithTheDetailsOfItsMaterialsAndToldAsViewedOnce() throws SQLException {
    var id = UUID.randomUUID().toString();
    var missing = List.of("章程", "委托书");
    var body = signed(id, hash(id, missing), missing);
    assertThat(SERVER.get("/api/v1/notices/" + id).statusCode()).isEqualTo(404);
    for (int i = 0; i < 2; i++) {
      var kept = put("agent-np-1", id, body);
      assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    }

    var page = json(SERVER.get("/api/v1/notices/" + id));
    assertThat(page.path("unit_name").asText()).as("%s", page).isEqualTo("税务");
    assertThat(page.path("content_hash").asText()).isEqualTo(hash(id, missing));
    assertThat(page.path("signed_at").asText()).isEqualTo(ISSUED.plusSeconds(60).toString());
    assertThat(page.path("materials").toString())
        .isEqualTo(
            "[{\"name\":\"营业执照\",\"missing\":false,\"details\":null},"
                + "{\"name\":\"章程\",\"missing\":true,\"details\":\"原件一份，加盖公章\"},"
                + "{\"name\":\"委托书\",\"missing\":true,\"details\":null}]");

    for (int i = 0; i < 2; i++) {
      assertThat(post("/api/v1/notices/%s/viewed".formatted(id)).path("notice_id").asText())
          .isEqualTo(id);
    }
    assertThat(viewed(id)).isEqualTo(1);
  }

  @Test
  void whatIsSignedNeverChangesAndComesFromItsHallAlone() {
    var id = UUID.randomUUID().toString();
    var missing = List.of("章程");
    var less = List.of("营业执照");
    assertThat(put("agent-np-1", id, signed(id, hash(id, less), missing)).statusCode())
        .as("a hash of something else")
        .isEqualTo(400);
    assertThat(put("agent-np-1", id, signed(id, hash(id, missing), missing)).statusCode())
        .isEqualTo(200);
    assertThat(put("agent-np-1", id, signed(id, hash(id, less), less)).statusCode()).isEqualTo(409);
    assertThat(put("agent-np-2", id, signed(id, hash(id, missing), missing)).statusCode())
        .isEqualTo(403);
    assertThat(json(SERVER.get("/api/v1/notices/" + id)).path("content_hash").asText())
        .isEqualTo(hash(id, missing));
  }

  private static int viewed(String id) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM event_outbox WHERE hall_id = 'np-1'"
                    + " AND event LIKE '%NOTICE_VIEWED%' AND event LIKE '%' || ? || '%'")) {
      query.setString(1, id);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
