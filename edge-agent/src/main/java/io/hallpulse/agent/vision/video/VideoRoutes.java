package io.hallpulse.agent.vision.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.grant.VideoLink;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live video over HTTP, for whoever holds a link that serving has signed. Each look is logged with
 * its viewer, and ends when its link does.
 */
public final class VideoRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(VideoRoutes.class);
  private static final int MOST_VIEWERS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Pattern HLS_FILE = Pattern.compile("index\\.m3u8|[0-9]{1,9}\\.ts");

  private final Vertx vertx;
  private final VideoFeeds feeds;
  private final Map<String, String> cameraOfCounter;
  private final byte[] key;
  private final InstantSource clock;
  private final Map<VideoLink, Boolean> looks = new ConcurrentHashMap<>();

  /**
   * @param cameraOfCounter which camera shows a counter
   * @param key of the agent's enrolment
   */
  public VideoRoutes(
      Vertx vertx,
      VideoFeeds feeds,
      Map<String, String> cameraOfCounter,
      byte[] key,
      InstantSource clock) {
    this.vertx = vertx;
    this.feeds = feeds;
    this.cameraOfCounter = Map.copyOf(cameraOfCounter);
    this.key = key.clone();
    this.clock = clock;
  }

  public void mount(Router router) {
    router.get("/video/counters/:counter/live.mjpeg").handler(this::mjpeg);
    router.get("/video/counters/:counter/hls/:file").handler(this::hls);
  }

  private void mjpeg(RoutingContext request) {
    var allowed = allowed(request);
    if (allowed.isEmpty()) {
      return;
    }
    if (feeds.viewers() >= MOST_VIEWERS) {
      refuse(request, 503, "%d people watch already".formatted(MOST_VIEWERS));
      return;
    }
    var link = allowed.get();
    var response = request.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "multipart/x-mixed-replace; boundary=" + MjpegViewer.BOUNDARY);
    var view = view(link);
    var viewer = new MjpegViewer(vertx.getOrCreateContext(), response);
    long left = Math.max(1, Duration.between(clock.instant(), link.expires()).toMillis());
    long end = vertx.setTimer(left, timer -> response.end());
    response.closeHandler(
        closed -> {
          feeds.remove(view, viewer);
          vertx.cancelTimer(end);
        });
    response.endHandler(ended -> feeds.remove(view, viewer));
    feeds.add(view, viewer);
  }

  private void hls(RoutingContext request) {
    var allowed = allowed(request);
    if (allowed.isEmpty()) {
      return;
    }
    var file = request.pathParam("file");
    if (!HLS_FILE.matcher(file).matches()) {
      refuse(request, 404, "There is no file " + file);
      return;
    }
    answer(request, view(allowed.get()), file, System.nanoTime() + PATIENCE.toNanos());
  }

  /** The first viewer starts the encoder, and waits for its first segment. */
  private void answer(RoutingContext request, View view, String file, long until) {
    boolean isPlaylist = file.equals(HlsStore.PLAYLIST);
    var bytes = feeds.hlsFile(view, file);
    if (bytes.isPresent()) {
      request
          .response()
          .putHeader("Content-Type", isPlaylist ? "application/vnd.apple.mpegurl" : "video/mp2t");
      var body = Buffer.buffer(bytes.get());
      var unused = request.end(isPlaylist ? signed(body, request.request().query()) : body);
    } else if (!isPlaylist) {
      refuse(request, 404, "The segment %s is gone".formatted(file));
    } else if (System.nanoTime() > until) {
      refuse(request, 503, "The camera %s gives no pictures".formatted(view.cameraId()));
    } else if (!request.response().closed()) {
      vertx.setTimer(100, timer -> answer(request, view, file, until));
    }
  }

  /** The same link stands behind each segment, since a player asks for them without the query. */
  private static Buffer signed(Buffer playlist, String query) {
    var text = new StringBuilder();
    for (var line : playlist.toString(UTF_8).split("\n", -1)) {
      boolean isFile = !line.isBlank() && !line.startsWith("#");
      text.append(isFile ? line.strip() + "?" + query : line).append('\n');
    }
    return Buffer.buffer(text.toString());
  }

  private Optional<VideoLink> allowed(RoutingContext request) {
    request
        .response()
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        // The link is the right; there are no cookies here that another page could use.
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    var counter = request.pathParam("counter");
    var parsed =
        VideoLink.read(counter, name -> request.request().getParam(name), key, clock.instant());
    if (parsed instanceof Parsed.Rejected<VideoLink> rejected) {
      refuse(request, 403, rejected.reason());
      return Optional.empty();
    }
    var link = ((Parsed.Accepted<VideoLink>) parsed).value();
    if (!cameraOfCounter.containsKey(counter)) {
      refuse(request, 404, "No camera shows counter " + counter);
      return Optional.empty();
    }
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

  private View view(VideoLink link) {
    var camera = cameraOfCounter.get(link.counterId());
    if (camera == null) {
      throw new IllegalStateException("No camera shows counter " + link.counterId());
    }
    return new View(camera, link.clear());
  }

  private static void refuse(RoutingContext request, int status, String detail) {
    var problem = new JsonObject().put("status", status).put("detail", detail);
    var unused =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/problem+json")
            .end(problem.toBuffer());
  }
}
