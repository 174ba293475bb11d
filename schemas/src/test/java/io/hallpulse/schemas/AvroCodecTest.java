package io.hallpulse.schemas;

import static io.hallpulse.schemas.Changed.event;
import static io.hallpulse.schemas.Changed.fields;
import static io.hallpulse.schemas.Changed.kinds;
import static io.hallpulse.schemas.Changed.nullableText;
import static io.hallpulse.schemas.Changed.position;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroCodecTest {
  private static final Schema TODAY = EventBatch.getClassSchema();
  private static final Schema OLDER = Changed.schema(TODAY, AvroCodecTest::withoutLastFields);
  private static final Schema NEWER = Changed.schema(TODAY, AvroCodecTest::withMore);
  private static final Wire<?> BATCHES = Wire.all().get(0);

  private final EventBatch batch = (EventBatch) Samples.of(TODAY, false);

  static List<Wire<?>> wires() {
    return Wire.all();
  }

  @ParameterizedTest
  @MethodSource("wires")
  void readsWhatItWrote(Wire<?> wire) {
    var record = Samples.of(wire.knowing().schema(), false);

    assertThat(wire.knowing().decode(wire.encode(record))).isEqualTo(new Accepted<>(record));
  }

  /** A logical type on a field would switch them off, and nobody would notice but the bill. */
  @ParameterizedTest
  @MethodSource("wires")
  void usesTheFastGeneratedCoders(Wire<?> wire) throws ReflectiveOperationException {
    assertThat(hasCustomCoders(wire.type())).isTrue();
    assertThat(SpecificData.getForClass(wire.type()).useCustomCoders()).isTrue();
  }

  @Test
  void usesTheFastGeneratedCodersForTheEventsOfABatch() throws ReflectiveOperationException {
    assertThat(hasCustomCoders(Event.class)).isTrue();
  }

  @Test
  void readsAWriterThatLacksTheLastFields() throws IOException {
    var bytes = written(OLDER, record -> {});

    var read = accepted(AvroCodec.batches(store(OLDER)).decode(bytes));

    var beat = read.getEvents().get(29);
    assertThat(beat.getKind()).isEqualTo(EventKind.HEARTBEAT);
    assertThat(beat.getLastSeq()).isNull();
    assertThat(read.getEvents().subList(0, 29)).isEqualTo(batch.getEvents().subList(0, 29));
  }

  @Test
  void readsAWriterThatHasMoreFieldsAndKinds() throws IOException {
    var bytes =
        written(
            NEWER,
            record -> {
              record.put("hmac", "abc");
              var event = (GenericRecord) ((List<?>) record.get("events")).get(3);
              event.put("mood", "calm");
              event.put(
                  "kind",
                  new GenericData.EnumSymbol(
                      event.getSchema().getField("kind").schema(), "TICKET_RECALLED"));
            });

    var read = accepted(AvroCodec.batches(store(NEWER)).decode(bytes));

    assertThat(read.getEvents().get(3).getKind()).isEqualTo(EventKind.UNKNOWN);
    assertThat(read.getEvents().get(3).getTicketId())
        .isEqualTo(batch.getEvents().get(3).getTicketId());
    assertThat(read.getEvents().subList(4, 31)).isEqualTo(batch.getEvents().subList(4, 31));
  }

  @Test
  void aReaderOfYesterdayUnderstandsWhatIsWrittenNow() throws IOException {
    var reader = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), OLDER);
    reader.addSchema(TODAY);

    var read = reader.decode(BATCHES.encode(batch));

    assertThat((List<?>) read.get("events")).hasSize(31);
    assertThat(read.get("hall_id")).hasToString(batch.getHallId());
  }

  @Test
  void anUnknownSchemaIsRejectedByItsFingerprint() throws IOException {
    assertThat(reason(AvroCodec.batches().decode(written(NEWER, record -> {}))))
        .isEqualTo(
            "EventBatch is written with schema %s, which is unknown here"
                .formatted(GoldenSamples.fingerprint(NEWER)));
  }

  @Test
  void anotherRecordIsRejected() {
    var letter = Samples.of(DeadLetter.getClassSchema(), false);
    var bytes = AvroCodec.deadLetters().encode((DeadLetter) letter);

    assertThat(reason(AvroCodec.batches(store(letter.getSchema())).decode(bytes)))
        .startsWith("not a EventBatch: Found io.hallpulse.schemas.event.DeadLetter, expecting");
  }

  @Test
  void emptyAndForeignBytesAreRejectedWithTheirBegin() {
    assertThat(reason(AvroCodec.batches().decode(new byte[0])))
        .isEqualTo(
            "not a EventBatch: 0 bytes that begin with [], not with C3 01 and a fingerprint");
    assertThat(reason(AvroCodec.batches().decode("{\"kind\":\"CASE_STEP\"}".getBytes(UTF_8))))
        .isEqualTo(
            "not a EventBatch: 20 bytes that begin with [7B 22 6B 69 6E 64 22 3A 22 43], not with"
                + " C3 01 and a fingerprint");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void everyTruncationIsRejected(Wire<?> wire) {
    for (var sparse : List.of(true, false)) {
      var bytes = wire.encode(Samples.of(wire.knowing().schema(), sparse));
      for (int length = 0; length < bytes.length; length++) {
        assertThat(wire.knowing().decode(Arrays.copyOf(bytes, length)))
            .as("%d of %d bytes", length, bytes.length)
            .isInstanceOf(Rejected.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void bytesBehindTheRecordAreRejected(Wire<?> wire) {
    var bytes = wire.encode(Samples.of(wire.knowing().schema(), false));

    assertThat(reason(wire.knowing().decode(Arrays.copyOf(bytes, bytes.length + 1))))
        .endsWith("more bytes follow the record");
  }

  @Test
  void absurdLengthsAreRejectedBeforeMemoryIsTaken() throws IOException {
    for (long length : new long[] {-1, 1 << 20, Integer.MAX_VALUE - 9, Long.MAX_VALUE}) {
      assertThat(reason(AvroCodec.batches().decode(text(length)))).startsWith("not a EventBatch: ");
      assertThat(reason(AvroCodec.batches().decode(events(length))))
          .startsWith("not a EventBatch: ");
      assertThat(reason(AvroCodec.batches().decode(events(-length))))
          .startsWith("not a EventBatch: ");
      assertThat(reason(AvroCodec.deadLetters().decode(raw(length))))
          .startsWith("not a DeadLetter: ");
    }
  }

  private static byte[] text(long length) throws IOException {
    return message(AvroCodec.batches(), out -> out.writeLong(length));
  }

  private static byte[] events(long count) throws IOException {
    return message(
        AvroCodec.batches(),
        out -> {
          out.writeString("s");
          out.writeLong(1);
          out.writeLong(1);
          out.writeString("d");
          out.writeString("h");
          out.writeLong(count);
          out.writeLong(5); // the block's size if the count is negative
        });
  }

  private static byte[] raw(long length) throws IOException {
    return message(
        AvroCodec.deadLetters(),
        out -> {
          out.writeString("t");
          out.writeInt(0);
          out.writeLong(0);
          out.writeInt(0);
          out.writeString("r");
          out.writeLong(length);
        });
  }

  private interface Body {
    void write(Encoder out) throws IOException;
  }

  private static byte[] message(AvroCodec<?> codec, Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xC3, 0x01});
    bytes.write(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.parseUnsignedLong(codec.fingerprint(), 16))
            .array());
    var out = EncoderFactory.get().binaryEncoder(bytes, null);
    body.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private interface Edit {
    void change(GenericRecord batch);
  }

  /** The sample as a writer of that schema sends it. */
  private byte[] written(Schema writer, Edit edit) throws IOException {
    var converter = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), writer);
    converter.addSchema(TODAY);
    var record = converter.decode(BATCHES.encode(batch));
    edit.change(record);
    var bytes = new ByteArrayOutputStream();
    new BinaryMessageEncoder<GenericRecord>(GenericData.get(), writer).encode(record, bytes);
    return bytes.toByteArray();
  }

  private static void withoutLastFields(ObjectNode schema) {
    for (var name : List.of("last_seq", "clock_offset_ms", "spool_depth")) {
      fields(event(schema)).remove(position(event(schema), name));
    }
  }

  private static void withMore(ObjectNode schema) {
    fields(schema).add(nullableText("hmac"));
    fields(event(schema)).add(nullableText("mood"));
    ((ArrayNode) kinds(event(schema)).get("symbols")).add("TICKET_RECALLED");
  }

  private static SchemaStore store(Schema writer) {
    var store = new SchemaStore.Cache();
    store.addSchema(writer);
    return store;
  }

  private static boolean hasCustomCoders(Class<? extends SpecificRecordBase> type)
      throws ReflectiveOperationException {
    var method = SpecificRecordBase.class.getDeclaredMethod("hasCustomCoders");
    method.setAccessible(true);
    return (boolean) method.invoke(type.getConstructor().newInstance());
  }

  private static EventBatch accepted(Parsed<EventBatch> parsed) {
    assertThat(parsed).isInstanceOf(Accepted.class);
    return ((Accepted<EventBatch>) parsed).value();
  }

  private static String reason(Parsed<?> parsed) {
    assertThat(parsed).isInstanceOf(Rejected.class);
    return ((Rejected<?>) parsed).reason();
  }
}
