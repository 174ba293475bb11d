package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.Page.Answer;
import io.hallpulse.agent.device.IdCard;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.vision.Clips;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** Faces and cameras of a running agent, with the models that come with the program. */
@Timeout(180)
class EyesTest {
  private static final String GROWN_UP = "370213199001011236";
  private static final String CHILD = "37021320150601001X";
  private static final String GUARDIAN = "370213198503150020";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;
  private HallFolder hall;
  private Agent agent;

  private void run(Clock clock, Consumer<ObjectNode> more) throws Exception {
    if (hall == null) {
      hall = HallFolder.make(temp, "h-1", "agent-h-1");
    }
    var file = hall.config("127.0.0.1:1");
    var settings = (ObjectNode) JSON.readTree(file.toFile());
    settings
        .putObject("card_reader")
        .put("host", "")
        .put("port", HallFolder.freePort())
        .put("simulated", true);
    more.accept(settings);
    Files.writeString(file, settings.toString());
    agent = new Agent(Settings.read(file), hall.folder(), clock).start();
  }

  private void runWithFaces(Clock clock) throws Exception {
    run(clock, settings -> settings.putObject("faces").put("retention_days", 90));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  @Test
  void aVisitorWhoAgreedTakesATicketByFaceAndIsForgottenAtAWord() throws Exception {
    runWithFaces(Clock.systemUTC());
    var known = byCard(GROWN_UP);
    assertThat(known.body().path("face_offer").asText()).isEqualTo("OWN");
    var visit = known.body().path("visit").asText();
    assertThat(enrol(visit, "none").status()).isEqualTo(409);

    var consent = consent(visit, "");
    assertThat(consent.status()).as("%s", consent.body()).isEqualTo(200);
    var enrolled = enrol(visit, consent.body().path("consent_id").asText());
    assertThat(enrolled.body().path("enrolled").asBoolean()).as("%s", enrolled.body()).isTrue();

    var seen = byFace();
    assertThat(seen.status()).as("%s", seen.body()).isEqualTo(200);
    assertThat(seen.body().path("face_enrolled").asBoolean()).isTrue();
    var ticket =
        kiosk(
            "/tickets",
            "{\"visit\":\"%s\",\"item_code\":\"h-1-tax-01\"}"
                .formatted(seen.body().path("visit").asText()));
    assertThat(ticket.body().path("ticket").path("channel").asText()).isEqualTo("FACE");
    var faces = health().path("faces");
    assertThat(faces.path("kept").asInt()).isEqualTo(1);
    assertThat(faces.path("filing_duty").asText()).isEqualTo("NONE");

    var again = byCard(GROWN_UP).body();
    assertThat(again.has("face_offer")).isFalse();
    var forgotten =
        kiosk("/faces/forget", "{\"visit\":\"%s\"}".formatted(again.path("visit").asText()));
    assertThat(forgotten.body().path("forgotten").asBoolean()).isTrue();

    assertThat(byFace().status()).isEqualTo(422);
    assertThat(templates()).isEmpty();
    requireNothingPersonal();
  }

  @Test
  void aFaceIsKeptNoLongerThanTheSettingsSay() throws Exception {
    runWithFaces(Clock.systemUTC());
    var visit = byCard(GROWN_UP).body().path("visit").asText();
    enrol(visit, consent(visit, "").body().path("consent_id").asText());
    assertThat(templates()).hasSize(1);
    agent.close();

    runWithFaces(Clock.offset(Clock.systemUTC(), Duration.ofDays(89)));
    assertThat(templates()).hasSize(1);
    agent.close();

    runWithFaces(Clock.offset(Clock.systemUTC(), Duration.ofDays(91)));
    assertThat(templates()).isEmpty();
    assertThat(health().path("faces").path("kept").asInt()).isZero();
  }

  @Test
  void aFaceWhoseConsentWasTakenBackElsewhereIsForgotten() throws Exception {
    runWithFaces(Clock.systemUTC());
    var visit = byCard(GROWN_UP).body().path("visit").asText();
    enrol(visit, consent(visit, "").body().path("consent_id").asText());
    assertThat(templates()).hasSize(1);
    agent.close();

    var token = new VisitorKey(1, HallFolder.KEY).token(new IdCard(GROWN_UP));
    hall.withdraw(token, "FACE", Instant.now());
    runWithFaces(Clock.systemUTC());
    await(() -> health().path("faces").path("kept").asInt() == 0);
    assertThat(templates()).isEmpty();
  }

  @Test
  void aChildAgreesWithAGuardianOnly() throws Exception {
    runWithFaces(Clock.systemUTC());
    var child = byCard(CHILD).body();
    assertThat(child.path("face_offer").asText()).isEqualTo("GUARDIAN");
    var visit = child.path("visit").asText();

    assertThat(consent(visit, "").status()).isEqualTo(409);
    assertThat(consent(visit, visit).status()).isEqualTo(409);
    var guardian = byCard(GUARDIAN).body().path("visit").asText();
    assertThat(consent(visit, guardian).status()).isEqualTo(200);
    assertThat(Files.readString(hall.folder().resolve("faces/consents.jsonl")))
        .contains("guardian_token")
        .doesNotContain(CHILD)
        .doesNotContain(GUARDIAN);
  }

  @Test
  void withoutFacesAllElseGoesOn() throws Exception {
    run(Clock.systemUTC(), settings -> {});
    assertThat(hall.kiosk().get("").body().path("drivers").path("face").asBoolean()).isFalse();
    assertThat(look("/identify", "\"by\":\"FACE\"", Pictures.somebody(), "").status())
        .isEqualTo(503);
    assertThat(byCard(GROWN_UP).body().has("face_offer")).isFalse();
    agent.close();

    run(
        Clock.systemUTC(),
        settings -> settings.putObject("faces").put("detector", "no-such-model.onnx"));
    assertThat(health().path("status").asText()).isEqualTo("UP");
    assertThat(health().path("faces").path("problem").asText()).contains("no-such-model.onnx");
    assertThat(byCard(GROWN_UP).status()).isEqualTo(200);
  }

  /** One camera plays a clip, the other one's file is not there. */
  @Test
  void whatACameraSeesIsInTheLogAndADeadOneIsNeverAbsent() throws Exception {
    var clip = Clips.of(temp, List.of(Pictures.deskWithSomebody(200), Pictures.desk()), 7);
    run(
        Clock.systemUTC(),
        settings -> {
          settings.withArray("roles").add("camera");
          var cameras = settings.putArray("cameras");
          var living = cameras.addObject().put("camera_id", "cam-1").put("source", clip.toString());
          living.put("frames_per_second", 5);
          var zone = living.putArray("seats").addObject().put("counter_id", "h-1-c1");
          zone.putArray("zone").add(0.25).add(0.05).add(0.45).add(0.65);
          living.putArray("areas").addObject().put("area_id", "front");
          var dead = cameras.addObject().put("camera_id", "cam-2");
          dead.put("source", temp.resolve("none.mp4").toString());
          dead.putArray("seats").addObject().put("counter_id", "h-1-c2");
        });

    await(() -> posts("h-1-c1").contains(true) && posts("h-1-c1").contains(false));
    assertThat(posts("h-1-c1")).startsWith(true, false);
    assertThat(events(EventKind.POST_OBSERVED))
        .allMatch(seen -> seen.getCameraId().equals("cam-1") && seen.getConfidence() >= 0.6);
    await(() -> events(EventKind.QUEUE_OBSERVED).size() > 0);
    await(() -> events(EventKind.DEVICE_FAULT).size() > 0);

    assertThat(posts("h-1-c2")).isEmpty();
    assertThat(events(EventKind.DEVICE_FAULT))
        .allMatch(fault -> fault.getDeviceId().equals("cam-2"))
        .allMatch(fault -> fault.getCode().equals("CAMERA_LOST"));
    var cameras = hall.page("camera-1", "/camera").get("").body().path("cameras");
    assertThat(cameras.path(0).path("state").asText()).isEqualTo("SEEING");
    assertThat(cameras.path(0).path("seats").path(0).has("present")).isTrue();
    assertThat(cameras.path(1).path("state").asText()).isEqualTo("CAMERA_LOST");
    assertThat(cameras.path(1).path("seats").path(0).has("present")).isFalse();
  }

  private List<Boolean> posts(String counterId) {
    return events(EventKind.POST_OBSERVED).stream()
        .filter(event -> event.getCounterId().equals(counterId))
        .map(Event::getPresent)
        .toList();
  }

  private List<Event> events(EventKind kind) {
    var events = new ArrayList<Event>();
    try {
      agent
          .spool()
          .replay(
              entry -> {
                if (entry.batch() != null) {
                  entry.batch().getEvents().stream()
                      .filter(event -> event.getKind() == kind)
                      .forEach(events::add);
                }
              });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return events;
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(until);
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }
  }

  private Answer byCard(String number) throws IOException {
    agent.simulatedCards().lay(number);
    return kiosk("/identify", "{\"by\":\"ID_CARD\",\"wait_seconds\":5}");
  }

  private Answer consent(String visit, String guardianVisit) throws IOException {
    var guardian =
        guardianVisit.isEmpty() ? "" : ",\"guardian_visit\":\"%s\"".formatted(guardianVisit);
    return kiosk(
        "/consents",
        "{\"visit\":\"%s\",\"kind\":\"FACE\",\"given\":true%s}".formatted(visit, guardian));
  }

  private Answer enrol(String visit, String consentId) throws IOException {
    return turnHead("/faces", "\"visit\":\"%s\",\"consent_id\":\"%s\"".formatted(visit, consentId));
  }

  private Answer byFace() throws IOException {
    return turnHead("/identify", "\"by\":\"FACE\"");
  }

  /**
   * Does what the screen says. The side is drawn by lot; the picture's nose points to her left
   * already, so that only the mirrored one can turn, to the right: another lot is asked for.
   */
  private Answer turnHead(String path, String about) throws IOException {
    for (int lot = 0; lot < 40; lot++) {
      var first = look(path, about, Pictures.somebody(), "");
      if (first.status() != 202) {
        return first;
      }
      if (first.body().path("say").asText().equals("TURN_RIGHT")) {
        var word = first.body().path("look").asText();
        var mirrored = new Mat();
        Core.flip(Pictures.somebody(), mirrored, 1);
        var turned = look(path, about, mirrored, word);
        assertThat(turned.body().path("say").asText()).isEqualTo("TURN_BACK");
        return look(path, about, Pictures.somebody(), word);
      }
    }
    throw new AssertionError("The lot says left forty times");
  }

  private Answer look(String path, String about, Mat picture, String word) throws IOException {
    var packed = new MatOfByte();
    Imgcodecs.imencode(".jpg", picture, packed);
    return kiosk(
        path,
        "{%s,\"image\":\"data:image/jpeg;base64,%s\"%s}"
            .formatted(
                about,
                Base64.getEncoder().encodeToString(packed.toArray()),
                word.isEmpty() ? "" : ",\"look\":\"%s\"".formatted(word)));
  }

  private Answer kiosk(String path, String body) throws IOException {
    return hall.kiosk().post(path, body);
  }

  private com.fasterxml.jackson.databind.JsonNode health() {
    return new Page("http://127.0.0.1:" + hall.port(), "").get("/health").body();
  }

  private List<Path> templates() throws IOException {
    try (var files = Files.list(hall.folder().resolve("faces"))) {
      return files.filter(file -> file.toString().endsWith(".face")).toList();
    }
  }

  /** The canary: neither the number nor a picture is in any file of the device. */
  private void requireNothingPersonal() throws IOException {
    try (var files = Files.walk(hall.folder())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8))
            .as("%s", file)
            .doesNotContain(GROWN_UP)
            .doesNotContain("base64")
            .doesNotContain("JFIF");
      }
    }
  }
}
