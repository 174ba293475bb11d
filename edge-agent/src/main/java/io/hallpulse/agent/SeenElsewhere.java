package io.hallpulse.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.eyes.Told;
import io.hallpulse.schemas.event.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this device's cameras saw goes to the agent that keeps the hall's log. What that does not
 * take is lost, and then unknown; the next word comes within a minute.
 */
record SeenElsewhere(HttpClient client, URI queue, String token) implements Told {
  private static final Logger LOG = LoggerFactory.getLogger(SeenElsewhere.class);
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public void tell(Event.Builder event) {
    var body = JSON.createObjectNode();
    var path =
        switch (event.getKind()) {
          case POST_OBSERVED -> {
            body.put("counter_id", event.getCounterId()).put("present", event.getPresent());
            body.put("confidence", event.getConfidence()).put("people", event.getPeople());
            body.put("camera_id", event.getCameraId());
            yield "posts";
          }
          case QUEUE_OBSERVED -> {
            body.put("area_id", event.getAreaId()).put("people", event.getPeople());
            body.put("camera_id", event.getCameraId());
            yield "areas";
          }
          case DEVICE_FAULT -> {
            body.put("device_id", event.getDeviceId()).put("code", event.getCode());
            body.put("detail", event.getDetail());
            yield "faults";
          }
          default -> throw new IllegalArgumentException("No camera tells " + event.getKind());
        };
    send(path, body.toString());
  }

  private void send(String path, String body) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(queue.getHost())
            .setPort(queue.getPort())
            .setURI("/api/v1/camera/" + path)
            .putHeader("Authorization", "Bearer " + token)
            .putHeader("Content-Type", "application/json");
    client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(body)))
        .onSuccess(
            answer -> {
              if (answer.statusCode() != 202) {
                LOG.warn("The hall's agent answers {} to what a camera saw", answer.statusCode());
              }
            })
        .onFailure(failure -> LOG.warn("What a camera saw is lost: {}", failure.toString()));
  }
}
