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
final class SeenElsewhere implements Told {
  private static final Logger LOG = LoggerFactory.getLogger(SeenElsewhere.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final QueueLine queue;
  private final String token;

  /** Something is told every few seconds. */
  private final OnChange trouble = new OnChange();

  SeenElsewhere(QueueLine queue, String token) {
    this.queue = queue;
    this.token = token;
  }

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
        .onSuccess(answer -> answered(path, answer.statusCode()))
        .onFailure(failure -> lost(path, failure.toString()));
  }

  private void answered(String path, int status) {
    if (status / 100 != 2) {
      lost(path, "the hall's agent answers " + status);
    } else if (trouble.isOver(path)) {
      LOG.info("The cameras' {} arrive again", path);
    }
  }

  private void lost(String path, String why) {
    if (trouble.isNew(path, why)) {
      LOG.warn("The cameras' {} are lost: {}", path, why);
    }
  }
}
