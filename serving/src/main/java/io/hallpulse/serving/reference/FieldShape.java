package io.hallpulse.serving.reference;

import io.hallpulse.schemas.reference.DatumField;
import io.hallpulse.schemas.reference.ReferenceType;
import io.micronaut.core.annotation.Nullable;
import java.util.Arrays;
import java.util.List;

/**
 * A field of a kind of reference data, as a form asks for it.
 *
 * @param name in JSON
 * @param kind text, number, check (true or false), choice, or json for lists and parts
 * @param needed false if a datum may be without it
 * @param choices of a choice; null of all else
 */
public record FieldShape(String name, String kind, boolean needed, @Nullable List<String> choices) {
  static List<FieldShape> of(ReferenceType type) {
    return type.fields().stream().map(FieldShape::of).toList();
  }

  private static FieldShape of(DatumField field) {
    var type = field.type();
    var choices =
        type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList() : null;
    return new FieldShape(field.name(), kind(type), field.needed(), choices);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "choice";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "check";
    }
    return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "number" : "json";
  }
}
