package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.vision.Clips;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.VideoLink;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kiosk beside the hall's agent, with a card reader and a printer of its own. */
@Timeout(60)
class LanDeviceTest {
  private static final String ID_NUMBER = "370213199001011236";

  @TempDir private static Path clips;
  private static Path clip;
  @TempDir private Path temp;
  private HallFolder hall;
  private Agent agent;
  private LanDevice device;
  private Page kiosk;
  private int devicePort;

  @BeforeAll
  static void film() throws Exception {
    clip = Clips.of(clips, List.of(Pictures.deskWithSomebody(200)), 2);
  }

  @BeforeEach
  void start() throws Exception {
    hall = HallFolder.make(temp, "h-1", "agent-h-1");
    agent =
        new Agent(Settings.read(hall.config("127.0.0.1:1")), hall.folder(), Clock.systemUTC())
            .start();
    var settings = new JsonMapper().createObjectNode();
    int port = HallFolder.freePort();
    devicePort = port;
    settings.put("port", port).put("folder", "lan").put("queue_url", address(hall.port()));
    settings.put("queue_token", hall.token("camera-1"));
    settings.putArray("roles").add("kiosk").add("camera");
    var camera = settings.putArray("cameras").addObject().put("camera_id", "cam-lan");
    camera.put("source", temp.resolve("none.mp4").toString());
    camera.putArray("seats").addObject().put("counter_id", "h-1-c1");
    var filming = settings.withArray("cameras").addObject().put("camera_id", "cam-film");
    filming.put("source", clip.toString()).put("frames_per_second", 5);
    filming.putArray("seats").addObject().put("counter_id", "h-1-c2");
    for (var plug : new String[] {"card_reader", "printer"}) {
      settings.putObject(plug).put("host", "").put("port", 0).put("simulated", true);
    }
    var file = Files.writeString(temp.resolve("lan.json"), settings.toString());
    device = new LanDevice(Settings.read(file), temp.resolve("lan")).start();
    kiosk = new Page(address(port) + "/api/v1/kiosk", hall.token("kiosk-1"));
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }

  @AfterEach
  void stop() throws Exception {
    device.close();
    agent.close();
  }

  @Test
  void itsCardsAreReadAndItsTicketsArePrintedHere() throws Exception {
    device.plugs().simulatedCards.lay(ID_NUMBER);
    var known = kiosk.post("/identify", "{\"by\":\"ID_CARD\",\"wait_seconds\":5}");
    assertThat(known.status()).as("%s", known.body()).isEqualTo(200);
    var wanted =
        "{\"visit\":\"%s\",\"item_code\":\"h-1-tax-01\"}"
            .formatted(known.body().path("visit").asText());

    var issued = kiosk.post("/tickets", wanted).body();

    assertThat(issued.path("printed").asBoolean()).as("%s", issued).isTrue();
    assertThat(issued.path("ticket").path("channel").asText()).isEqualTo("ID_CARD");
    var paper = new String(device.plugs().simulatedPrinter.printed(), "GB18030");
    assertThat(paper).contains("X001", "体验大厅", "发票领用").doesNotContain(ID_NUMBER);
    assertThat(agent.simulatedPrinter()).isNull();

    device.plugs().simulatedPrinter.paperOut(true);
    var again =
        kiosk.post(
            "/tickets/%s/print".formatted(issued.path("ticket").path("ticket_id").asText()), "{}");
    assertThat(again.body().path("print_problem").asText()).isEqualTo("PAPER_OUT");
  }

  @Test
  void whatItsCamerasTellIsInTheHallsLog() throws Exception {
    var told = new AtomicReference<Event>();
    while (told.get() == null) {
      agent
          .spool()
          .replay(
              entry -> {
                if (entry.batch() != null) {
                  entry.batch().getEvents().stream()
                      .filter(event -> event.getKind() == EventKind.DEVICE_FAULT)
                      .forEach(told::set);
                }
              });
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(told.get().getDeviceId()).isEqualTo("cam-lan");
    assertThat(told.get().getCode()).isEqualTo("CAMERA_LOST");
  }

  /** Each page holds a stream open; the next call must not wait for one of them to end. */
  @Test
  void moreStreamsThanAPageNeedsLeaveRoomForCalls() throws Exception {
    var open = new ArrayList<Stream<String>>();
    for (int i = 0; i < 8; i++) {
      var lines = kiosk.stream("/events");
      open.add(lines);
      assertThat(lines.filter(line -> line.startsWith("data:")).findFirst()).isPresent();
    }
    assertThat(kiosk.get("").status()).isEqualTo(200);
    open.forEach(Stream::close);
  }

  /**
   * With a link for the hall's agent, which passes the look on; the device itself lets nobody in.
   */
  @Test
  void itsCamerasAreWatchedThroughTheHallsAgent() throws Exception {
    var link =
        new VideoLink("h-1-c2", "li.na", false, Instant.now().plusSeconds(60))
            .query(HallFolder.KEY);
    var picture = "/video/counters/h-1-c2/live.mjpeg?" + link;
    while (look(hall.port(), picture).statusCode() == 404) { // until the device has said where
      LockSupport.parkNanos(50_000_000);
    }
    var pictures = look(hall.port(), picture);
    assertThat(pictures.statusCode()).isEqualTo(200);
    try (var in = pictures.body()) {
      var part = new String(in.readNBytes(2_000), ISO_8859_1);
      assertThat(part).contains("image/jpeg", "\u00ff\u00d8");
    }
    var playlist = look(hall.port(), "/video/counters/h-1-c2/hls/index.m3u8?" + link);
    var segment =
        new String(playlist.body().readAllBytes(), ISO_8859_1)
            .lines()
            .filter(line -> line.contains(".ts"))
            .findFirst()
            .orElseThrow();
    assertThat(segment).endsWith("?" + link);
    var file = look(hall.port(), "/video/counters/h-1-c2/hls/" + segment);
    assertThat(file.body().readAllBytes()).startsWith(0x47); // as MPEG-TS begins

    assertThat(look(devicePort, picture).statusCode()).isEqualTo(403);
    var nobodys = picture.replace("viewer=li.na", "viewer=somebody");
    assertThat(look(hall.port(), nobodys).statusCode()).isEqualTo(403);
  }

  private static HttpResponse<InputStream> look(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address(port) + path))
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void theKiosksStateNamesWhatThisDeviceHas() throws Exception {
    var drivers = kiosk.get("").body().path("drivers");
    assertThat(drivers.path("card_reader").asBoolean()).isTrue();
    assertThat(drivers.path("printer").asBoolean()).isTrue();
    assertThat(hall.kiosk().get("").body().path("drivers").path("printer").asBoolean()).isFalse();
    try (var lines = kiosk.stream("/events")) {
      assertThat(lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow())
          .contains("\"card_reader\":true");
    }
  }

  @Test
  void withoutACardOrTheRightTokenNobodyIsIdentified() {
    assertThat(kiosk.post("/identify", "{\"by\":\"ID_CARD\",\"wait_seconds\":0}").status())
        .isEqualTo(422);
    assertThat(kiosk.post("/identify", "{\"by\":\"QR\",\"code\":\"HP1:A:QRCODE1\"}").status())
        .isEqualTo(200);
    device.plugs().simulatedCards.lay(ID_NUMBER);
    assertThat(
            new Page(kiosk.address(), "wrong")
                .post("/identify", "{\"by\":\"ID_CARD\",\"wait_seconds\":5}")
                .status())
        .isEqualTo(401);
  }
}
