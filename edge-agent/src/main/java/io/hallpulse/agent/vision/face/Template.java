package io.hallpulse.agent.vision.face;

import java.util.Arrays;

/**
 * What a model makes of a face. Those of two models cannot be compared, so each says whose it is.
 * It is personal data of the most sensitive kind: it leaves this device never, and a disk only
 * encrypted.
 */
public final class Template {
  private final String modelHash;
  private final float[] values;

  public Template(String modelHash, float[] values) {
    this.modelHash = modelHash;
    this.values = values.clone();
  }

  public String modelHash() {
    return modelHash;
  }

  public float[] values() {
    return values.clone();
  }

  /** 0 for the same picture; a model's limit says from where on it is another person. */
  public double distanceTo(Template other) {
    if (!modelHash.equals(other.modelHash)) {
      throw new IllegalArgumentException(
          "Templates of two models cannot be compared: %s and %s"
              .formatted(modelHash, other.modelHash));
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - other.values[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Overwrites it in memory: a forgotten face must not turn up in a dump. */
  public void wipe() {
    Arrays.fill(values, Float.NaN);
  }

  /** Without its values, since this is what ends up in a log. */
  @Override
  public String toString() {
    return "Template of model " + modelHash;
  }
}
