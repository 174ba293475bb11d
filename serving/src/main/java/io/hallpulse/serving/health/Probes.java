package io.hallpulse.serving.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.access.TrustedCertificate;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.health.ComponentHealth.State;
import io.hallpulse.serving.health.Health.Component;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;

/** Asks the components in the background, so that no request waits for one that is down. */
@Singleton
final class Probes {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Health health;
  private final DataSource database;
  private final Admin kafka;
  private final Settings settings;
  private final ObjectMapper mapper;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private @Nullable HttpClient trino;

  Probes(Health health, DataSource database, Settings settings, ObjectMapper mapper) {
    this.health = health;
    this.database = database;
    this.settings = settings;
    this.mapper = mapper;
    this.kafka =
        Admin.create(
            Map.of(
                "bootstrap.servers", Objects.requireNonNull(settings.brokers()),
                "client.id", "serving-probe",
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "3000"));
  }

  @PreDestroy
  void close() {
    kafka.close(Duration.ofSeconds(1));
  }

  @Scheduled(fixedDelay = "2s")
  void askPostgresql() {
    try (var connection = database.getConnection()) {
      var answers = connection.isValid((int) PATIENCE.toSeconds());
      health.found(
          Component.POSTGRESQL,
          answers ? State.UP : State.DOWN,
          answers ? "answers" : "does not answer within %d s".formatted(PATIENCE.toSeconds()));
    } catch (SQLException e) {
      health.found(Component.POSTGRESQL, State.DOWN, String.valueOf(e.getMessage()));
    }
  }

  @Scheduled(fixedDelay = "2s")
  void askKafka() throws InterruptedException {
    try {
      var nodes =
          kafka.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).size();
      health.found(Component.KAFKA, State.UP, "%d broker(s)".formatted(nodes));
    } catch (ExecutionException | TimeoutException e) {
      health.found(
          Component.KAFKA, State.DOWN, "no broker answers at %s".formatted(settings.brokers()));
    }
  }

  @Scheduled(fixedDelay = "3s")
  void askTrino() throws InterruptedException {
    var url = settings.trinoUrl();
    if (url == null) {
      health.found(Component.TRINO, State.DOWN, "not configured: there is no history");
      return;
    }
    var server = URI.create(url.substring("jdbc:".length())).getAuthority();
    try {
      var answer =
          trino()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "%s://%s/v1/info"
                                  .formatted(
                                      settings.trinoPassword() == null ? "http" : "https", server)))
                      .timeout(PATIENCE)
                      .build(),
                  BodyHandlers.ofString());
      var starting = mapper.readTree(answer.body()).path("starting").asBoolean(true);
      health.found(
          Component.TRINO,
          starting ? State.STARTING : State.UP,
          starting ? "starting" : "answers queries");
    } catch (IOException e) {
      health.found(
          Component.TRINO,
          State.DOWN,
          "does not answer at %s: history is unavailable, live data goes on".formatted(server));
    }
  }

  /** Trino's first start makes its certificate; until then there is nothing to trust. */
  private HttpClient trino() throws IOException {
    var certificate = settings.trinoCertificate();
    var client = trino;
    if (client == null) {
      client =
          certificate == null
              ? http
              : HttpClient.newBuilder()
                  .connectTimeout(PATIENCE)
                  .sslContext(TrustedCertificate.only(Path.of(certificate)))
                  .build();
      trino = client;
    }
    return client;
  }

  @Scheduled(fixedDelay = "5s")
  void askReconciler() throws InterruptedException {
    var url = settings.verdictUrl();
    if (url == null) {
      health.found(Component.LEDGER, State.DEGRADED, "not configured: nobody checks the ledger");
      return;
    }
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      var verdict = mapper.readTree(answer.body());
      health.found(
          Component.LEDGER, ledger(verdict.path("state").asText()), verdict.path("text").asText());
    } catch (IOException e) {
      health.found(
          Component.LEDGER,
          State.DEGRADED,
          "the reconciler does not answer at %s: nobody checks the ledger".formatted(url));
    }
  }

  static State ledger(String verdict) {
    return switch (verdict) {
      case "OK" -> State.UP;
      case "STARTING" -> State.STARTING;
      case "LOST", "DOUBLED", "MISDATED" -> State.DOWN;
      default -> State.DEGRADED; // behind, or without a verdict
    };
  }
}
