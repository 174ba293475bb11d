package io.hallpulse.agent.vision.video;

import io.hallpulse.agent.device.OtherVideo;
import io.hallpulse.agent.tls.Tls;
import io.hallpulse.schemas.grant.VideoLink;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live video of the hall's other devices, for who holds a link of serving. They say where they are;
 * a look is passed on with a link of its own, and nothing is kept: what the viewer does not take,
 * the device is not asked for. For the loop alone.
 */
public final class OtherCameras implements OtherVideo {
  private static final Logger LOG = LoggerFactory.getLogger(OtherCameras.class);
  private static final Duration GOOD_FOR = Duration.ofMinutes(1);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int MOST_LOOKS = 64;
  private static final String MOVING_JPEG = "multipart/x-mixed-replace";
  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String SEGMENT = "video/mp2t";

  private final HttpClient client;
  private final VideoDoor door;
  private final Runnable whenTold;
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /** Where a counter's camera is, and the key of links to it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(URI address, byte[] key, Instant until) {}

  /**
   * @param tls by which devices are believed; null if they come without it
   * @param whenTold that there is something to be watched
   */
  public OtherCameras(Vertx vertx, @Nullable Tls tls, VideoDoor door, Runnable whenTold) {
    var options = new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS);
    this.client =
        vertx.createHttpClient(
            tls == null ? options : tls.client(options),
            new PoolOptions().setHttp1MaxSize(MOST_LOOKS));
    this.door = door;
    this.whenTold = whenTold;
  }

  @Override
  public void tell(URI address, List<String> counters, byte[] key) {
    var place = new Place(address, key.clone(), door.now().plus(GOOD_FOR));
    counters.forEach(counter -> places.put(counter, place));
    whenTold.run();
  }

  /** After this device's own cameras, which come first. */
  public void mount(Router router) {
    router.get("/video/counters/:counter/*").handler(this::pass);
  }

  private void pass(RoutingContext request) {
    var opened = door.open(request);
    if (opened.isEmpty()) {
      return;
    }
    var link = opened.get();
    var place = places.get(link.counterId());
    if (place == null || place.until().isBefore(door.now())) {
      VideoDoor.refuse(request, 404, "No camera shows counter " + link.counterId());
      return;
    }
    client
        .request(to(place, request.request().path() + "?" + link.query(place.key())))
        .onFailure(failure -> away(request, place, failure))
        .onSuccess(
            onward -> {
              request.response().closeHandler(gone -> onward.reset());
              onward
                  .send()
                  .onSuccess(answer -> give(request, link, answer))
                  .onFailure(failure -> away(request, place, failure));
            });
  }

  private static RequestOptions to(Place place, String uri) {
    boolean isSecret = place.address().getScheme().equals("https");
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setSsl(isSecret)
        .setHost(place.address().getHost())
        .setPort(place.address().getPort())
        .setURI(uri);
  }

  /** Only video is passed on, whatever else stands at the address that a device gave. */
  private static void give(RoutingContext request, VideoLink link, HttpClientResponse answer) {
    var type = String.valueOf(answer.getHeader("Content-Type"));
    if (answer.statusCode() == 200 && type.startsWith(MOVING_JPEG)) {
      request.response().setChunked(true).putHeader("Content-Type", type);
      answer
          .pipeTo(request.response())
          .onFailure(broken -> LOG.debug("A look at {} broke off", link.counterId(), broken));
    } else if (answer.statusCode() == 200 && type.startsWith(PLAYLIST)) {
      giveFile(request, answer, type, true);
    } else if (answer.statusCode() == 200 && type.startsWith(SEGMENT)) {
      giveFile(request, answer, type, false);
    } else {
      var unused = answer.end(); // read to its end, so that the connection can be used again
      VideoDoor.refuse(
          request,
          answer.statusCode() == 404 ? 404 : 503,
          "The device that shows counter %s answers %d"
              .formatted(link.counterId(), answer.statusCode()));
    }
  }

  private static void giveFile(
      RoutingContext request, HttpClientResponse answer, String type, boolean isPlaylist) {
    answer
        .body()
        .onSuccess(
            file -> {
              request.response().putHeader("Content-Type", type);
              var unused =
                  request.end(
                      isPlaylist ? VideoRoutes.signed(file, request.request().query()) : file);
            })
        .onFailure(broken -> VideoDoor.refuse(request, 503, "The camera's device broke off"));
  }

  private static void away(RoutingContext request, Place place, Throwable failure) {
    LOG.warn("The cameras' device at {} does not answer: {}", place.address(), failure.toString());
    if (!request.response().ended() && !request.response().headWritten()) {
      VideoDoor.refuse(request, 503, "The device with that camera does not answer");
    }
  }
}
