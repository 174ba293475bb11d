package io.hallpulse.serving.video;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may watch a counter, for how long, and what is written down of it. */
@Timeout(60)
class VideoTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String PASSWORD = "long enough 1";
  private static final String AT = "/api/v1/halls/video-1/counters/video-1-c1/video";
  private static HallCamera camera;
  private static JsonNode enrolment;

  @BeforeAll
  static void enrol() throws IOException {
    for (var hall : new String[] {"video-1", "video-2"}) {
      SERVER.importLines(
          ref("hall", "{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"d\"}".formatted(hall)),
          ref("unit", "{\"unit_id\":\"video-u\",\"name\":\"n\"}"),
          ref(
              "queue",
              "{\"queue_id\":\"%1$s-q\",\"hall_id\":\"%1$s\",\"unit_id\":\"video-u\",\"letter\":\"V\"}"
                  .formatted(hall)));
      for (int i = 1; i <= 2; i++) {
        SERVER.importLines(
            ref(
                "counter",
                "{\"counter_id\":\"%1$s-c%2$d\",\"hall_id\":\"%1$s\",\"unit_id\":\"video-u\",\"number\":\"%2$d\",\"queue_ids\":[\"%1$s-q\"]}"
                    .formatted(hall, i)));
      }
    }
    enrolment =
        json(
            SERVER.asAdmin(
                "POST",
                "/api/v1/devices",
                "application/json",
                "{\"device_id\":\"video-agent\",\"hall_id\":\"video-1\"}"));
    var key = Base64.getDecoder().decode(enrolment.path("hmac_key").asText());
    camera = new HallCamera(key, "video-1-c1");
    tell(camera.address());
    account("video-boss", "manager", "");
    account("video-boss-1", "manager", ",\"hall\":\"video-1\"");
    account("video-boss-2", "manager", ",\"hall\":\"video-2\"");
    account("video-viewer", "viewer", "");
    account("video-analyst", "analyst", "");
  }

  @AfterAll
  static void close() {
    camera.close();
  }

  private static void tell(String address) {
    var told =
        SERVER.get(
            "/api/v1/devices/video-agent/downlink?video=" + address.replace("?", "%3F"),
            "Authorization",
            RunningServer.basic(
                enrolment.path("user").asText(), enrolment.path("secret").asText()));
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
  }

  private static void account(String name, String role, String limits) {
    SERVER.asAdmin(
        "POST",
        "/api/v1/accounts",
        "application/json",
        "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"%s}"
            .formatted(name, role, PASSWORD, limits));
  }

  private static String ref(String type, String value) {
    return "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
        .formatted(type, value);
  }

  private static HttpResponse<String> ask(String as, String path, String body) {
    var request =
        HttpRequest.newBuilder(SERVER.at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return SERVER.send(as.isEmpty() ? request : request.header("Authorization", by(as)));
  }

  private static HttpResponse<String> get(String as, String path) {
    return SERVER.get(path, "Authorization", by(as));
  }

  private static String by(String account) {
    return RunningServer.basic(account, PASSWORD);
  }

  private static String tile(String as, String body) {
    var answer = ask(as, AT, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("tile").asText();
  }

  private static InputStream watch(String as, String tile)
      throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(SERVER.at(tile)).header("Authorization", by(as)).build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(HallCamera.TYPE);
    return answer.body();
  }

  @Test
  void onlyManagersAndAdministratorsOfTheHallGetALink() {
    assertThat(ask("", AT, "{}").statusCode()).isEqualTo(401);
    for (var name : new String[] {"video-viewer", "video-analyst", "video-boss-2"}) {
      assertThat(ask(name, AT, "{}").statusCode()).as(name).isEqualTo(403);
    }
    for (var name : new String[] {"video-boss", "video-boss-1"}) {
      assertThat(ask(name, AT, "{}").statusCode()).as(name).isEqualTo(200);
    }
    assertThat(ask("video-boss", AT.replace("video-1-c1", "video-2-c1"), "{}").statusCode())
        .isEqualTo(404);
    assertThat(ask("video-boss", AT.replace("video-1", "video-2"), "{}").body())
        .contains("No agent of hall video-2 has cameras");
  }

  @Test
  void aLinkIsOfItsAccountItsCounterAndItsMinute() {
    var tile = tile("video-boss", "{}");

    assertThat(SERVER.get(tile).statusCode()).isEqualTo(401);
    assertThat(get("video-viewer", tile).statusCode()).isEqualTo(403);
    assertThat(get("video-boss-1", tile).body()).contains("another account");
    assertThat(get("video-boss", tile.replace("video-1-c1", "video-1-c2")).body())
        .contains("signature is wrong");
    assertThat(get("video-boss", tile.replace("clear=0", "clear=1")).body())
        .contains("signature is wrong");
    assertThat(get("video-boss", AT + "/live.mjpeg").statusCode()).isEqualTo(403);

    var looks = SERVER.bean(Looks.class);
    var late = looks.link("video-1-c1", "video-boss", false, Instant.now().minusSeconds(61));
    var answer = get("video-boss", AT + "/live.mjpeg?" + looks.query(late));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(410);
  }

  @Test
  void eachLookIsWrittenDownOnceAndGoesOnAfterItsLinksMinute() throws Exception {
    account("video-audited", "manager", "");
    var looks = SERVER.bean(Looks.class);
    var before = Instant.now().minusSeconds(58);
    var link = looks.link("video-1-c1", "video-audited", true, before);
    var tile = AT + "/live.mjpeg?" + looks.query(link);
    for (int i = 0; i < 2; i++) {
      try (var pictures = watch("video-audited", tile)) {
        assertThat(new String(pictures.readNBytes(3), "US-ASCII")).isEqualTo("--x");
      }
      await(() -> !Instant.now().isBefore(link.expires()));
    }
    tile("video-audited", "{}");

    assertThat(audited("video-audited"))
        .containsExactly(
            "VIDEO_LINK_GIVEN video-1-c1: hall video-1, blurred",
            "VIDEO_WATCHED video-1-c1: hall video-1, in the clear",
            "LOGIN video-audited: HTTP Basic");
  }

  private static java.util.List<String> audited(String actor) {
    var entries =
        json(
            SERVER.get(
                "/api/v1/audit?limit=1000",
                "Authorization",
                RunningServer.basic("admin", RunningServer.PASSWORD)));
    var told = new java.util.ArrayList<String>();
    for (var entry : entries) {
      if (entry.path("actor").asText().equals(actor)) {
        told.add(
            "%s %s: %s"
                .formatted(
                    entry.path("action").asText(),
                    entry.path("subject").asText(),
                    entry.path("detail").asText()));
      }
    }
    return told;
  }

  @Test
  void aWholeScreensPlaylistNamesSegmentsUnderTheViewersLink() {
    var screen = json(ask("video-boss", AT, "{}")).path("screen").asText();
    var playlist = get("video-boss", screen);
    assertThat(playlist.statusCode()).as(playlist.body()).isEqualTo(200);
    var segment = playlist.body().lines().filter(line -> line.contains(".ts")).findFirst();
    var query = screen.substring(screen.indexOf('?'));
    assertThat(segment).contains("7.ts" + query);
    assertThat(get("video-boss", AT + "/hls/" + segment.orElseThrow()).body())
        .isEqualTo("a segment");
    assertThat(get("video-boss", AT + "/hls/8.ts" + query).statusCode()).isEqualTo(404);
    assertThat(get("video-boss", AT + "/hls/7.ts").statusCode()).isEqualTo(403);
  }

  /** What a viewer does not read, the agent cannot get rid of: it leaves pictures out. */
  @Test
  void aSlowViewerHoldsUpTheAgentAndNoMemory() throws Exception {
    long before = camera.written.get();
    try (var pictures = watch("video-boss", tile("video-boss", "{}"))) {
      assertThat(pictures.readNBytes(3)).hasSize(3);
      awaitStandstill();
      long held = camera.written.get() - before;
      assertThat(held).isLessThan(32L << 20);

      // Whoever reads again gets more than was held.
      for (long read = 0; read < held + (1 << 20); ) {
        long now = pictures.skip(HallCamera.PICTURE_BYTES);
        read += now == 0 ? pictures.readNBytes(1).length : now;
      }
      assertThat(camera.looking.get()).isPositive();
    }
    await(() -> camera.looking.get() == 0);
  }

  private static void awaitStandstill() {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < Duration.ofMillis(700).toNanos()) {
      long now = camera.written.get();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}
