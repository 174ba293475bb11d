package io.hallpulse.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes reference data as JSON lines of kind REF under one identity. */
public final class ReferenceLines {
  private static final JsonMapper JSON = new JsonMapper();

  private final Origin origin;
  private final List<String> lines = new ArrayList<>();

  public ReferenceLines(Origin origin) {
    this.origin = origin;
  }

  /** Adds a datum that holds from {@code effectiveFrom}. */
  public ReferenceLines add(String type, String valueJson, Instant effectiveFrom) {
    var line = JSON.createObjectNode();
    line.put("kind", "REF")
        .put("source", origin.source())
        .put("epoch", origin.epoch())
        .put("seq", lines.size() + 1L)
        .put("time", effectiveFrom.toString())
        .put("type", type)
        .set("value", object(valueJson));
    lines.add(line.toString());
    return this;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON object: " + json, e);
    }
  }
}
