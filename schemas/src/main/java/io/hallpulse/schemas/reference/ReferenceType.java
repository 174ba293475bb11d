package io.hallpulse.schemas.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of reference data and the record that each is. */
public enum ReferenceType {
  DISTRICT(District.class),
  HALL(Hall.class),
  UNIT(ServiceUnit.class),
  COUNTER(ServiceCounter.class),
  QUEUE(Queue.class),
  ITEM(ServiceItem.class),
  STAFF(Clerk.class),
  ROSTER(Roster.class),
  CALENDAR(CalendarDay.class),
  RULESET(RuleSet.class),
  BASELINE(Baseline.class),
  GAZETTEER(GazetteerRow.class),
  FX_RATE(FxRate.class),
  POPULATION(Population.class),
  REFERENCE_COUNTS(ReferenceCount.class),
  SERVICE_POINT(ServicePoint.class),
  CONTACT(Contact.class),
  NEWS(News.class),
  RESTRICTED_AREA(RestrictedArea.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          // A weight left out must not become a weight of 0.
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Class<? extends Datum> record;

  ReferenceType(Class<? extends Datum> record) {
    this.record = record;
  }

  /** The name in JSON lines, topics and paths: {@code counter}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a datum of this kind is made of, in the order of its record. */
  public List<DatumField> fields() {
    return DatumField.of(record);
  }

  /** The kind of that name, empty if there is none. */
  public static Optional<ReferenceType> of(String key) {
    return Arrays.stream(values()).filter(type -> type.key().equals(key)).findFirst();
  }

  /**
   * Reads a datum of this kind and checks its values; {@code effective_from} beside them is
   * ignored.
   */
  public Parsed<Datum> read(String json) {
    try {
      if (!(MAPPER.readTree(json) instanceof ObjectNode object)) {
        return rejected("not a JSON object");
      }
      object.remove("effective_from");
      return read(object);
    } catch (JsonProcessingException e) {
      return rejected("not JSON: " + e.getOriginalMessage());
    }
  }

  private Parsed<Datum> read(ObjectNode object) throws JsonProcessingException {
    try {
      return new Accepted<>(MAPPER.treeToValue(object, record));
    } catch (UnrecognizedPropertyException e) {
      return rejected("has no field " + e.getPropertyName());
    } catch (ValueInstantiationException e) {
      var reason = e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
      return rejected(e.getPath().isEmpty() ? reason : place(e) + ": " + reason);
    } catch (JsonMappingException e) {
      var value = value(object, e);
      return value.isMissingNode() || value.isNull()
          ? rejected(place(e) + " is missing")
          : rejected("%s has a value of the wrong type: %s".formatted(place(e), value));
    }
  }

  /** Where in the datum that is: {@code wait.curve}, {@code queue_ids[2]}. */
  private static String place(JsonMappingException e) {
    var place = new StringBuilder();
    for (var step : e.getPath()) {
      var name = step.getFieldName();
      if (name == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(name);
      }
    }
    return place.toString();
  }

  private static JsonNode value(JsonNode datum, JsonMappingException e) {
    var value = datum;
    for (var step : e.getPath()) {
      var name = step.getFieldName();
      value = name == null ? value.path(step.getIndex()) : value.path(name);
    }
    return value;
  }

  private Parsed<Datum> rejected(@Nullable String reason) {
    return new Rejected<>("%s: %s".formatted(key(), reason));
  }

  /** The datum as JSON, fields in snake_case. */
  public static String write(Datum datum) {
    try {
      return MAPPER.writeValueAsString(datum);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + datum, e);
    }
  }
}
