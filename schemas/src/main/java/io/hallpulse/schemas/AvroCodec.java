package io.hallpulse.schemas;

import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.SourceGrant;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCase;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Records to bytes and back in Avro's single-object encoding: {@code C3 01}, the fingerprint
 * (CRC-64 of the writer's schema, 8 bytes), the record. Whoever reads resolves the writer's schema
 * against the one it was built with, so that older and newer writers are understood.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     specification</a>
 */
public final class AvroCodec<T extends SpecificRecordBase> {
  private static final int HEADER_BYTES = 10;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final Class<T> type;
  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final SpecificData data;
  private final SchemaStore writers;
  private final Map<Long, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

  private AvroCodec(Class<T> type, SchemaStore writers) {
    this.data = SpecificData.getForClass(type);
    data.setCustomCoders(true);
    this.type = type;
    this.schema = data.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.writers = writers;
    readers.put(
        SchemaNormalization.parsingFingerprint64(schema),
        new SpecificDatumReader<>(schema, schema, data));
  }

  /**
   * @param writers schemas of older and newer writers, as {@link Topics#WRITER_SCHEMAS} keeps them;
   *     without it only records of today's schema are read
   */
  public static AvroCodec<EventBatch> batches(SchemaStore writers) {
    return new AvroCodec<>(EventBatch.class, writers);
  }

  /**
   * @param writers schemas of older and newer writers, as {@link Topics#WRITER_SCHEMAS} keeps them;
   *     without it only records of today's schema are read
   */
  public static AvroCodec<EventBatch> batches() {
    return batches(new SchemaStore.Cache());
  }

  public static AvroCodec<DeadLetter> deadLetters() {
    return deadLetters(new SchemaStore.Cache());
  }

  public static AvroCodec<DeadLetter> deadLetters(SchemaStore writers) {
    return new AvroCodec<>(DeadLetter.class, writers);
  }

  public static AvroCodec<ReferenceVersion> references() {
    return references(new SchemaStore.Cache());
  }

  public static AvroCodec<ReferenceVersion> references(SchemaStore writers) {
    return new AvroCodec<>(ReferenceVersion.class, writers);
  }

  public static AvroCodec<SourceGrant> grants() {
    return grants(new SchemaStore.Cache());
  }

  public static AvroCodec<SourceGrant> grants(SchemaStore writers) {
    return new AvroCodec<>(SourceGrant.class, writers);
  }

  public static AvroCodec<LiveHall> liveHalls() {
    return liveHalls(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveHall> liveHalls(SchemaStore writers) {
    return new AvroCodec<>(LiveHall.class, writers);
  }

  public static AvroCodec<LiveQueue> liveQueues() {
    return liveQueues(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveQueue> liveQueues(SchemaStore writers) {
    return new AvroCodec<>(LiveQueue.class, writers);
  }

  public static AvroCodec<LiveCounter> liveCounters() {
    return liveCounters(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveCounter> liveCounters(SchemaStore writers) {
    return new AvroCodec<>(LiveCounter.class, writers);
  }

  public static AvroCodec<LiveHealth> liveHealth() {
    return liveHealth(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveHealth> liveHealth(SchemaStore writers) {
    return new AvroCodec<>(LiveHealth.class, writers);
  }

  public static AvroCodec<LiveAlert> liveAlerts() {
    return liveAlerts(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveAlert> liveAlerts(SchemaStore writers) {
    return new AvroCodec<>(LiveAlert.class, writers);
  }

  public static AvroCodec<LiveTicket> liveTickets() {
    return liveTickets(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveTicket> liveTickets(SchemaStore writers) {
    return new AvroCodec<>(LiveTicket.class, writers);
  }

  public static AvroCodec<LiveCase> liveCases() {
    return liveCases(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveCase> liveCases(SchemaStore writers) {
    return new AvroCodec<>(LiveCase.class, writers);
  }

  public static AvroCodec<LiveCell> liveCells() {
    return liveCells(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveCell> liveCells(SchemaStore writers) {
    return new AvroCodec<>(LiveCell.class, writers);
  }

  public static AvroCodec<RegistryEvent> registry() {
    return registry(new SchemaStore.Cache());
  }

  public static AvroCodec<RegistryEvent> registry(SchemaStore writers) {
    return new AvroCodec<>(RegistryEvent.class, writers);
  }

  public static AvroCodec<LiveEconomy> liveEconomy() {
    return liveEconomy(new SchemaStore.Cache());
  }

  public static AvroCodec<LiveEconomy> liveEconomy(SchemaStore writers) {
    return new AvroCodec<>(LiveEconomy.class, writers);
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

  /** The record in the bytes, or why there is none; bytes of any kind are survived. */
  public Parsed<T> decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
      return new Parsed.Rejected<>(
          "not a %s: %d bytes that begin with [%s], not with C3 01 and a fingerprint"
              .formatted(
                  type.getSimpleName(),
                  bytes.length,
                  HEX.formatHex(bytes, 0, Math.min(bytes.length, HEADER_BYTES))));
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    try {
      var reader = reader(fingerprint);
      if (reader == null) {
        return new Parsed.Rejected<>(
            "%s is written with schema %016x, which is unknown here"
                .formatted(type.getSimpleName(), fingerprint));
      }
      var in = new BoundedDecoder(bytes, HEADER_BYTES);
      var record = reader.read(null, in);
      if (!in.isEnd()) {
        return new Parsed.Rejected<>(
            "not a %s: more bytes follow the record".formatted(type.getSimpleName()));
      }
      return new Parsed.Accepted<>(record);
    } catch (EOFException e) {
      return new Parsed.Rejected<>(
          "not a %s: the record goes on after the last of %d bytes"
              .formatted(type.getSimpleName(), bytes.length));
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) {
      return new Parsed.Rejected<>("not a %s: %s".formatted(type.getSimpleName(), e.getMessage()));
    }
  }

  private @Nullable SpecificDatumReader<T> reader(long fingerprint) {
    var known = readers.get(fingerprint);
    if (known != null) {
      return known;
    }
    var writer = writers.findByFingerprint(fingerprint);
    if (writer == null) {
      return null;
    }
    var reader = new SpecificDatumReader<T>(writer, schema, data);
    readers.put(fingerprint, reader);
    return reader;
  }

  public Schema schema() {
    return schema;
  }

  /** The key under which this schema stands in {@link Topics#WRITER_SCHEMAS}. */
  public String fingerprint() {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }
}
