package io.hallpulse.agent;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.eyes.FaceSettings;
import io.hallpulse.agent.tls.Tls;
import io.hallpulse.agent.vision.CameraSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device is to do, as its file says; a key that is not here is an error.
 *
 * @param roles of queue, kiosk, counter, camera
 * @param host on which it listens
 * @param folder of its store, relative to the file
 * @param brokers of Kafka; the role queue needs them
 * @param queueUrl of the agent that has the role queue; the others need it
 * @param queueToken of role camera there; cameras of other devices need it
 * @param publicUrl what QR codes say
 * @param tls of this device towards pages and the hall's other devices; its files lie in the folder
 * @param kafkaTls towards Kafka, which is plain when it is left out
 * @param videoUrl under which this device is reached for live video, by serving or by the agent
 *     that has the role queue; where it listens when left out
 * @param cameras as in a file of cameras, null for none
 * @param faces null for none
 * @param mostPerSecond events sent to Kafka in a second at most
 */
@JsonNaming(SnakeCaseStrategy.class)
record Settings(
    List<String> roles,
    @Nullable String host,
    int port,
    String folder,
    @Nullable Tls tls,
    @Nullable String brokers,
    @Nullable Tls kafkaTls,
    @Nullable String queueUrl,
    @Nullable String queueToken,
    @Nullable String publicUrl,
    @Nullable Plug cardReader,
    @Nullable Plug printer,
    @Nullable String videoUrl,
    @Nullable JsonNode cameras,
    @Nullable FaceSettings faces,
    int heartbeatSeconds,
    int downlinkSeconds,
    int mostPerSecond,
    int segmentMegabytes,
    int keptDays) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> ROLES = Set.of("queue", "kiosk", "counter", "camera");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  /**
   * Where a device is plugged in.
   *
   * @param simulated whether the agent itself plays the device there
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Plug(String host, int port, boolean simulated) {}

  Settings {
    if (roles == null || roles.isEmpty() || !ROLES.containsAll(roles)) {
      throw new IllegalArgumentException(
          "roles must be some of %s, got %s".formatted(ROLES, roles));
    }
    roles = List.copyOf(roles);
    Objects.requireNonNull(folder, "folder");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535, got " + port);
    }
    if (roles.contains("queue") == (brokers == null)) {
      throw new IllegalArgumentException("The role queue, and no other, needs brokers");
    }
    if (roles.contains("queue") == (queueUrl != null)) {
      throw new IllegalArgumentException("All roles but queue need queue_url");
    }
    if (kafkaTls != null && brokers == null) {
      throw new IllegalArgumentException("kafka_tls is for the role queue, which has brokers");
    }
    if (queueUrl != null) {
      requireAddress(queueUrl, "queue_url");
    }
    if (cameras != null && !roles.contains("camera")) {
      throw new IllegalArgumentException("cameras need the role camera");
    }
    if (cameras != null && !roles.contains("queue") && queueToken == null) {
      throw new IllegalArgumentException(
          "cameras of a device without the role queue need queue_token");
    }
    if (faces != null && !roles.contains("queue")) {
      throw new IllegalArgumentException(
          "faces are kept where the role queue is; other kiosks ask there");
    }
    host = host == null ? LOOPBACK : host;
    if (cameras != null && videoUrl == null && EVERYWHERE.contains(host)) {
      throw new IllegalArgumentException(
          "video_url must say how this device is reached: host %s is no address".formatted(host));
    }
    heartbeatSeconds = positive(heartbeatSeconds, 5, "heartbeat_seconds");
    downlinkSeconds = positive(downlinkSeconds, 60, "downlink_seconds");
    mostPerSecond = positive(mostPerSecond, 1_000, "most_per_second");
    segmentMegabytes = positive(segmentMegabytes, 4, "segment_megabytes");
    keptDays = positive(keptDays, 31, "kept_days");
  }

  private static void requireAddress(String address, String name) {
    try {
      var uri = new URI(address);
      if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
        return;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("%s is no address: %s".formatted(name, e.getMessage()), e);
    }
    throw new IllegalArgumentException(
        "%s must be http://HOST:PORT or https://HOST:PORT, got %s".formatted(name, address));
  }

  /** What is left out is 0 here. */
  private static int positive(int value, int usual, String name) {
    if (value < 0) {
      throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(name, value));
    }
    return value == 0 ? usual : value;
  }

  /** What cameras watch; a mistake is named. */
  List<CameraSettings> watched() {
    return cameras == null ? List.of() : CameraSettings.read("{\"cameras\":" + cameras + "}");
  }

  /** Where live video is asked for. */
  String videoAddress() {
    return videoUrl == null ? address() : videoUrl;
  }

  /** Where this device listens. */
  String address() {
    return "%s://%s:%d".formatted(isSecret() ? "https" : "http", host, port);
  }

  private boolean isSecret() {
    return tls != null && tls.hasKey();
  }

  /** What anybody on the same network could read; nothing as long as nothing leaves the device. */
  List<String> openLines() {
    var open = new ArrayList<String>();
    if (!isSecret() && !isHere(host)) {
      open.add("pages of other devices come without TLS: set tls.keystore");
    }
    var queue = queueUrl == null ? null : URI.create(queueUrl);
    if (queue != null && queue.getScheme().equals("http") && !isHere(queue.getHost())) {
      open.add("numbers of cards go to %s without TLS: use https".formatted(queueUrl));
    }
    if (kafkaTls == null && brokers != null) {
      Arrays.stream(brokers.split(","))
          .map(String::strip)
          .filter(broker -> !isHere(broker.replaceFirst(":[0-9]*$", "")))
          .forEach(
              broker ->
                  open.add(
                      "events go to Kafka at %s without TLS: set kafka_tls".formatted(broker)));
    }
    for (var camera : watched()) {
      var plain = camera.source().plainHost();
      if (plain != null && !isHere(plain)) {
        open.add(
            "pictures of camera %s come from %s without TLS: use https or rtsps, or a network of their own"
                .formatted(camera.cameraId(), plain));
      }
    }
    return open;
  }

  private static boolean isHere(@Nullable String host) {
    return host != null
        && (host.startsWith("127.")
            || host.equals("localhost")
            || host.equals("::1")
            || host.equals("[::1]"));
  }

  static Settings read(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), Settings.class);
    } catch (JsonMappingException e) {
      var cause = e.getCause() instanceof IllegalArgumentException why ? why.getMessage() : null;
      throw new IllegalArgumentException(
          "%s cannot be used: %s".formatted(file, cause == null ? e.getOriginalMessage() : cause));
    }
  }
}
