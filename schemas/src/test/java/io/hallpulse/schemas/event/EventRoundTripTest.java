package io.hallpulse.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.lake.LakeTable;
import java.util.ArrayList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;

/** Any event of any kind comes back the same from a JSON line and from a batch. */
class EventRoundTripTest {
  private static final long MICROS_OF_A_MILLENNIUM = 31_556_952_000_000_000L;

  private final AvroCodec<EventBatch> codec = AvroCodec.batches();

  @Property(tries = 500)
  void comesBackFromItsLine(@ForAll("events") Event event) {
    var line = EventJson.write(event);

    assertThat(line).doesNotContain("\n").doesNotContain("null,");
    assertThat(EventJson.read(line)).isEqualTo(new Accepted<>(new JsonLine.OfEvent(event)));
  }

  @Property(tries = 200)
  void comesBackFromItsBatch(@ForAll("batches") EventBatch batch) {
    assertThat(codec.decode(codec.encode(batch))).isEqualTo(new Accepted<>(batch));
  }

  @Property(tries = 200)
  void itsFieldsAreThoseOfItsRow(@ForAll("events") Event event) throws Exception {
    var names = new ObjectMapper().readTree(EventJson.write(event)).fieldNames();

    assertThat(names).toIterable().isSubsetOf(RawEvent.fields());
    assertThat(RawEvent.table().columns().stream().map(LakeTable.TableColumn::name))
        .containsAll(RawEvent.fields())
        .hasSize(RawEvent.fields().size() + 4);
  }

  @Property(tries = 1000)
  void anyLineIsSurvived(@ForAll String line) {
    assertThat(EventJson.read(line)).isInstanceOf(Parsed.Rejected.class);
  }

  @Property(tries = 1000)
  void aLineWithAnyOtherCharacterIsSurvived(
      @ForAll("events") Event event, @ForAll int place, @ForAll char other) {
    var line = new StringBuilder(EventJson.write(event));
    line.setCharAt(Math.floorMod(place, line.length()), other);

    assertThat(EventJson.read(line.toString())).isNotNull();
  }

  @Provide
  Arbitrary<EventBatch> batches() {
    return events()
        .list()
        .ofMaxSize(5)
        .map(events -> new EventBatch("源", 3L, 1L, "370213", "h1", events));
  }

  @Provide
  Arbitrary<Event> events() {
    return Arbitraries.of(EventKind.class)
        .filter(kind -> kind != EventKind.UNKNOWN)
        .flatMap(EventRoundTripTest::events);
  }

  private static Arbitrary<Event> events(EventKind kind) {
    var values = new ArrayList<Arbitrary<Object>>();
    for (var field : Event.getClassSchema().getFields()) {
      values.add(field.name().equals("kind") ? Arbitraries.just(kind) : values(kind, field));
    }
    return Combinators.combine(values)
        .as(
            all -> {
              var event = new Event();
              for (int i = 0; i < all.size(); i++) {
                if (all.get(i) != null) {
                  event.put(i, all.get(i));
                }
              }
              return event;
            });
  }

  private static Arbitrary<Object> values(EventKind kind, Schema.Field field) {
    var name = EventFields.publicName(field);
    boolean envelope = EventFields.ENVELOPE.contains(name);
    if (!envelope && !EventFields.allowed(kind).contains(name)) {
      return Arbitraries.just(Arbitraries.class).map(none -> (Object) none).injectNull(1.0);
    }
    boolean required =
        envelope ? !field.schema().isNullable() : EventFields.required(kind).contains(name);
    return required ? values(field) : values(field).injectNull(0.4);
  }

  private static Arbitrary<Object> values(Schema.Field field) {
    return switch (EventFields.valueType(field)) {
      case STRING -> texts().asGeneric();
      case INT -> Arbitraries.integers().asGeneric();
      case LONG -> longs(field).asGeneric();
      case DOUBLE -> Arbitraries.doubles().asGeneric();
      case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
      case ARRAY -> texts().list().ofMaxSize(4).asGeneric();
      default -> throw new IllegalStateException("No values for " + field);
    };
  }

  private static Arbitrary<Long> longs(Schema.Field field) {
    if (EventFields.isInstant(field)) {
      return Arbitraries.longs().between(-MICROS_OF_A_MILLENNIUM, 9 * MICROS_OF_A_MILLENNIUM);
    }
    return field.name().equals("seq") ? Arbitraries.longs().greaterOrEqual(1) : Arbitraries.longs();
  }

  /** Without halves of a surrogate pair, which no UTF-8 can carry. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\u0000', '\ud7ff')
        .withCharRange('\ue000', '\uffff')
        .ofMaxLength(12)
        .filter(text -> !text.isBlank());
  }
}
