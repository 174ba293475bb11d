package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.tls.Certificates;
import io.hallpulse.agent.tls.Certificates.Certificate;
import io.hallpulse.agent.tls.Certificates.State;
import io.hallpulse.agent.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kiosk and the hall's agent whose lines cannot be read on the way. */
@Timeout(60)
class TlsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VISITOR = "{\"by\":\"QR\",\"code\":\"HP1:V:370213199001011236\"}";

  @TempDir private static Path keysFolder;
  private static TestKeys keys;
  @TempDir private Path temp;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = TestKeys.make(keysFolder);
  }

  @Test
  void aKioskAsksTheHallsAgentOverTlsAndIsAskedSo() throws Exception {
    var hall = HallFolder.make(temp, "h-1", "agent-h-1");
    var config =
        hall.config(
            "127.0.0.1:1", settings -> keys.set(settings.putObject("tls"), keys.keystore(), null));
    var browser = keys.browser();
    try (var running = new Agent(Settings.read(config), hall.folder(), Clock.systemUTC()).start();
        var kiosk = kiosk(hall, tls -> keys.set(tls, keys.keystore(), keys.truststore()))) {
      var known = post(browser, kiosk.address() + "/api/v1/kiosk/identify", hall, VISITOR);
      assertThat(known.statusCode()).as(known.body()).isEqualTo(200);

      var session = "{\"token\":\"%s\"}".formatted(hall.token("kiosk-1"));
      var entered = post(browser, kiosk.address() + "/api/v1/session", hall, session);
      assertThat(entered.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
      assertThat(ask(browser, "https://127.0.0.1:%d/health".formatted(hall.port())))
          .contains("\"certificates\":[{\"file\":\"device.p12\",\"ends_at\":\"20", "\"VALID\"");
      assertThat(ask(browser, kiosk.address() + "/health"))
          .contains("\"status\":\"UP\",\"queue\":\"UP\"")
          .contains("{\"file\":\"device.p12\",\"ends_at\":\"20", "\"file\":\"hall-trust.p12\"");
      assertThat(ask(browser, kiosk.address() + "/metrics"))
          .contains("hallpulse_agent_queue_up 1", "hallpulse_agent_certificates_ending 0");
      for (var plain : new String[] {kiosk.address(), "https://127.0.0.1:" + hall.port()}) {
        var address = plain.replace("https:", "http:") + "/api/v1/info";
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), address))
            .as(address)
            .isInstanceOf(IOException.class);
      }
    }
  }

  /** The agent's certificate is none that Java believes by itself. */
  @Test
  void aKioskThatDoesNotBelieveTheAgentTellsItNothing() throws Exception {
    var hall = HallFolder.make(temp, "h-1", "agent-h-1");
    var config =
        hall.config(
            "127.0.0.1:1", settings -> keys.set(settings.putObject("tls"), keys.keystore(), null));
    try (var running = new Agent(Settings.read(config), hall.folder(), Clock.systemUTC()).start();
        var kiosk = kiosk(hall, tls -> keys.set(tls, keys.keystore(), null))) {
      var refused = post(keys.browser(), kiosk.address() + "/api/v1/kiosk/identify", hall, VISITOR);
      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("queue-unreachable");
      assertThat(ask(keys.browser(), kiosk.address() + "/health"))
          .contains("\"status\":\"DOWN\",\"queue\":\"AWAY\"", "\"file\":\"device.p12\"");
      assertThat(ask(keys.browser(), kiosk.address() + "/metrics"))
          .contains("hallpulse_agent_queue_up 0");
    }
  }

  @Test
  void whatCannotBeUsedIsNamedAtTheStart() throws Exception {
    var good = keys.keystore().toString();
    assertThatThrownBy(() -> new Tls("none.p12", null, "x").in(temp))
        .hasMessageContaining("There is no keystore")
        .hasMessageContaining("none.p12");
    assertThatThrownBy(() -> new Tls(good, null, "wrong").in(temp))
        .hasMessageContaining(good)
        .hasMessageContaining("password was incorrect");
    assertThatThrownBy(() -> new Tls(keys.truststore().toString(), null, keys.password()).in(temp))
        .hasMessageContaining("holds no private key");
    assertThatThrownBy(() -> new Tls(null, good, keys.password()).in(temp))
        .hasMessageContaining("keytool -importcert");
    var garbage = Files.writeString(temp.resolve("garbage.p12"), "-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> new Tls(null, garbage.toString(), "x").in(temp))
        .hasMessageContaining("garbage.p12 cannot be read");
    assertThatThrownBy(() -> new Tls(null, null, "x")).hasMessageContaining("keystore");
  }

  @Test
  void aCertificateIsToldToEndAheadAndWhileTheDeviceRuns() throws Exception {
    var file = Files.copy(keys.keystore(), temp.resolve("own.p12"));
    var now = new AtomicReference<>(Instant.now());
    var line = new Tls("own.p12", keys.truststore().toString(), keys.password()).in(temp);
    var certificates = new Certificates(List.of(line), now::get);
    assertThat(certificates.all())
        .extracting(each -> each.file() + " " + each.state())
        .containsExactly("own.p12 VALID", "hall-trust.p12 VALID");
    assertThat(Certificates.ending(certificates.all())).isZero();

    var end = Instant.parse(certificates.all().get(0).endsAt());
    assertThat(end)
        .isBetween(
            Instant.now().plus(DAY.multipliedBy(89)), Instant.now().plus(DAY.multipliedBy(90)));
    now.set(end.minus(DAY.multipliedBy(29)));
    assertThat(certificates.all()).extracting(Certificate::state).containsOnly(State.ENDS_SOON);
    assertThat(Certificates.ending(certificates.all())).isEqualTo(2);
    now.set(end.plusSeconds(1));
    assertThat(certificates.all()).extracting(Certificate::state).containsOnly(State.ENDED);

    // Whoever copies a new file meanwhile: what is half there leaves what was known.
    Files.writeString(file, "half");
    certificates.look();
    assertThat(certificates.all()).hasSize(2);
    Files.copy(keys.keystore(), file, StandardCopyOption.REPLACE_EXISTING);
    certificates.look();
    assertThat(certificates.all().get(0).endsAt()).isEqualTo(end.toString());
  }

  @Test
  void linesThatOthersCanReadAreTold() throws Exception {
    assertThat(settings("\"host\":\"127.0.0.1\"").openLines()).isEmpty();
    assertThat(settings("\"host\":\"10.0.0.5\"").openLines())
        .containsExactly("pages of other devices come without TLS: set tls.keystore");
    assertThat(
            settings("\"host\":\"10.0.0.5\",\"tls\":{\"keystore\":\"d.p12\",\"password\":\"x\"}"))
        .satisfies(secret -> assertThat(secret.openLines()).isEmpty())
        .satisfies(secret -> assertThat(secret.videoAddress()).startsWith("https://10.0.0.5:"));
    assertThatThrownBy(() -> settings("\"tls\":{\"password\":\"x\"}"))
        .hasMessageContaining("tls needs keystore");
  }

  @Test
  void kafkaWithoutTlsBeyondThisMachineIsTold() throws Exception {
    assertThat(
            settings("kafka-1.district:9092, 127.0.0.1:9092,[::1]:9092", "\"host\":null")
                .openLines())
        .containsExactly("events go to Kafka at kafka-1.district:9092 without TLS: set kafka_tls");
    assertThat(
            settings(
                    "kafka-1.district:9093",
                    "\"kafka_tls\":{\"truststore\":\"d.p12\",\"password\":\"x\"}")
                .openLines())
        .isEmpty();
  }

  @Test
  void camerasWhosePicturesAnybodyCanSeeAreToldWithoutTheirPasswords() throws Exception {
    var cameras =
        """
        "cameras":[
          {"camera_id":"plain","source":"http://user:secret@10.0.0.21:8080/stream"},
          {"camera_id":"old","source":"rtsp://user:sec@ret@10.0.0.22/stream2"},
          {"camera_id":"good","source":"https://10.0.0.23/stream"},
          {"camera_id":"better","source":"rtsps://10.0.0.24/stream"},
          {"camera_id":"here","source":"http://127.0.0.1:9000/stream"},
          {"camera_id":"plugged","source":"/dev/video0"}]
        """;
    assertThat(settings("127.0.0.1:9092", cameras).openLines())
        .containsExactly(
            "pictures of camera plain come from 10.0.0.21 without TLS: use https or rtsps, or a"
                + " network of their own",
            "pictures of camera old come from 10.0.0.22 without TLS: use https or rtsps, or a"
                + " network of their own");
  }

  private Settings settings(String more) throws IOException {
    return settings("127.0.0.1:9092", more);
  }

  private Settings settings(String brokers, String more) throws IOException {
    return Settings.read(
        Files.writeString(
            temp.resolve("some.json"),
            "{\"roles\":[\"queue\",\"camera\"],\"port\":8070,\"folder\":\"data\",\"brokers\":\"%s\",%s}"
                .formatted(brokers, more)));
  }

  private record Kiosk(LanDevice device, String address) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      device.close();
    }
  }

  private Kiosk kiosk(HallFolder hall, Consumer<ObjectNode> tls) throws Exception {
    int port = HallFolder.freePort();
    var settings = JSON.createObjectNode().put("port", port).put("folder", "lan");
    settings.put("queue_url", "https://127.0.0.1:" + hall.port());
    settings.putArray("roles").add("kiosk");
    tls.accept(settings.putObject("tls"));
    var file = Files.writeString(temp.resolve("kiosk.json"), settings.toString());
    return new Kiosk(
        new LanDevice(Settings.read(file), temp.resolve("lan")).start(),
        "https://127.0.0.1:" + port);
  }

  private static HttpResponse<String> post(
      HttpClient browser, String address, HallFolder hall, String body)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + hall.token("kiosk-1"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String ask(HttpClient browser, String address)
      throws IOException, InterruptedException {
    return browser
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void get(HttpClient browser, String address)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10));
    var answer = browser.send(request.build(), BodyHandlers.ofString());
    throw new AssertionError("%s is answered %d".formatted(address, answer.statusCode()));
  }
}
