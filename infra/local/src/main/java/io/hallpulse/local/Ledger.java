package io.hallpulse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.local.stack.Http;
import io.hallpulse.local.stack.Ports;
import java.io.IOException;

/** What the reconciler holds of the ledger. */
record Ledger(JsonNode verdict) {
  static Ledger of(Ports ports) throws InterruptedException {
    try {
      return new Ledger(Http.get(ports.verdictUrl()));
    } catch (IOException silent) {
      return new Ledger(
          JsonNodeFactory.instance
              .objectNode()
              .put("state", "UNKNOWN")
              .put("text", "upkeep does not answer: nobody checks that nothing is lost"));
    }
  }

  String line() {
    return "ledger      %s  %s"
        .formatted(verdict.path("state").asText(), verdict.path("text").asText());
  }
}
