package io.hallpulse.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.upkeep.ledger.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the verdict as JSON at /verdict, that of some halls at /verdict?hall=A&hall=B; it and the
 * upkeep as figures at /metrics.
 */
final class VerdictServer implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new AsText<>())
                  .addSerializer(LocalDate.class, new AsText<>()));

  private static final String HALL = "hall=";

  private final HttpServer server;

  /**
   * @param upkeep the upkeep's figures for Prometheus
   */
  VerdictServer(int port, Supplier<Verdict> verdict, Supplier<String> upkeep) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answer(
        "/verdict",
        "application/json",
        query -> JSON.writeValueAsString(ofHalls(verdict.get(), query)));
    answer("/metrics", "text/plain; version=0.0.4", query -> metrics(verdict.get()) + upkeep.get());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private interface Body {
    String text(@Nullable String query) throws IOException;
  }

  private static Verdict ofHalls(Verdict verdict, @Nullable String query) {
    if (query == null) {
      return verdict;
    }
    return verdict.of(
        Arrays.stream(query.split("&"))
            .filter(each -> each.startsWith(HALL))
            .map(each -> URLDecoder.decode(each.substring(HALL.length()), UTF_8))
            .collect(Collectors.toSet()));
  }

  private static final class AsText<T> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider all) throws IOException {
      json.writeString(value.toString());
    }
  }

  private void answer(String path, String type, Body body) {
    server.createContext(
        path,
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, 404, "text/plain", "/verdict or /metrics\n");
          } else {
            send(exchange, 200, type, body.text(exchange.getRequestURI().getRawQuery()));
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      var bytes = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String metrics(Verdict verdict) {
    var text = new StringBuilder();
    for (var state : Verdict.State.values()) {
      text.append(
          "hallpulse_ledger_state{state=\"%s\"} %d%n"
              .formatted(state, state == verdict.state() ? 1 : 0));
    }
    text.append("hallpulse_ledger_behind_seconds %d%n".formatted(verdict.behindSeconds()));
    text.append("hallpulse_ledger_arrived_events %d%n".formatted(verdict.arrived()));
    text.append("hallpulse_ledger_stored_rows %d%n".formatted(verdict.stored()));
    text.append("hallpulse_ledger_lost_events %d%n".formatted(verdict.lost()));
    text.append("hallpulse_ledger_doubled_events %d%n".formatted(verdict.doubled()));
    text.append("hallpulse_ledger_unreadable_records %d%n".formatted(verdict.unreadable()));
    text.append("hallpulse_ledger_denied_batches %d%n".formatted(verdict.denied()));
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
