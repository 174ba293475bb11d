package io.hallpulse.agent.vision.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a TensorFlow.js model: a manifest, and a file in which a number is either a float
 * or a byte that stands for one.
 */
final class TensorShard {
  private record Bytes(double scale, double min) {}

  private record Place(int offset, int length, Optional<Bytes> bytes) {
    int end() {
      return offset + length * (bytes.isPresent() ? 1 : Float.BYTES);
    }
  }

  private final ByteBuffer shard;
  private final Map<String, Place> places = new HashMap<>();

  TensorShard(ModelFile manifest, ModelFile shard) {
    this.shard = ByteBuffer.wrap(shard.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int offset = 0;
    var weights =
        new JsonArray(new String(manifest.bytes(), UTF_8)).getJsonObject(0).getJsonArray("weights");
    for (int i = 0; i < weights.size(); i++) {
      var weight = weights.getJsonObject(i);
      var place = new Place(offset, length(weight.getJsonArray("shape")), bytes(weight));
      places.put(weight.getString("name"), place);
      offset = place.end();
    }
    if (offset != shard.bytes().length) {
      throw new IllegalStateException(
          "%s tells of %d bytes, %s has %d"
              .formatted(manifest.name(), offset, shard.name(), shard.bytes().length));
    }
  }

  float[] values(String name) {
    var place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("The model has no weights " + name);
    }
    var values = new float[place.length()];
    if (place.bytes().isEmpty()) {
      shard
          .slice(place.offset(), values.length * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
    var bytes = place.bytes().get();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((shard.get(place.offset() + i) & 0xFF) * bytes.scale() + bytes.min());
    }
    return values;
  }

  private static int length(JsonArray shape) {
    int length = 1;
    for (int i = 0; i < shape.size(); i++) {
      length *= shape.getInteger(i);
    }
    return length;
  }

  private static Optional<Bytes> bytes(JsonObject weight) {
    var quantization = weight.getJsonObject("quantization");
    if (quantization == null) {
      return Optional.empty();
    }
    if (!"uint8".equals(quantization.getString("dtype"))) {
      throw new IllegalStateException(
          "The weights %s are kept as %s, not as bytes"
              .formatted(weight.getString("name"), quantization.getString("dtype")));
    }
    return Optional.of(new Bytes(quantization.getDouble("scale"), quantization.getDouble("min")));
  }
}
