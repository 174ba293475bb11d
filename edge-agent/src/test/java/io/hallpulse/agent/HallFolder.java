package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.uplink.Enrolment;
import io.hallpulse.agent.web.Access;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A device's folder as enrolment leaves it, for a hall that serving has described before. */
record HallFolder(Path folder, String hallId, String deviceId, int port) {
  static final byte[] KEY = "a key of thirty-two bytes, or so".getBytes(UTF_8);
  private static final JsonMapper JSON = new JsonMapper();

  static HallFolder make(Path folder, String hallId, String deviceId) throws IOException {
    var made = new HallFolder(folder.resolve("data"), hallId, deviceId, freePort());
    Files.createDirectories(made.folder);
    var key = Base64.getEncoder().encodeToString(KEY);
    // Nobody listens there: an agent that has been told once needs nobody to begin.
    new Enrolment(
            "http://127.0.0.1:1",
            deviceId,
            hallId,
            "370213",
            1,
            "device/" + deviceId,
            "secret",
            Map.of(1L, key),
            1,
            key)
        .write(made.folder.resolve("enrolment.json"));
    var data = new ArrayList<Datum>(List.of(new District("370213", "李沧区", "Asia/Shanghai")));
    data.addAll(DemoHall.hall(hallId));
    var told = JSON.createObjectNode().put("time", "2026-01-01T00:00:00Z").put("epoch", 1);
    var reference = told.putArray("reference");
    long version = 0;
    for (var datum : data) {
      ObjectNode row = reference.addObject();
      row.put("type", datum.type().key()).put("id", datum.id());
      row.put("effective_from", "2026-01-01T00:00:00Z").put("version", ++version);
      row.put("value", ReferenceType.write(datum));
    }
    told.putArray("appointments")
        .addObject()
        .put("appointment_id", "a-1")
        .put("code", "QRCODE1")
        .put("item_code", hallId + "-tax-01")
        .put("time", Instant.now().toString());
    Files.writeString(made.folder.resolve("downlink.json"), told.toString());
    DemoHall.admit(new Access(made.folder, System::nanoTime), made.folder, hallId);
    return made;
  }

  /** The settings' file; card reader and printer are simulated beside the agent. */
  Path config(String brokers) throws IOException {
    return config(brokers, settings -> {});
  }

  Path config(String brokers, Consumer<ObjectNode> more) throws IOException {
    var file = folder.resolveSibling("agent.json");
    var settings =
        JSON.createObjectNode()
            .put("port", port)
            .put("folder", folder.toString())
            .put("brokers", brokers)
            .put("public_url", "http://127.0.0.1:8080")
            .put("heartbeat_seconds", 1);
    settings.putArray("roles").add("queue").add("kiosk");
    more.accept(settings);
    Files.writeString(file, settings.toString());
    return file;
  }

  /** What serving tells at the next start: a consent was taken back. */
  void withdraw(String visitorToken, String kind, Instant at) throws IOException {
    var file = folder.resolve("downlink.json");
    var told = (ObjectNode) JSON.readTree(file.toFile());
    told.putArray("withdrawn")
        .addObject()
        .put("visitor_token", visitorToken)
        .put("kind", kind)
        .put("withdrawn_at", at.toString());
    Files.writeString(file, told.toString());
  }

  /** What serving tells at the next start: the first clerk's session, which makes opening hours. */
  void roster(LocalDate date, String start, String end) throws IOException {
    var file = folder.resolve("downlink.json");
    var told = (ObjectNode) JSON.readTree(file.toFile());
    var session = new Roster(counter(1), clerk(1), date.toString(), start, end);
    told.withArray("reference")
        .addObject()
        .put("type", session.type().key())
        .put("id", session.id())
        .put("effective_from", "2026-01-01T00:00:00Z")
        .put("version", 1_000)
        .put("value", ReferenceType.write(session));
    Files.writeString(file, told.toString());
  }

  String counter(int number) {
    return "%s-c%d".formatted(hallId, number);
  }

  String clerk(int number) {
    return "%s-s%d".formatted(hallId, number);
  }

  String token(String page) throws IOException {
    var path = JSON.readTree(folder.resolve("pages.json").toFile()).path(page).asText();
    return path.substring(path.indexOf('=') + 1);
  }

  Page page(String name, String path) throws IOException {
    return new Page("http://127.0.0.1:" + port + "/api/v1" + path, token(name));
  }

  Page kiosk() throws IOException {
    return page("kiosk-1", "/kiosk");
  }

  Page desk(int number) throws IOException {
    return page("desk-" + number, "/desk/" + counter(number));
  }

  Page screen(int number) throws IOException {
    return page("screen-" + number, "/screen/" + counter(number));
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
