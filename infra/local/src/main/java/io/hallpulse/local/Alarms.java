package io.hallpulse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.local.stack.Http;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.IOException;

/**
 * How many alarms serving shows.
 *
 * @param counts open, critical, acknowledged and suppressed; empty if serving does not tell
 * @param trouble why not
 */
record Alarms(JsonNode counts, String trouble) {
  static Alarms of(Ports ports, Secrets secrets) throws InterruptedException {
    try {
      var url = ports.servingUrl() + "/api/v1/alerts/counts";
      return new Alarms(Http.get(url, Secrets.STATUS, secrets.statusPassword()), "");
    } catch (IOException silent) {
      // A refused connection says nothing of itself.
      var trouble = silent.getMessage() == null ? "serving does not answer" : silent.getMessage();
      return new Alarms(JsonNodeFactory.instance.objectNode(), trouble);
    }
  }

  String line() {
    if (counts.isEmpty()) {
      return "alarms      unknown: " + trouble;
    }
    return "alarms      %d open, %d of them critical, %d acknowledged, %d suppressed"
        .formatted(count("open"), count("critical"), count("acknowledged"), count("suppressed"));
  }

  private int count(String which) {
    return counts.path(which).asInt();
  }
}
