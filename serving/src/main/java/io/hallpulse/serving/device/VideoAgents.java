package io.hallpulse.serving.device;

import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the halls' live video is: each agent says so when it asks what is new. Known since serving
 * started, and forgotten when the agent no longer asks.
 */
@Singleton
public final class VideoAgents {
  private static final Logger LOG = LoggerFactory.getLogger(VideoAgents.class);
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Devices devices;
  private final Map<String, Said> halls = new ConcurrentHashMap<>();

  private record Said(String deviceId, URI address, Instant at) {}

  /**
   * An agent with cameras.
   *
   * @param key of its enrolment, with which links to it are signed
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares keys
  public record VideoAgent(URI address, byte[] key) {
    @Override
    public String toString() {
      return "VideoAgent[%s]".formatted(address);
    }
  }

  VideoAgents(Devices devices) {
    this.devices = devices;
  }

  /** A device says where; what is no plain address of a server is not taken. */
  void tell(String hallId, String deviceId, String address, Instant now) {
    try {
      var uri = new URI(address);
      var isPlain =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme())
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
      if (isPlain) {
        halls.put(hallId, new Said(deviceId, uri, now));
        return;
      }
    } catch (URISyntaxException e) {
      LOG.debug("Not an address", e);
    }
    LOG.warn(
        "Device {} says its video is at '{}', which is no http://HOST:PORT", deviceId, address);
  }

  /** The agent of a hall, empty if none has said lately that it has cameras. */
  public Optional<VideoAgent> of(String hallId, Instant now) throws SQLException {
    var said = halls.get(hallId);
    if (said == null || said.at().plus(GOOD_FOR).isBefore(now)) {
      return Optional.empty();
    }
    return devices.key(said.deviceId()).map(key -> new VideoAgent(said.address(), key));
  }
}
