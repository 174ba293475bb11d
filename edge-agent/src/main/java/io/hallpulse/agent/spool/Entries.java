package io.hallpulse.agent.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventBatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/** Entries as the payload of a block and back. For one thread at a time. */
final class Entries {
  private static final int BATCH = 1;
  private static final int NOTE = 2;

  /** Ends an entry that has both. */
  private static final int BOTH = 3;

  private static final String SCHEMA = EventBatch.getClassSchema().toString();

  private final SchemaStore.Cache writers = new SchemaStore.Cache();
  private final AvroCodec<EventBatch> codec = AvroCodec.batches(writers);

  String schema() {
    return SCHEMA;
  }

  /** Learns how an older or newer program wrote. */
  void learn(String schema) {
    if (!schema.equals(schema())) {
      writers.addSchema(new Schema.Parser().parse(schema));
    }
  }

  byte[] payload(List<Entry> entries) {
    var out = new ByteArrayOutputStream(512);
    for (var entry : entries) {
      var batch = entry.batch() == null ? new byte[0] : codec.encode(entry.batch());
      var note = entry.note() == null ? new byte[0] : entry.note().getBytes(UTF_8);
      int kind = (entry.batch() == null ? 0 : BATCH) | (entry.note() == null ? 0 : NOTE);
      var head = ByteBuffer.allocate(9).put((byte) kind).putInt(batch.length).putInt(note.length);
      out.writeBytes(head.array());
      out.writeBytes(batch);
      out.writeBytes(note);
    }
    return out.toByteArray();
  }

  /**
   * @throws IllegalStateException if a checked block holds what this program cannot read
   */
  List<Entry> read(byte[] payload) {
    var entries = new ArrayList<Entry>();
    var from = ByteBuffer.wrap(payload);
    while (from.hasRemaining()) {
      int kind = from.get();
      var batch = new byte[from.getInt()];
      var note = new byte[from.getInt()];
      from.get(batch).get(note);
      if (kind < BATCH || kind > BOTH) {
        throw new IllegalStateException("The store holds an entry of kind " + kind);
      }
      entries.add(
          new Entry(
              (kind & BATCH) == 0 ? null : batch(batch),
              (kind & NOTE) == 0 ? null : new String(note, UTF_8)));
    }
    return entries;
  }

  private EventBatch batch(byte[] bytes) {
    if (codec.decode(bytes) instanceof Parsed.Accepted<EventBatch> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException(
        "The store holds events that cannot be read: "
            + ((Parsed.Rejected<EventBatch>) codec.decode(bytes)).reason());
  }
}
