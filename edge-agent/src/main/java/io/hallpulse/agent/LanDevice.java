package io.hallpulse.agent;

import io.hallpulse.agent.eyes.Eyes;
import io.hallpulse.agent.tls.Certificates;
import io.hallpulse.agent.tls.Tls;
import io.hallpulse.agent.vision.CameraSettings;
import io.hallpulse.agent.vision.video.VideoDoor;
import io.hallpulse.agent.web.Access;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device without the role queue: it passes its pages' calls on to the agent that has it, streams
 * included, and answers 502 while that is away. Its own card reader and printer it drives itself,
 * and its own health it tells itself.
 */
final class LanDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LanDevice.class);
  private static final String AWAY =
      "{\"type\":\"urn:hallpulse:problem:queue-unreachable\",\"title\":\"Queue unreachable\","
          + "\"status\":502,\"detail\":\"The agent with the role queue does not answer\"}";

  private static final String QUEUE = "queue";

  /** The agent forgets after a minute. */
  private static final long TELL_AGAIN = TimeUnit.SECONDS.toMillis(20);

  private final Settings settings;
  private final Path folder;
  private final Vertx vertx;
  private final @Nullable Tls tls;
  private final QueueLine queue;
  private final Plugs plugs;
  private final OwnDrivers own;
  private final DeviceHealth health;
  private @Nullable Eyes eyes;
  private volatile @Nullable Router video;
  private final OnChange trouble = new OnChange();

  LanDevice(Settings settings, Path folder) throws IOException {
    this.settings = settings;
    this.folder = folder;
    this.tls = settings.tls() == null ? null : settings.tls().in(folder);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
    var certificates = new Certificates(tls == null ? List.of() : List.of(tls), Clock.systemUTC());
    certificates.lookDaily(vertx);
    this.queue = QueueLine.open(vertx, URI.create(String.valueOf(settings.queueUrl())), tls);
    this.plugs = new Plugs(settings);
    this.own = new OwnDrivers(vertx, queue, plugs);
    this.health = new DeviceHealth(queue, certificates);
  }

  Plugs plugs() {
    return plugs;
  }

  LanDevice start() throws IOException, InterruptedException {
    var options = new HttpServerOptions();
    try {
      vertx
          .createHttpServer(tls == null ? options : tls.server(options))
          .requestHandler(this::answer)
          .listen(settings.port(), String.valueOf(settings.host()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "Cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e), e);
    }
    if (settings.cameras() != null) {
      look(String.valueOf(settings.queueToken()));
    }
    LOG.info("Passes on from {} to {}", settings.address(), queue);
    return this;
  }

  /** What cameras see is told; live video is shown to whom the agent lets in. */
  private void look(String token) throws InterruptedException {
    var clock = Clock.systemUTC();
    var seen = new SeenElsewhere(queue, token);
    var watching = Eyes.open(vertx, folder, settings.watched(), /* faces= */ null, clock, seen);
    eyes = watching;
    if (!watching.hasVideo()) {
      return;
    }
    var router = Router.router(vertx);
    watching.mountVideo(router, new VideoDoor(Access.sharedKey(token), clock));
    video = router;
    var counters = List.copyOf(CameraSettings.cameraOfCounter(settings.watched()).keySet());
    seen.tellVideo(settings.videoAddress(), counters);
    vertx.setPeriodic(TELL_AGAIN, timer -> seen.tellVideo(settings.videoAddress(), counters));
  }

  private void answer(HttpServerRequest request) {
    var shown = video;
    if (shown != null && request.path().startsWith("/video/")) {
      shown.handle(request);
    } else if (own.takes(request)) {
      own.handle(request);
    } else if (health.takes(request)) {
      health.handle(request);
    } else {
      pass(request);
    }
  }

  private void pass(HttpServerRequest request) {
    request.pause();
    queue
        .client()
        .request(queue.to(request.method(), request.uri()))
        .onSuccess(
            onward -> {
              onward.headers().setAll(request.headers());
              // The page's origin is this device; there it is the agent itself that asks.
              onward.headers().remove("Origin").remove("Host");
              onward.putHeader("X-Forwarded-Proto", request.isSSL() ? "https" : "http");
              onward.putHeader(OwnDrivers.HEADER, own.names());
              request.resume();
              onward
                  .send(request)
                  .onSuccess(
                      answer -> {
                        if (trouble.isOver(QUEUE)) {
                          LOG.info("The agent at {} can be asked again", queue);
                        }
                        var back = request.response();
                        back.setStatusCode(answer.statusCode());
                        back.headers().setAll(answer.headers());
                        back.closeHandler(gone -> onward.reset());
                        answer.pipeTo(back).onFailure(broken -> reset(onward));
                      })
                  .onFailure(failure -> away(request, failure));
            })
        .onFailure(failure -> away(request, failure));
  }

  private static void reset(HttpClientRequest onward) {
    onward.reset();
  }

  /** Pages ask again every few seconds: of one trouble one word. */
  private void away(HttpServerRequest request, Throwable failure) {
    if (trouble.isNew(QUEUE, failure.toString())) {
      LOG.warn("The agent at {} cannot be asked: {}", queue, failure.toString());
    }
    if (!request.response().ended() && !request.response().headWritten()) {
      request
          .response()
          .setStatusCode(502)
          .putHeader("Content-Type", "application/problem+json")
          .end(AWAY);
    }
  }

  @Override
  public void close() throws Exception {
    if (eyes != null) {
      eyes.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    plugs.close();
  }
}
