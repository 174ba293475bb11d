package io.hallpulse.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * How a device without the role queue is. It answers for itself, and passes this on to nobody: the
 * agent that has the role queue does not know this device's certificates, and with one that has
 * ended it cannot be asked.
 */
final class DeviceHealth {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final String HEALTH = "/health";
  private static final String METRICS = "/metrics";
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final QueueLine queue;
  private final Certificates certificates;

  DeviceHealth(QueueLine queue, Certificates certificates) {
    this.queue = queue;
    this.certificates = certificates;
  }

  /** How the agent with the role queue is, as this device sees it. */
  enum Queue {
    UP,
    DOWN,
    /** It does not answer. */
    AWAY
  }

  /**
   * What is told.
   *
   * @param status UP while pages can be served
   * @param certificates of its own key and of those that it believes
   */
  record Health(String status, Queue queue, List<Certificates.Certificate> certificates) {}

  boolean takes(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET)
        && (request.path().equals(HEALTH) || request.path().equals(METRICS));
  }

  void handle(HttpServerRequest request) {
    ask()
        .onSuccess(
            found -> {
              if (request.path().equals(METRICS)) {
                send(request, 200, "text/plain; version=0.0.4", metrics(found));
              } else {
                send(request, found == Queue.UP ? 200 : 503, "application/json", health(found));
              }
            });
  }

  private Future<Queue> ask() {
    return queue
        .client()
        .request(queue.to(HttpMethod.GET, HEALTH).setTimeout(PATIENCE_MILLIS))
        .compose(onward -> onward.send())
        .map(answer -> answer.statusCode() == 200 ? Queue.UP : Queue.DOWN)
        .otherwise(Queue.AWAY);
  }

  private String health(Queue found) {
    try {
      return JSON.writeValueAsString(
          new Health(found == Queue.UP ? "UP" : "DOWN", found, certificates.all()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the health of this device", e);
    }
  }

  private String metrics(Queue found) {
    return """
        # TYPE hallpulse_agent_queue_up gauge
        hallpulse_agent_queue_up %d
        # TYPE hallpulse_agent_certificates_ending gauge
        hallpulse_agent_certificates_ending %d
        """
        .formatted(found == Queue.UP ? 1 : 0, Certificates.ending(certificates.all()));
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    if (!request.response().ended() && !request.response().closed()) {
      request
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", type)
          .putHeader("Cache-Control", "no-store")
          .end(body);
    }
  }
}
