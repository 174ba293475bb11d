package io.hallpulse.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.testkit.Broker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server with a real PostgreSQL and a real broker, shared by the tests of this process. */
public final class RunningServer {
  public static final String PASSWORD = "correct horse";
  public static final String LOADER_KEY = "the loader's secret of the tests";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static @Nullable RunningServer shared;

  private final EmbeddedPostgres postgres;
  private final Broker broker;
  private final EmbeddedServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  /** The shared one, with everything running. */
  public static synchronized RunningServer shared() {
    var running = shared;
    if (running == null) {
      running = new RunningServer(newBroker().start());
      shared = running;
      Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
    }
    return running;
  }

  /** One of its own, whose broker the caller starts. */
  public RunningServer(Broker broker) {
    this(broker, Map.of());
  }

  public RunningServer(Broker broker, Map<String, Object> more) {
    try {
      this.postgres = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.broker = broker;
    var settings =
        new HashMap<String, Object>(
            Map.of(
                "micronaut.server.port", "-1",
                "hallpulse.database.url", postgres.getJdbcUrl("postgres", "postgres"),
                "hallpulse.database.user", "postgres",
                "hallpulse.database.password", "postgres",
                "hallpulse.brokers", broker.address(),
                "hallpulse.trino-url", "jdbc:trino://127.0.0.1:1/lake",
                "hallpulse.admin-password", PASSWORD,
                "hallpulse.secret-key", "a secret of the tests",
                "hallpulse.limit.requests", "1000000"));
    settings.put("hallpulse.loader-key", LOADER_KEY);
    settings.putAll(more);
    this.server = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  public static Broker newBroker() {
    try {
      return new Broker(Files.createTempDirectory("hallpulse-broker"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    server.close();
    broker.close();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Broker broker() {
    return broker;
  }

  public EmbeddedPostgres postgres() {
    return postgres;
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public URI at(String path) {
    return URI.create(server.getURI() + path);
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(with(HttpRequest.newBuilder(at(path)), headers));
  }

  public HttpResponse<String> asAdmin(String method, String path, String type, String body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", type)
            .header("Authorization", basic("admin", PASSWORD)));
  }

  public HttpResponse<String> importLines(String... lines) {
    return asAdmin(
        "POST", "/api/v1/reference/import", "application/x-ndjson", String.join("\n", lines));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }
}
