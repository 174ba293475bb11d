package io.hallpulse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.local.stack.Http;
import io.hallpulse.local.stack.Ports;
import java.io.IOException;

/**
 * How many alarms serving shows.
 *
 * @param counts open, critical, acknowledged and suppressed; empty if serving does not answer
 */
record Alarms(JsonNode counts) {
  static Alarms of(Ports ports) throws InterruptedException {
    try {
      return new Alarms(Http.get(ports.servingUrl() + "/health").path("alerts"));
    } catch (IOException silent) {
      return new Alarms(JsonNodeFactory.instance.objectNode());
    }
  }

  String line() {
    if (counts.isEmpty()) {
      return "alarms      unknown: serving does not answer";
    }
    return "alarms      %d open, %d of them critical, %d acknowledged, %d suppressed"
        .formatted(count("open"), count("critical"), count("acknowledged"), count("suppressed"));
  }

  private int count(String which) {
    return counts.path(which).asInt();
  }
}
