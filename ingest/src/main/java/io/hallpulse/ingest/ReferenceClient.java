package io.hallpulse.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands reference data, as JSON lines of kind REF, to serving, which is its master. */
public final class ReferenceClient {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceClient.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int LINES_A_REQUEST = 5_000;
  private static final long PAUSE_MILLIS = 500;

  private final URI address;
  private final Administrator administrator;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * @param serving its address, as in {@code http://127.0.0.1:8080}
   * @param patience how long to wait for serving and for its publishing
   */
  public ReferenceClient(URI serving, Administrator administrator, Duration patience) {
    this.address = serving.resolve("/api/v1/reference/import");
    this.administrator = administrator;
    this.patience = patience;
  }

  /** The client for an address of the command line; the password comes from the environment. */
  public static ReferenceClient fromEnvironment(URI serving) {
    return new ReferenceClient(serving, Administrator.fromEnvironment(), Duration.ofSeconds(120));
  }

  /**
   * What serving made of the lines.
   *
   * @param rejected lines that it refused, counted from 1
   */
  public record Answer(int accepted, int repeated, List<RejectedLine> rejected, boolean published) {
    public Answer {
      rejected = rejected == null ? List.of() : List.copyOf(rejected);
    }
  }

  public record RejectedLine(int line, String reason) {}

  /** Sends the lines and returns once serving has published them. */
  public Answer send(List<String> lines) {
    int accepted = 0;
    int repeated = 0;
    var rejected = new ArrayList<RejectedLine>();
    for (int from = 0; from < lines.size(); from += LINES_A_REQUEST) {
      var part = lines.subList(from, Math.min(lines.size(), from + LINES_A_REQUEST));
      var answer = sendPublished(part);
      accepted += answer.accepted();
      repeated += answer.repeated();
      for (var refused : answer.rejected()) {
        rejected.add(new RejectedLine(from + refused.line(), refused.reason()));
      }
    }
    return new Answer(accepted, repeated, rejected, true);
  }

  private Answer sendPublished(List<String> lines) {
    long deadline = System.nanoTime() + patience.toNanos();
    var body = String.join("\n", lines) + "\n";
    @Nullable Answer first = null;
    var problem = "";
    do {
      var reply = post(body);
      if (reply.answer() != null) {
        first = first == null ? reply.answer() : first;
        if (reply.answer().published()) {
          return new Answer(first.accepted(), first.repeated(), first.rejected(), true);
        }
      }
      if (!reply.problem().equals(problem)) {
        problem = reply.problem();
        LOG.info("Waiting for serving at {}: {}", address, problem);
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw new Failure(
        "Reference data could not be handed to serving at %s within %d s: %s"
            .formatted(address, patience.toSeconds(), problem));
  }

  private record Reply(@Nullable Answer answer, String problem) {}

  private Reply post(String body) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", administrator.basic())
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return reply(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Reply(null, "it does not answer (%s); is it running?".formatted(e));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Reply reply(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new Failure(
          "Serving at %s refuses %s (%d); set HALLPULSE_ADMIN_USER and HALLPULSE_ADMIN_PASSWORD"
              .formatted(address, administrator, status));
    }
    if (status >= 500) {
      return new Reply(null, "it answers %d %s".formatted(status, response.body()));
    }
    if (status / 100 != 2) {
      throw new Failure(
          "Serving at %s does not take reference data: %d %s"
              .formatted(address, status, response.body()));
    }
    try {
      var answer = JSON.readValue(response.body(), Answer.class);
      return new Reply(answer, "it has not published the data to Kafka yet");
    } catch (JsonProcessingException e) {
      throw new Failure(
          "Serving at %s answers what is no import result: %s".formatted(address, response.body()),
          e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Failure("Interrupted while waiting for serving", e);
  }
}
