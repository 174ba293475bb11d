package io.hallpulse.agent.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.schemas.event.EventJson;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records as JSON: snake_case, absent values left out; reading is strict. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /** Messages name fields, never values: these may be personal. */
  static <T> T read(@Nullable String text, Class<T> type) {
    if (text == null || text.isBlank()) {
      throw Refused.unusable("a JSON object is missing");
    }
    try {
      var value = MAPPER.readValue(text, type);
      if (value == null) {
        throw Refused.unusable("the body must be a JSON object");
      }
      return value;
    } catch (JsonMappingException e) {
      var place =
          e.getPath().stream()
              .map(step -> String.valueOf(step.getFieldName()))
              .collect(Collectors.joining("."));
      throw Refused.unusable(
          place.isEmpty()
              ? "the body must be a JSON object"
              : place + " is unknown or of the wrong type");
    } catch (JsonProcessingException e) {
      throw Refused.unusable("the body is not JSON");
    }
  }

  static <T> T required(@Nullable T value, String name) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw Refused.unusable(name + " is missing");
    }
    return value;
  }

  static String time(long micros) {
    return EventJson.instant(micros).toString();
  }

  static @Nullable String timeIfAny(long micros) {
    return micros == 0 ? null : time(micros);
  }
}
