package io.hallpulse.agent.vision.video;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.grant.VideoLink;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who holds a link that was signed with this key, and logs each look with its viewer. */
public final class VideoDoor {
  private static final Logger LOG = LoggerFactory.getLogger(VideoDoor.class);

  private final byte[] key;
  private final InstantSource clock;
  private final Map<VideoLink, Boolean> looks = new ConcurrentHashMap<>();

  /**
   * @param key of whoever signs: serving for a hall's agent, the agent for the hall's other devices
   */
  public VideoDoor(byte[] key, InstantSource clock) {
    this.key = key.clone();
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The link by which the counter is looked at; empty if there is none, which is answered. */
  Optional<VideoLink> open(RoutingContext request) {
    request
        .response()
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        // The link is the right; there are no cookies here that another page could use.
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    var parsed =
        VideoLink.read(
            request.pathParam("counter"),
            name -> request.request().getParam(name),
            key,
            clock.instant());
    if (parsed instanceof Parsed.Rejected<VideoLink> rejected) {
      refuse(request, 403, rejected.reason());
      return Optional.empty();
    }
    var link = ((Parsed.Accepted<VideoLink>) parsed).value();
    note(link);
    return Optional.of(link);
  }

  private void note(VideoLink link) {
    Instant now = clock.instant();
    looks.keySet().removeIf(known -> known.expires().isBefore(now));
    if (looks.putIfAbsent(link, true) == null) {
      LOG.info(
          "{} looks at counter {} until {}, {}",
          link.viewer(),
          link.counterId(),
          link.expires(),
          link.clear() ? "in the clear" : "blurred");
    }
  }

  static void refuse(RoutingContext request, int status, String detail) {
    var problem = new JsonObject().put("status", status).put("detail", detail);
    var unused =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/problem+json")
            .end(problem.toBuffer());
  }
}
