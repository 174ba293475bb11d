package io.hallpulse.schemas.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm was raised upon, as it stands in the column {@code facts}; what does not apply is
 * left out.
 *
 * @param value that was found: an index, minutes, a count
 * @param limit that it was held against
 * @param category that is shown
 * @param waiting people that wait
 * @param counterId counter that it is about
 * @param ticketId ticket that it is about
 * @param due by when something was to be done, ISO-8601
 * @param detail in words
 */
public record AlarmFacts(
    @Nullable Double value,
    @Nullable Double limit,
    @Nullable String category,
    @Nullable Integer waiting,
    @Nullable String counterId,
    @Nullable String ticketId,
    @Nullable String due,
    @Nullable String detail) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  /** A value beyond its limit. */
  public static AlarmFacts of(double value, double limit) {
    return new AlarmFacts(value, limit, null, null, null, null, null, null);
  }

  /** In words. */
  public static AlarmFacts of(String detail) {
    return new AlarmFacts(null, null, null, null, null, null, null, detail);
  }

  public AlarmFacts shownAs(String shown) {
    return new AlarmFacts(value, limit, shown, waiting, counterId, ticketId, due, detail);
  }

  public AlarmFacts waiting(int people) {
    return new AlarmFacts(value, limit, category, people, counterId, ticketId, due, detail);
  }

  /** About a ticket, perhaps at a counter. */
  public AlarmFacts about(@Nullable String counter, String ticket) {
    return new AlarmFacts(value, limit, category, waiting, counter, ticket, due, detail);
  }

  public AlarmFacts due(String time) {
    return new AlarmFacts(value, limit, category, waiting, counterId, ticketId, time, detail);
  }

  /** Fields in snake_case, in this order. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot be written as JSON: " + this, e);
    }
  }
}
