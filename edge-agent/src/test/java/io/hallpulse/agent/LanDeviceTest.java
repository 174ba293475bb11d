package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kiosk beside the hall's agent, with a card reader and a printer of its own. */
@Timeout(60)
class LanDeviceTest {
  private static final String ID_NUMBER = "370213199001011236";

  @TempDir private Path temp;
  private HallFolder hall;
  private Agent agent;
  private LanDevice device;
  private Page kiosk;

  @BeforeEach
  void start() throws Exception {
    hall = HallFolder.make(temp, "h-1", "agent-h-1");
    agent =
        new Agent(Settings.read(hall.config("127.0.0.1:1")), hall.folder(), Clock.systemUTC())
            .start();
    var settings = new JsonMapper().createObjectNode();
    int port = HallFolder.freePort();
    settings.put("port", port).put("folder", "lan").put("queue_url", address(hall.port()));
    settings.put("queue_token", hall.token("camera-1"));
    settings.putArray("roles").add("kiosk").add("camera");
    var camera = settings.putArray("cameras").addObject().put("camera_id", "cam-lan");
    camera.put("source", temp.resolve("none.mp4").toString());
    camera.putArray("seats").addObject().put("counter_id", "h-1-c1");
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
