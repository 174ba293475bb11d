package io.hallpulse.serving.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.grant.VideoLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The part of an edge agent that serving asks for video, over HTTP: lets in by links that were
 * signed with the device's key, and writes pictures as fast as they are taken.
 */
final class HallCamera implements AutoCloseable {
  static final int PICTURE_BYTES = 64 * 1024;
  static final String TYPE = "multipart/x-mixed-replace; boundary=x";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] key;
  private final String counterId;
  final AtomicLong written = new AtomicLong();
  final AtomicLong looking = new AtomicLong();

  HallCamera(byte[] key, String counterId) throws IOException {
    this.key = key;
    this.counterId = counterId;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/video/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var query =
          Arrays.stream(String.valueOf(exchange.getRequestURI().getRawQuery()).split("&"))
              .map(each -> each.split("=", 2))
              .collect(
                  Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
      if (VideoLink.read(counterId, query::get, key, Instant.now()) instanceof Parsed.Rejected<?>) {
        exchange.sendResponseHeaders(403, -1);
      } else if (path.endsWith("/live.mjpeg")) {
        stream(exchange);
      } else if (path.endsWith(".m3u8")) {
        var own = exchange.getRequestURI().getRawQuery();
        send(exchange, "application/vnd.apple.mpegurl", "#EXTM3U\n#EXTINF:1,\n7.ts?" + own + "\n");
      } else if (path.endsWith("/7.ts")) {
        send(exchange, "video/mp2t", "a segment");
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    exchange.sendResponseHeaders(200, 0);
    looking.incrementAndGet();
    var picture = new byte[PICTURE_BYTES];
    try (var out = exchange.getResponseBody()) {
      for (long number = 0; true; number++) {
        var head = "--x\r\nContent-Length: %d\r\nNumber: %d\r\n\r\n";
        out.write(head.formatted(PICTURE_BYTES, number).getBytes(UTF_8));
        out.write(picture);
        out.flush();
        written.addAndGet(PICTURE_BYTES);
      }
    } finally {
      looking.decrementAndGet();
    }
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, text.length());
    exchange.getResponseBody().write(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
