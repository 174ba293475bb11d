package io.hallpulse.agent.vision.video;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The newest segments of each view, in memory. The encoders put them here over a port of 127.0.0.1
 * under a name that only they are told.
 */
final class HlsStore {
  static final String PLAYLIST = "index.m3u8";

  /** The playlist names four; a slow viewer may ask for the one before. */
  private static final int KEPT = 8;

  private static final Set<HttpMethod> PUTTING = Set.of(HttpMethod.PUT, HttpMethod.POST);

  private static final int LARGEST = 8 * 1024 * 1024;

  private final String secret = secret();
  private final AtomicInteger encoders = new AtomicInteger();
  private final Map<String, View> names = new ConcurrentHashMap<>();
  private final Map<View, Map<String, byte[]>> files = new ConcurrentHashMap<>();
  private final HttpServer server;

  private HlsStore(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(this::take);
  }

  static Future<HlsStore> start(Vertx vertx) {
    var store = new HlsStore(vertx);
    return store.server.listen(0, "127.0.0.1").map(store);
  }

  Future<Void> close() {
    files.clear();
    return server.close();
  }

  /** Where an encoder of the view puts its files. */
  String target(View view) {
    // What an encoder before this one still sends is not for anybody any more.
    names.values().remove(view);
    var name = Integer.toString(encoders.incrementAndGet());
    names.put(name, view);
    files.put(view, Map.of());
    return "http://127.0.0.1:%d/%s/%s".formatted(server.actualPort(), secret, name);
  }

  Optional<byte[]> file(View view, String name) {
    return Optional.ofNullable(files.getOrDefault(view, Map.of()).get(name));
  }

  /** Nobody watches any more. */
  void forget(View view) {
    names.values().remove(view);
    files.remove(view);
  }

  private void take(HttpServerRequest request) {
    var parts = request.path().split("/", -1);
    var view = parts.length == 4 && parts[1].equals(secret) ? names.get(parts[2]) : null;
    if (view == null || !PUTTING.contains(request.method())) {
      var unused = request.response().setStatusCode(404).end();
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              if (body.length() <= LARGEST) {
                put(view, parts[3], body.getBytes());
              }
              var unused = request.response().end();
            });
  }

  private void put(View view, String name, byte[] bytes) {
    files.computeIfPresent(
        view,
        (same, before) -> {
          var kept = new LinkedHashMap<>(before);
          kept.remove(name);
          kept.put(name, bytes);
          var names = kept.keySet().iterator();
          while (kept.size() > KEPT && names.hasNext()) {
            if (!names.next().equals(PLAYLIST)) {
              names.remove();
            }
          }
          return Collections.unmodifiableMap(kept);
        });
  }

  private static String secret() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
