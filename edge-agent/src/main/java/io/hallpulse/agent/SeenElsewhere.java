package io.hallpulse.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.eyes.Told;
import io.hallpulse.schemas.event.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this device's cameras saw goes to the agent that keeps the hall's log. What that does not
 * take is lost, and then unknown; the next word comes within a minute.
 */
record SeenElsewhere(QueueLine queue, String token) implements Told {
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

  /** Where this device's cameras can be watched; forgotten there unless it is told again. */
  void tellVideo(String address, List<String> counters) {
    var body = JSON.createObjectNode().put("address", address);
    var shown = body.putArray("counters");
    counters.forEach(shown::add);
    send("video", body.toString());
  }

  private void send(String path, String body) {
    var options =
        queue
            .to(HttpMethod.POST, "/api/v1/camera/" + path)
            .putHeader("Authorization", "Bearer " + token)
            .putHeader("Content-Type", "application/json");
    queue
        .client()
        .request(options)
        .compose(request -> request.send(Buffer.buffer(body)))
        .onSuccess(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                LOG.warn("The hall's agent answers {} to {} of cameras", answer.statusCode(), path);
              }
            })
        .onFailure(failure -> LOG.warn("The cameras' {} are lost: {}", path, failure.toString()));
  }
}
