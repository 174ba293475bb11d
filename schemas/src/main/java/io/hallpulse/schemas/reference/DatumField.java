package io.hallpulse.schemas.reference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a reference datum, or of a part of one, as its JSON has it.
 *
 * @param needed whether the record wants it; some that it wants it completes by itself
 */
public record DatumField(String name, Class<?> type, boolean needed) {
  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  /** The fields of a record, in its order. */
  public static List<DatumField> of(Class<?> record) {
    if (!record.isRecord()) {
      throw new IllegalArgumentException(record + " is no record");
    }
    return Arrays.stream(record.getRecordComponents()).map(DatumField::of).toList();
  }

  private static DatumField of(RecordComponent component) {
    var named = component.getAccessor().getAnnotation(JsonProperty.class);
    return new DatumField(
        named == null ? NAMES.translate(component.getName()) : named.value(),
        component.getType(),
        !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }
}
