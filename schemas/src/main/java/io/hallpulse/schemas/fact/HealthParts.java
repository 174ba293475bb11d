package io.hallpulse.schemas.fact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index is made of, as it stands in the column {@code parts}.
 *
 * @param cardPoints taken off for cards
 * @param p10 index that a tenth of the scope's counters do not reach; null for a counter
 * @param worst up to three counters with the lowest index; empty for a counter
 */
public record HealthParts(
    List<FactorPart> factors,
    int cardPoints,
    int warnings,
    int yellowCards,
    int redCards,
    @Nullable Double p10,
    List<CounterScore> worst) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * What one factor takes off.
   *
   * @param prior rate expected before anything is seen
   * @param rate of loss, shrunk towards it
   * @param penalty 0 to 1
   * @param points taken off
   */
  public record FactorPart(
      String factor,
      long lossMillionths,
      long exposure,
      long unknown,
      int incidents,
      int weight,
      double prior,
      double rate,
      double penalty,
      double points) {}

  /** A counter and its index. */
  public record CounterScore(String counterId, double shi) {}

  /** Fields in snake_case, in this order. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot be written as JSON: " + this, e);
    }
  }

  /**
   * What {@link #json()} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static HealthParts read(String json) {
    try {
      return MAPPER.readValue(json, HealthParts.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not the parts of an index: " + json, e);
    }
  }
}
