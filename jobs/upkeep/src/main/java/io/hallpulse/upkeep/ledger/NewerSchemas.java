package io.hallpulse.upkeep.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/** Schemas of writers newer than this program, looked for when one of them is met. */
final class NewerSchemas implements SchemaStore, AutoCloseable {
  /** Garbage looks like an unknown schema too; for it the topic is asked once in this time. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Tail topic;
  private final Map<Long, Schema> known = new HashMap<>();
  private final Map<Long, Long> missedAt = new HashMap<>();

  NewerSchemas(String brokers) {
    topic = new Tail(brokers, Topics.WRITER_SCHEMAS);
  }

  @Override
  public @Nullable Schema findByFingerprint(long fingerprint) {
    if (!known.containsKey(fingerprint)) {
      long now = System.nanoTime();
      missedAt.values().removeIf(at -> now - at > PAUSE.toNanos());
      if (missedAt.putIfAbsent(fingerprint, now) == null) {
        topic.readOn(record -> add(record.value()));
      }
    }
    return known.get(fingerprint);
  }

  private void add(byte[] json) {
    var schema = new Schema.Parser().parse(new String(json, UTF_8));
    known.put(SchemaNormalization.parsingFingerprint64(schema), schema);
  }

  @Override
  public void close() {
    topic.close();
  }
}
