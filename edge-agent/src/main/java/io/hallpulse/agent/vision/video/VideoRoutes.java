package io.hallpulse.agent.vision.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.grant.VideoLink;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Live video of this device's cameras, for whoever holds a signed link. A look ends when its link
 * does. Counters that no camera here shows are left to the routes that follow.
 */
public final class VideoRoutes {
  private static final int MOST_VIEWERS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Pattern HLS_FILE = Pattern.compile("index\\.m3u8|[0-9]{1,9}\\.ts");

  private final Vertx vertx;
  private final VideoFeeds feeds;
  private final Map<String, String> cameraOfCounter;
  private final VideoDoor door;
  private final Duration patience;

  /**
   * @param cameraOfCounter which camera shows a counter
   */
  public VideoRoutes(
      Vertx vertx, VideoFeeds feeds, Map<String, String> cameraOfCounter, VideoDoor door) {
    this(vertx, feeds, cameraOfCounter, door, PATIENCE);
  }

  /**
   * @param patience how long the first viewer waits for pictures
   */
  VideoRoutes(
      Vertx vertx,
      VideoFeeds feeds,
      Map<String, String> cameraOfCounter,
      VideoDoor door,
      Duration patience) {
    this.vertx = vertx;
    this.feeds = feeds;
    this.cameraOfCounter = Map.copyOf(cameraOfCounter);
    this.door = door;
    this.patience = patience;
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
      VideoDoor.refuse(request, 503, "%d people watch already".formatted(MOST_VIEWERS));
      return;
    }
    var link = allowed.get();
    var response = request.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "multipart/x-mixed-replace; boundary=" + MjpegViewer.BOUNDARY);
    var view = view(link);
    var viewer = new MjpegViewer(vertx.getOrCreateContext(), response);
    long left = Math.max(1, Duration.between(door.now(), link.expires()).toMillis());
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
      VideoDoor.refuse(request, 404, "There is no file " + file);
      return;
    }
    answer(request, view(allowed.get()), file, System.nanoTime() + patience.toNanos());
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
      VideoDoor.refuse(request, 404, "The segment %s is gone".formatted(file));
    } else if (System.nanoTime() > until) {
      VideoDoor.refuse(request, 503, "The camera %s gives no pictures".formatted(view.cameraId()));
    } else if (!request.response().closed()) {
      vertx.setTimer(100, timer -> answer(request, view, file, until));
    }
  }

  /** The viewer's link stands behind each segment, since a player asks for them without it. */
  static Buffer signed(Buffer playlist, String query) {
    var text = new StringBuilder();
    for (var line : playlist.toString(UTF_8).split("\n", -1)) {
      boolean isFile = !line.isBlank() && !line.startsWith("#");
      text.append(isFile ? line.strip().replaceFirst("\\?.*", "") + "?" + query : line)
          .append('\n');
    }
    return Buffer.buffer(text.toString());
  }

  private Optional<VideoLink> allowed(RoutingContext request) {
    if (!cameraOfCounter.containsKey(request.pathParam("counter"))) {
      request.next();
      return Optional.empty();
    }
    return door.open(request);
  }

  private View view(VideoLink link) {
    var camera = cameraOfCounter.get(link.counterId());
    if (camera == null) {
      throw new IllegalStateException("No camera shows counter " + link.counterId());
    }
    return new View(camera, link.clear());
  }
}
