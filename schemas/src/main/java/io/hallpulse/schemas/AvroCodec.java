package io.hallpulse.schemas;

import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records to bytes and back in Avro's single-object encoding: {@code C3 01}, the fingerprint
 * (CRC-64 of the writer's schema, 8 bytes), the record. Whoever reads resolves the writer's schema
 * against the one it was built with, so that older and newer writers are understood.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     specification</a>
 */
public final class AvroCodec<T extends SpecificRecordBase> {
  private final Class<T> type;
  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private AvroCodec(Class<T> type, SchemaStore writers) {
    var data = SpecificData.getForClass(type);
    data.setCustomCoders(true);
    this.type = type;
    this.schema = data.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.decoder = new BinaryMessageDecoder<>(data, schema, writers);
  }

  public static AvroCodec<EventBatch> batches(SchemaStore writers) {
    return new AvroCodec<>(EventBatch.class, writers);
  }

  public static AvroCodec<EventBatch> batches() {
    return batches(new SchemaStore.Cache());
  }

  public static AvroCodec<DeadLetter> deadLetters() {
    return new AvroCodec<>(DeadLetter.class, new SchemaStore.Cache());
  }

  public static AvroCodec<ReferenceVersion> references() {
    return new AvroCodec<>(ReferenceVersion.class, new SchemaStore.Cache());
  }

  public static AvroCodec<LiveHall> liveHalls() {
    return new AvroCodec<>(LiveHall.class, new SchemaStore.Cache());
  }

  public static AvroCodec<LiveQueue> liveQueues() {
    return new AvroCodec<>(LiveQueue.class, new SchemaStore.Cache());
  }

  public static AvroCodec<LiveCounter> liveCounters() {
    return new AvroCodec<>(LiveCounter.class, new SchemaStore.Cache());
  }

  public byte[] encode(T record) {
    var bytes = new ByteArrayOutputStream(1024);
    try {
      encoder.encode(record, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The record in the bytes, or why there is none. */
  public Parsed<T> decode(byte[] bytes) {
    try {
      return new Parsed.Accepted<>(decoder.decode(bytes));
    } catch (MissingSchemaException e) {
      return new Parsed.Rejected<>(
          "written with an unknown schema of %s: %s"
              .formatted(type.getSimpleName(), e.getMessage()));
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      return new Parsed.Rejected<>("not a %s: %s".formatted(type.getSimpleName(), e));
    }
  }

  public Schema schema() {
    return schema;
  }

  /** The key under which this schema stands in {@link Topics#WRITER_SCHEMAS}. */
  public String fingerprint() {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }
}
