package io.hallpulse.agent;

import io.hallpulse.agent.eyes.Eyes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device without the role queue: it passes its pages' calls on to the agent that has it, streams
 * included, and answers 502 while that is away. Its own card reader and printer it drives itself.
 */
final class LanDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LanDevice.class);
  private static final String AWAY =
      "{\"type\":\"urn:hallpulse:problem:queue-unreachable\",\"title\":\"Queue unreachable\","
          + "\"status\":502,\"detail\":\"The agent with the role queue does not answer\"}";

  private final Settings settings;
  private final Path folder;
  private final URI queue;
  private final Vertx vertx;
  private final HttpClient client;
  private final Plugs plugs;
  private final OwnDrivers own;
  private @Nullable Eyes eyes;

  LanDevice(Settings settings, Path folder) throws IOException {
    this.settings = settings;
    this.folder = folder;
    this.queue = URI.create(String.valueOf(settings.queueUrl()));
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(3_000));
    this.plugs = new Plugs(settings);
    this.own = new OwnDrivers(vertx, client, queue, plugs);
  }

  Plugs plugs() {
    return plugs;
  }

  LanDevice start() throws IOException, InterruptedException {
    try {
      vertx
          .createHttpServer()
          .requestHandler(this::pass)
          .listen(settings.port(), String.valueOf(settings.host()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "Cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e), e);
    }
    if (settings.cameras() != null) {
      eyes =
          Eyes.open(
              vertx,
              folder,
              settings.watched(),
              /* faces= */ null,
              Clock.systemUTC(),
              new SeenElsewhere(client, queue, String.valueOf(settings.queueToken())));
    }
    LOG.info("Passes on from {}:{} to {}", settings.host(), settings.port(), queue);
    return this;
  }

  private void pass(HttpServerRequest request) {
    if (own.takes(request)) {
      own.handle(request);
      return;
    }
    request.pause();
    var target =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(queue.getHost())
            .setPort(queue.getPort())
            .setURI(request.uri());
    client
        .request(target)
        .onSuccess(
            onward -> {
              onward.headers().setAll(request.headers());
              // The page's origin is this device; there it is the agent itself that asks.
              onward.headers().remove("Origin").remove("Host");
              onward.putHeader(OwnDrivers.HEADER, own.names());
              request.resume();
              onward
                  .send(request)
                  .onSuccess(
                      answer -> {
                        var back = request.response();
                        back.setStatusCode(answer.statusCode());
                        back.headers().setAll(answer.headers());
                        back.closeHandler(gone -> onward.reset());
                        answer.pipeTo(back).onFailure(broken -> reset(onward));
                      })
                  .onFailure(failure -> away(request));
            })
        .onFailure(failure -> away(request));
  }

  private static void reset(HttpClientRequest onward) {
    onward.reset();
  }

  private static void away(HttpServerRequest request) {
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
